import {
  type BracketFacts,
  EMPTY_RECORD,
  LEVEL_OF,
  type OptionFacts,
  type RecordValue,
  type StanceFacts,
  type StatusFacts,
  schema,
  type TextValue,
} from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import type { Part, ProvisionDraft, Segment, TextDraft } from "./draft.ts";
import { FootnoteIndex } from "./footnotes.ts";
import type { Corrections } from "./record-section.ts";

const FORMAT_MARKS: readonly (readonly [number, Mark])[] = [
  [1, schema.mark("strong")],
  [2, schema.mark("em")],
  [4, schema.mark("underline")],
  [8, schema.mark("strike")],
  [16, schema.mark("superscript")],
  [32, schema.mark("subscript")],
];
const SUPERSCRIPT = 16;
const SUBSCRIPT = 32;

/** Gives a draft its ids, as the record section corrects them, and makes the text of it. `at` is the time of every fact. */
export function buildText(draft: TextDraft, corrections: Corrections, at: string): TextValue {
  const builder = new Builder(draft, corrections);
  const doc = schema.topNodeType.create(null, Fragment.fromArray(builder.blocks()));
  return { doc, record: builder.record(at) };
}

class Builder {
  readonly #draft: TextDraft;
  readonly #corrections: Corrections;
  readonly #provisions: ProvisionDraft[] = [];
  readonly #footnotes: FootnoteIndex;
  readonly #marks = new Map<Part | null, Map<string, readonly Mark[]>>();

  constructor(draft: TextDraft, corrections: Corrections) {
    this.#draft = draft;
    this.#corrections = corrections;
    for (const item of draft.items) {
      if ("provision" in item) this.#provisions.push(item.provision);
      else for (const row of item.rows) for (const cell of row) this.#provisions.push(cell.provision);
    }
    this.#footnotes = new FootnoteIndex(this.#provisions);
  }

  /** The id for a thing that parsing calls `generated`. */
  #id(generated: string): string {
    return this.#corrections.ids.get(generated) ?? generated;
  }

  #provisionId(n: number): string | null {
    const attrs = this.#corrections.attrs.get(`p${n}`);
    return attrs && Object.hasOwn(attrs, "id") ? (attrs.id as string | null) : this.#id(`p${n}`);
  }

  blocks(): Node[] {
    return this.#draft.items.map((item) => {
      if ("provision" in item) return this.#provision(item.provision);
      const corrected = this.#corrections.tables.get(`t${item.table}`);
      if (corrected) return corrected;
      const rows = item.rows.map((row) => {
        const cells = row.map(({ provision, header }) =>
          schema.node(header ? "table_header" : "table_cell", null, [this.#provision(provision)]),
        );
        return schema.node("table_row", null, cells);
      });
      return schema.node("table", { id: this.#id(`t${item.table}`) }, rows);
    });
  }

  #provision(draft: ProvisionDraft): Node {
    const { kind, number, whole } = draft;
    const attrs = {
      id: this.#id(`p${draft.n}`),
      kind,
      level: LEVEL_OF[kind],
      number,
      bracket: whole ? this.#id(whole.group.id) : null,
      option: whole?.option ? this.#id(whole.option) : null,
      within: whole?.parent?.innermost ? this.#id(whole.parent.innermost) : null,
      ...this.#corrections.attrs.get(`p${draft.n}`),
    };
    const content = this.#corrections.contents.get(`p${draft.n}`);
    if (content) return schema.node("provision", attrs, content);
    const nodes: Node[] = [];
    let from = 0;
    const anchors = this.#anchors(draft);
    for (const segment of draft.segments) {
      const to = from + segment.text.length;
      const marks = this.#marksOf(segment);
      for (const piece of anchors.divide(from, to)) {
        const text = segment.text.slice(piece.from - from, piece.to - from);
        const noted = piece.footnotes.map((footnote) => schema.mark("footnote", { footnote }));
        nodes.push(schema.text(text, noted.length > 0 ? sorted([...marks, ...noted]) : marks));
      }
      from = to;
    }
    return schema.node("provision", attrs, this.#corrections.remark(`p${draft.n}`, nodes));
  }

  #anchors(draft: ProvisionDraft): Anchoring {
    const found = draft.anchors.flatMap(({ from, to, label }) => {
      const place = this.#footnotes.find(label, draft.n - 1);
      const id = place === null ? null : this.#provisionId((this.#provisions[place] as ProvisionDraft).n);
      return id === null ? [] : [{ from, to, id }];
    });
    return new Anchoring(found);
  }

  #marksOf({ part, format, note }: Segment): readonly Mark[] {
    let known = this.#marks.get(part);
    if (!known) {
      known = new Map();
      this.#marks.set(part, known);
    }
    const key = `${format}/${note}`;
    let marks = known.get(key);
    if (!marks) {
      marks = sorted(this.#newMarks(part, format, note));
      known.set(key, marks);
    }
    return marks;
  }

  #newMarks(part: Part | null, format: number, note: number): Mark[] {
    const marks: Mark[] = [];
    for (let at = part; at; at = at.parent) {
      const bracket = this.#id(at.group.id);
      if (at.kind === "standing") marks.push(schema.mark("contested", { bracket }));
      if (at.kind !== "option" || !at.option) continue;
      const within = at.parent?.innermost ? this.#id(at.parent.innermost) : null;
      marks.push(schema.mark("proposed", { bracket, option: this.#id(at.option), within }));
    }
    if (note > 0) marks.push(schema.mark("note", { note: this.#id(`n${note}`) }));
    for (const [bit, mark] of FORMAT_MARKS) {
      if (!(format & bit) || (bit === SUBSCRIPT && format & SUPERSCRIPT)) continue;
      marks.push(mark);
    }
    return marks;
  }

  record(at: string): RecordValue {
    const brackets = new Map<string, BracketFacts>();
    const options = new Map<string, OptionFacts>();
    const stances = new Map<string, Map<string, StanceFacts>>();
    const statuses = new Map<string, StatusFacts>();
    for (const { id, proposer, deleter } of this.#draft.groups) {
      const known = brackets.get(this.#id(id))?.owner;
      brackets.set(this.#id(id), { owner: known ?? proposer ?? deleter, at });
    }
    for (const { id, group, within, owner } of this.#draft.options) {
      if (options.has(this.#id(id))) continue;
      const facts = { bracket: this.#id(group.id), within: within === null ? null : this.#id(within), owner, at };
      options.set(this.#id(id), facts);
    }
    for (const [target, said] of this.#draft.stances) {
      const known = stances.get(this.#id(target)) ?? new Map<string, StanceFacts>();
      for (const { party, stance, note } of said.values()) {
        known.set(party, { stance, ...(note === undefined ? {} : { note }), at });
      }
      stances.set(this.#id(target), known);
    }
    for (const { n, status } of this.#provisions) {
      const id = this.#provisionId(n);
      if (!status || id === null) continue;
      statuses.set(id, { status: status.status, ...(status.parked ? { parked: true } : {}), at });
    }
    return this.#corrections.record({
      ...EMPTY_RECORD,
      brackets: Object.fromEntries(brackets),
      options: Object.fromEntries(options),
      stances: Object.fromEntries([...stances].map(([target, said]) => [target, Object.fromEntries(said)])),
      statuses: Object.fromEntries(statuses),
    });
  }
}

/** Marks in the order that the schema wants, without doubles. */
function sorted(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  return marks.reduce((set: readonly Mark[], mark) => mark.addToSet(set), []);
}

/** The footnotes of one provision's words. */
class Anchoring {
  readonly #anchors: readonly { from: number; to: number; id: string }[];
  readonly #edges: readonly number[];

  constructor(anchors: readonly { from: number; to: number; id: string }[]) {
    this.#anchors = anchors;
    this.#edges = [...new Set(anchors.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  }

  /** Divides a range at the edges of footnotes; each piece with the footnotes on it. */
  divide(from: number, to: number): { from: number; to: number; footnotes: string[] }[] {
    const cuts = this.#edges.length === 0 ? [] : this.#edges.filter((edge) => edge > from && edge < to);
    const ends = [...cuts, to];
    return ends.map((end, i) => {
      const start = i === 0 ? from : (ends[i - 1] as number);
      const over = this.#anchors.filter((anchor) => anchor.from <= start && anchor.to >= end);
      return { from: start, to: end, footnotes: [...new Set(over.map(({ id }) => id))] };
    });
  }
}
