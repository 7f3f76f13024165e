import { LEVEL_OF, type RecordValue, type StatusFacts, schema, type TextValue } from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { anchorFootnote } from "./anchors.ts";
import type { TableShape } from "./block.ts";
import type { Draft, Segment } from "./draft.ts";
import { FORMAT, placeOf } from "./paragraph.ts";
import type { Made } from "./place-comments.ts";
import type { Notes } from "./tally.ts";
import type { TrackedFacts } from "./tracked.ts";

const MARKS: readonly (readonly [number, Mark])[] = (Object.keys(FORMAT) as (keyof typeof FORMAT)[]).map((name) => [
  FORMAT[name],
  schema.mark(name),
]);
const MOST_SIGNS = 500;

/** Gives drafts their ids: those that our own papers carry, where no two carry the same. */
export function giveIds(drafts: readonly Draft[]): Made[] {
  const counts = new Map<string, number>();
  for (const { block } of drafts) {
    const { bookmark } = block.paragraph;
    if (bookmark !== null) counts.set(bookmark, (counts.get(bookmark) ?? 0) + 1);
  }
  let n = 0;
  return drafts.map((draft) => {
    const { bookmark } = draft.block.paragraph;
    if (bookmark !== null && counts.get(bookmark) === 1) return { draft, id: bookmark };
    do n++;
    while (counts.has(`p${n}`));
    return { draft, id: `p${n}` };
  });
}

/** Puts the footnotes' anchors on the words before their signs. */
export function anchorFootnotes(made: readonly Made[], notes: Notes): void {
  const footnotes = new Map<string, string>();
  for (const { draft, id } of made)
    if (draft.block.note !== null && !footnotes.has(draft.block.note)) footnotes.set(draft.block.note, id);
  const signed = new Set<unknown>();
  for (const { draft } of made) {
    const { paragraph } = draft.block;
    if (signed.has(paragraph)) continue;
    signed.add(paragraph);
    paragraph.notes.forEach(({ at, type, id }, i) => {
      const footnote = footnotes.get(`${type}/${id}`);
      if (footnote !== undefined && i < MOST_SIGNS && anchorFootnote(draft, at, footnote)) return;
      if (footnote === undefined)
        notes.notKept.add(
          "# sign(s) of footnotes that are not in the file, or are empty.",
          "Left out.",
          placeOf(paragraph),
        );
      else
        notes.notKept.add(
          "# sign(s) of footnotes without a word to stand on.",
          "The footnotes stand below, without a sign.",
          placeOf(paragraph),
        );
    });
  }
}

/** The document of drafts and tables. */
export function documentOf(made: readonly Made[], tables: readonly TableShape[]): Node {
  const blocks: Node[] = [];
  let empty = 0;
  for (let i = 0; i < made.length; i++) {
    const { draft } = made[i] as Made;
    if (!draft.block.cell) {
      blocks.push(provisionOf(made[i] as Made));
      continue;
    }
    const { table } = draft.block.cell;
    const cells = new Map<string, Node[]>();
    for (; i < made.length; i++) {
      const one = made[i] as Made;
      const { cell } = one.draft.block;
      if (cell?.table !== table) break;
      const key = `${cell.row}/${cell.cell}`;
      const inside = cells.get(key);
      if (inside) inside.push(provisionOf(one));
      else cells.set(key, [provisionOf(one)]);
    }
    i--;
    const { rows } = tables[table] as TableShape;
    const nodes = rows.map((row, r) => {
      const inside = row.map(({ colspan, rowspan, header }, c) => {
        const attrs = { colspan, rowspan: Math.min(rowspan, rows.length - r) };
        const words = cells.get(`${r}/${c}`) ?? [emptyCell(`p-${table + 1}-${++empty}`)];
        return schema.node(header ? "table_header" : "table_cell", attrs, words);
      });
      return schema.node("table_row", null, inside);
    });
    blocks.push(schema.node("table", { id: `t-${table + 1}` }, nodes));
  }
  return schema.topNodeType.create(null, Fragment.fromArray(blocks));
}

const emptyCell = (id: string) => schema.node("provision", { id, kind: "cell", level: LEVEL_OF.cell, number: "" });

function provisionOf({ draft, id }: Made): Node {
  const { block, whole, numbered } = draft;
  const kind = numbered ? block.kind : "paragraph";
  const attrs = { id, kind, level: LEVEL_OF[kind], number: numbered ? block.number : "", ...whole };
  return schema.node("provision", attrs, Fragment.fromArray(nodesOf(draft)));
}

const noteOf = ({ marks }: Segment): string | null =>
  marks.find(({ type }) => type.name === "note")?.attrs.note ?? null;

/** The words under all their marks. Bold all over is the look of a heading, and slant that of a note: neither is emphasis. */
function nodesOf({ block, segments }: Draft): Node[] {
  const worded = segments.filter(({ text }) => text.trim() !== "");
  const heading = LEVEL_OF[block.kind] <= LEVEL_OF.article && block.kind !== "recital";
  const bold = heading && worded.every(({ piece }) => (piece.format & FORMAT.strong) !== 0);
  const upright = new Set(segments.filter(({ piece }) => (piece.format & FORMAT.em) === 0).map(noteOf));
  const nodes: Node[] = [];
  for (const segment of segments) {
    const { text, marks, piece } = segment;
    const note = noteOf(segment);
    const slanted = note !== null && !upright.has(note);
    let set = marks;
    const { format } = piece;
    for (const [bit, mark] of MARKS) {
      if ((format & bit) === 0 || (bit === FORMAT.strong && bold) || (bit === FORMAT.em && slanted)) continue;
      set = mark.addToSet(set);
    }
    const last = nodes.at(-1);
    const node = schema.text(text, set);
    if (last?.sameMarkup(node)) nodes[nodes.length - 1] = schema.text(last.text + text, set);
    else nodes.push(node);
  }
  return nodes;
}

/** The record of what was typed and what was tracked. `parsed` names provisions as the parser did. */
export function recordOf(
  parsed: TextValue["record"],
  tracked: TrackedFacts,
  made: readonly Made[],
  at: string,
  notes: Notes,
): Omit<RecordValue, "comments"> {
  const options = { ...parsed.options };
  for (const [id, within] of tracked.within) if (options[id]) options[id] = { ...options[id], within };
  for (const [id, owner] of tracked.owners) if (options[id]) options[id] = { ...options[id], owner };
  const brackets = { ...parsed.brackets };
  for (const [id, owner] of tracked.owners) {
    const bracket = options[id]?.bracket ?? "";
    const known = brackets[bracket];
    if (known && known.owner === null) brackets[bracket] = { ...known, owner };
  }
  const stamp = <T extends { readonly at: string }>(facts: Record<string, T>) =>
    Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, fact.at === "" ? { ...fact, at } : fact]));
  return {
    brackets: { ...brackets, ...stamp(tracked.brackets) },
    options: { ...options, ...stamp(tracked.options) },
    stances: {
      ...parsed.stances,
      ...Object.fromEntries(Object.entries(tracked.stances).map(([id, said]) => [id, stamp(said)])),
    },
    statuses: statusesOf(parsed, made, at, notes),
    resolutions: {},
    sessions: {},
    silences: {},
    freeze: {},
  };
}

function statusesOf(
  parsed: TextValue["record"],
  made: readonly Made[],
  at: string,
  notes: Notes,
): Record<string, StatusFacts> {
  const out: Record<string, StatusFacts> = {};
  for (const { draft, id } of made) {
    const { status } = draft.block;
    const typed = Object.hasOwn(parsed.statuses, draft.parsed) ? parsed.statuses[draft.parsed] : undefined;
    const facts: StatusFacts | null =
      typed ??
      (status === "parked"
        ? { status: "open", parked: true, at }
        : status && status !== "open"
          ? { status, at }
          : null);
    if (!facts) continue;
    if (facts.status !== "open" && isOpen(draft)) {
      notes.findings.add(
        "# provision(s) marked as agreed in which brackets are open.",
        "They were left open: what is agreed has no brackets.",
        placeOf(draft.block.paragraph),
        "highlights",
      );
    } else out[id] = facts;
  }
  return out;
}

function isOpen({ whole, segments }: Draft): boolean {
  return (
    whole !== null ||
    segments.some(({ marks }) => marks.some(({ type }) => type.name === "contested" || type.name === "proposed"))
  );
}
