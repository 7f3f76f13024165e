import type { MarkValue, PartyCode, RecordValue } from "@adref/schema";
import type { Ownership } from "./passage.ts";
import type { Item, ReadText } from "./read-text.ts";

/** An option as one text has it. */
export interface ReadOption {
  readonly id: string;
  readonly bracket: string;
  readonly party: PartyCode | null;
  /** All its words, those that others wrote into it included; provisions are parted by a line feed. */
  readonly words: string;
  /** Its owner's words alone. */
  readonly own: string;
  /** The provisions in which it has words, by place. */
  readonly items: readonly number[];
}

/** A bracket as one text has it. */
export interface ReadBracket {
  readonly id: string;
  readonly party: PartyCode | null;
  /** The contested words, without what was put forward inside them. */
  readonly standing: string;
  readonly contested: boolean;
  /** In the order in which they appear. */
  readonly options: readonly string[];
  /** The provisions in which it has words, by place. */
  readonly items: readonly number[];
  /** The brackets that stand round all of its words: where they end, it may go with them. */
  readonly around: ReadonlySet<string>;
}

/** The brackets and options that have words in a text, in reading order. */
export interface ReadBrackets {
  readonly brackets: ReadonlyMap<string, ReadBracket>;
  readonly options: ReadonlyMap<string, ReadOption>;
}

interface OptionDraft {
  bracket: string;
  words: string;
  own: string;
  items: number[];
}

interface BracketDraft {
  runs: { text: string; item: number; depth: number }[];
  options: Set<string>;
  items: number[];
  around: Set<string> | null;
}

/** Reads the brackets of a text in one pass over its runs. */
export function readBrackets(text: ReadText, record: RecordValue, ownership: Ownership): ReadBrackets {
  const brackets = new Map<string, BracketDraft>();
  const options = new Map<string, OptionDraft>();
  for (const item of text.items) readItem(item, ownership, brackets, options);
  return {
    options: new Map([...options].map(([id, draft]) => [id, { id, party: ownership.partyOf(id), ...draft }])),
    brackets: new Map([...brackets].map(([id, draft]) => [id, bracketOf(id, draft, record)])),
  };
}

function readItem(
  item: Item,
  ownership: Ownership,
  brackets: Map<string, BracketDraft>,
  options: Map<string, OptionDraft>,
): void {
  const { value, index } = item;
  const whole = value.option === null ? [] : [{ bracket: value.bracket ?? "", option: value.option }];
  const runs = value.runs.length > 0 ? value.runs : whole.length > 0 ? [{ text: "", marks: [] }] : [];
  for (const run of runs) {
    const proposals = proposalsIn(run.marks);
    if (whole.length + proposals.length === 0 && !run.marks.some((mark) => mark.type === "contested")) continue;
    const contested = run.marks.filter((mark) => mark.type === "contested").map((mark) => mark.attrs.bracket ?? "");
    const here = new Set([...whole, ...proposals].map(({ bracket }) => bracket));
    for (const id of contested) here.add(id);
    const innermost = ownership.optionOf(run.marks, value);
    for (const { bracket, option } of [...whole, ...proposals]) {
      touch(brackets, bracket, index, here).options.add(option);
      const draft = entry(options, option, () => ({ bracket, words: "", own: "", items: [] }));
      if (draft.items.at(-1) !== index) {
        if (draft.items.length > 0) draft.words += "\n";
        draft.items.push(index);
      }
      draft.words += run.text;
      if (innermost === option) draft.own += run.text;
    }
    for (const id of contested) {
      touch(brackets, id, index, here).runs.push({ text: run.text, item: index, depth: proposals.length });
    }
  }
}

function proposalsIn(marks: readonly MarkValue[]): { bracket: string; option: string }[] {
  return marks
    .filter((mark) => mark.type === "proposed")
    .map((mark) => ({ bracket: mark.attrs.bracket ?? "", option: mark.attrs.option ?? "" }));
}

function touch(
  brackets: Map<string, BracketDraft>,
  id: string,
  index: number,
  here: ReadonlySet<string>,
): BracketDraft {
  const draft = entry(brackets, id, () => ({ runs: [], options: new Set<string>(), items: [], around: null }));
  if (draft.items.at(-1) !== index) draft.items.push(index);
  if (draft.around === null) draft.around = new Set(here);
  else for (const other of draft.around) if (!here.has(other)) draft.around.delete(other);
  return draft;
}

function entry<T>(map: Map<string, T>, id: string, make: () => T): T {
  let value = map.get(id);
  if (value === undefined) {
    value = make();
    map.set(id, value);
  }
  return value;
}

function bracketOf(id: string, draft: BracketDraft, record: RecordValue): ReadBracket {
  const depth = draft.runs.reduce((least, run) => Math.min(least, run.depth), Number.POSITIVE_INFINITY);
  let standing = "";
  let last = -1;
  for (const run of draft.runs) {
    if (run.depth !== depth) continue;
    standing += (last >= 0 && last !== run.item ? "\n" : "") + run.text;
    last = run.item;
  }
  const around = draft.around ?? new Set<string>();
  around.delete(id);
  const party = Object.hasOwn(record.brackets, id) ? (record.brackets[id]?.owner ?? null) : null;
  return {
    id,
    party,
    standing,
    contested: draft.runs.length > 0,
    options: [...draft.options],
    items: draft.items,
    around,
  };
}
