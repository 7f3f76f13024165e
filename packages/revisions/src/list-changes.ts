import type { ChangeCounts, ChangeEntry, ChangeSort } from "./changes.ts";
import type { BracketChange, Comparison, ComparisonRow, RowKind, StatusChange, WordPiece } from "./comparison.ts";
import { isWord, tokensOf } from "./tokens.ts";

/** Longer words are cut in a sentence: the row shows them in full. */
const MOST_CHARACTERS = 200;

type Values = Readonly<Record<string, string | number>>;
type Told = Pick<ChangeEntry, "sort" | "values" | "bracket">;

/**
 * What there is to say of a comparison, in reading order, one entry for each told change. Provisions that moved together
 * are one entry, with their number in `provisions`; so are provisions renumbered one after the other.
 */
export function changesOf(comparison: Comparison): readonly ChangeEntry[] {
  const out: ChangeEntry[] = [];
  const explained = explainedBy(comparison);
  comparison.rows.forEach((row, i) => {
    const previous = comparison.rows[i - 1];
    for (const told of toldOf(row, explained)) {
      const at = goesOn(told.sort, previous, row) ? out.findLastIndex(({ sort }) => sort === told.sort) : -1;
      const together = out[at];
      if (together) {
        const provisions = ((together.values.provisions as number | undefined) ?? 1) + 1;
        out[at] = { ...together, values: { ...together.values, provisions, lastNumber: row.after?.number ?? "" } };
      } else out.push(entryOf(row, i, told));
    }
  });
  for (const bracket of comparison.elsewhere) out.push(entryOf(null, null, bracketTold(bracket)));
  return distinct(out);
}

/** How much changed: for a heading, a table, a report. */
export function countsOf(
  comparison: Comparison,
  changes: readonly ChangeEntry[] = changesOf(comparison),
): ChangeCounts {
  const rows: Record<RowKind, number> = { same: 0, changed: 0, added: 0, removed: 0, moved: 0 };
  const sorts: Partial<Record<ChangeSort, number>> = {};
  let [wordsAdded, wordsRemoved] = [0, 0];
  for (const row of comparison.rows) {
    rows[row.kind] += 1;
    for (const piece of row.words) {
      if (piece.kind === "added") wordsAdded += wordCount(piece.text);
      if (piece.kind === "removed") wordsRemoved += wordCount(piece.text);
    }
  }
  for (const { sort } of changes) sorts[sort] = (sorts[sort] ?? 0) + 1;
  return { total: changes.length, rows, sorts, wordsAdded, wordsRemoved };
}

const wordCount = (text: string) => tokensOf(text).filter(isWord).length;

function toldOf(row: ComparisonRow, explained: (piece: WordPiece) => boolean): Told[] {
  const told: Told[] = [];
  const tell = (sort: ChangeSort, values: Values = {}) => told.push({ sort, values, bracket: null });
  const { before, after, words, changed } = row;
  if (row.kind === "added")
    tell("provision-added", { words: cut(wordsIn(row, "after")), party: after?.proposal?.party ?? "" });
  if (row.kind === "removed") tell("provision-removed", { words: cut(wordsIn(row, "before")) });
  if (row.moved) {
    tell("provision-moved", { fromNumber: row.moved.from.number, toNumber: row.moved.to.number, provisions: 1 });
  } else if (row.renumbered) {
    tell("provision-renumbered", { fromNumber: before?.number ?? "", toNumber: after?.number ?? "", provisions: 1 });
  }
  if (changed.structure && before && after) {
    const { kind: fromKind, level: fromLevel } = before;
    tell("structure-changed", { fromKind, toKind: after.kind, fromLevel, toLevel: after.level });
  }
  if (changed.words) {
    const unexplained = words.filter((piece) => piece.kind !== "same" && !explained(piece));
    const only = (kind: string) => unexplained.filter((piece) => piece.kind === kind).map(({ text }) => text.trim());
    const [added, removed] = [only("added").join(" … "), only("removed").join(" … ")];
    if (unexplained.length > 0) tell("words-changed", { added: cut(added), removed: cut(removed) });
  }
  if (changed.formatting) {
    const formatted = words.filter(({ reformatted }) => reformatted).map(({ text }) => text.trim());
    tell("formatting-changed", { words: cut(formatted.join(" … ")) });
  }
  told.push(...row.brackets.map(bracketTold));
  if (row.status) told.push(...statusTold(row.status));
  return told;
}

/** Whether words that came or went did so because of something that is told of their bracket or option. */
function explainedBy(comparison: Comparison): (piece: WordPiece) => boolean {
  const names = new Set<string>();
  const merged: string[] = [];
  for (const change of [...comparison.elsewhere, ...comparison.rows.flatMap(({ brackets }) => brackets)]) {
    if (change.what === "resolved") {
      names.add(change.bracket);
      if (change.how === "merge") merged.push(change.words);
    } else if (["proposed", "withdrawn", "reworded", "joined"].includes(change.what) && "option" in change) {
      names.add(change.option ?? "");
      if (change.what === "joined") for (const { option } of change.of) names.add(option);
    }
  }
  return ({ before, after, text }) => {
    const standing = after ?? before;
    if (!standing) return false;
    if (standing.option !== null && names.has(standing.option)) return true;
    if (standing.marks.some(({ attrs }) => names.has(attrs.option ?? "") || names.has(attrs.bracket ?? "")))
      return true;
    return !before && merged.some((words) => words.includes(text.trim()));
  };
}

/** The words of a provision that came or went, in one of the texts: those of options in it are told of the options. */
function wordsIn(row: ComparisonRow, text: "before" | "after"): string {
  const pieces = row.words.filter((piece) => piece[text] !== null);
  const own = row[text]?.proposal?.option ?? null;
  const standing = pieces.filter((piece) => piece[text]?.option === null || piece[text]?.option === own);
  return (standing.length > 0 ? standing : pieces).map((piece) => piece.text).join("");
}

/** Whether a row's change goes on from the row before: a block that moved, a list that was counted again. */
function goesOn(sort: ChangeSort, previous: ComparisonRow | undefined, row: ComparisonRow): boolean {
  if (!previous?.before || !previous.after || !row.before || !row.after) return false;
  const next =
    row.before.position === previous.before.position + 1 && row.after.position === previous.after.position + 1;
  if (sort === "provision-moved") return next && previous.moved !== null;
  return sort === "provision-renumbered" && next && previous.renumbered && previous.moved === null;
}

function bracketTold(bracket: BracketChange): Told {
  const told = (sort: ChangeSort, values: Values): Told => ({
    sort,
    values: { bracket: bracket.bracket, ...values },
    bracket,
  });
  switch (bracket.what) {
    case "opened":
      return told("bracket-opened", { party: bracket.party ?? "", words: cut(bracket.words) });
    case "closed":
      return told("bracket-closed", { party: bracket.party ?? "" });
    case "reopened":
      return told("bracket-reopened", {});
    case "parked":
      return told(bracket.parked ? "bracket-parked" : "bracket-unparked", {});
    case "proposed":
    case "withdrawn":
      return told(`option-${bracket.what}`, optionValues(bracket));
    case "reworded":
      return told("option-reworded", { ...optionValues(bracket), earlier: cut(bracket.earlier) });
    case "joined":
      return told("options-joined", { ...optionValues(bracket), parties: codes(bracket.of.map(({ party }) => party)) });
    case "owner":
      return told("owner-changed", { option: bracket.option ?? "", from: bracket.from ?? "", to: bracket.to ?? "" });
    case "stance": {
      const { option, party, from, to, note } = bracket;
      const sort = from === null ? "stance-given" : to === null ? "stance-withdrawn" : "stance-changed";
      return told(sort, { option: option ?? "", party, from: from ?? "", to: to ?? "", note: note ?? "" });
    }
    default:
      return told(resolvedSort(bracket), {
        option: bracket.option ?? "",
        party: bracket.party ?? "",
        parties: codes(bracket.parties),
        words: cut(bracket.words),
        by: bracket.by,
        at: bracket.at,
        reason: bracket.reason ?? "",
      });
  }
}

function resolvedSort({ how, option }: Extract<BracketChange, { what: "resolved" }>): ChangeSort {
  switch (how) {
    case "adopt":
      return option === null ? "standing-kept" : "option-adopted";
    case "merge":
      return "bracket-merged";
    case "lift":
      return "bracket-lifted";
    default:
      return "bracket-deleted";
  }
}

function optionValues(told: { option: string; party: string | null; words: string }): Values {
  return { option: told.option, party: told.party ?? "", words: cut(told.words) };
}

const codes = (parties: readonly (string | null)[]) =>
  [...new Set(parties.filter((party) => party !== null))].join(", ");

function statusTold({ from, to, parked, at, reason }: StatusChange): Told[] {
  const values = { from, to, at, reason: reason ?? "" };
  const out: Told[] = [];
  if (from !== to) out.push({ sort: to === "open" ? "reopened" : to, values, bracket: null });
  if (parked !== null) out.push({ sort: parked ? "provision-parked" : "provision-unparked", values, bracket: null });
  return out;
}

function cut(words: string): string {
  const flat = words.replace(/\s+/g, " ").trim();
  if (flat.length <= MOST_CHARACTERS) return flat;
  let out = "";
  for (const token of tokensOf(flat)) {
    if (out.length + token.length > MOST_CHARACTERS - 1) break;
    out += token;
  }
  return `${out.trimEnd()}…`;
}

function entryOf(row: ComparisonRow | null, index: number | null, told: Told): ChangeEntry {
  const { sort, values, bracket } = told;
  const { option = "", party = "" } = bracket?.what === "stance" ? values : {};
  const about = bracket ? `${bracket.bracket}/${values.option ?? option}${party === "" ? "" : `/${party}`}` : "";
  return {
    key: `${row?.key ?? ""}:${sort}${about === "" ? "" : `:${about}`}`,
    sort,
    row: index,
    rowKind: row?.kind ?? null,
    provision: (row?.after ?? row?.before)?.provision ?? null,
    number: (row?.after ?? row?.before)?.number ?? "",
    values,
    bracket,
  };
}

/** Makes keys that would meet distinct by counting them. */
function distinct(entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const times = (seen.get(entry.key) ?? 0) + 1;
    seen.set(entry.key, times);
    return times === 1 ? entry : { ...entry, key: `${entry.key}~${times}` };
  });
}
