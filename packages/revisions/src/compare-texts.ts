import { statusOf, type TextValue } from "@adref/schema";
import { alignTexts, type Ids } from "./align-texts.ts";
import { bracketChanges, type PlacedChange } from "./bracket-changes.ts";
import { comparePassages } from "./compare-passages.ts";
import type {
  BracketChange,
  ComparedProvision,
  Comparison,
  ComparisonRow,
  MovePlace,
  RowChanges,
  StatusChange,
  WordPiece,
} from "./comparison.ts";
import { likelyNames, type NamePairs, sameNames, trustsNames, turnedNames } from "./pair-names.ts";
import type { Partners } from "./partners.ts";
import { bracketKey, Ownership } from "./passage.ts";
import { readBrackets } from "./read-brackets.ts";
import { type Item, type ReadText, readText } from "./read-text.ts";
import { longestRising } from "./rising.ts";

/** How two texts are compared. */
export interface CompareOptions {
  /** Whether equal ids mean the same; `auto` finds out. Say `same` for two moments of one text. */
  readonly ids?: Ids;
  /** Whether changes of brackets, owners and stances are told; not for views in which brackets were taken away. */
  readonly brackets?: boolean;
}

/** One text while it is compared. */
interface Side {
  readonly text: TextValue;
  readonly read: ReadText;
  readonly ownership: Ownership;
}

/**
 * Compares two texts: provisions are paired by id, or by likeness where ids are missing or foreign; words are compared
 * inside each pair; what became of brackets is told from words and record. Works on any two texts: revisions, moments, an
 * imported paper, a party's view. Neither text is changed. Costs about n log n in provisions.
 */
export function compareTexts(before: TextValue, after: TextValue, options: CompareOptions = {}): Comparison {
  const a = sideOf(before);
  const b = sideOf(after);
  const turned = isTurned(a.read, b.read);
  const aligned = turned
    ? alignTexts(b.read, a.read, options.ids ?? "auto")
    : alignTexts(a.read, b.read, options.ids ?? "auto");
  const partners = turned ? turn(aligned.partners) : aligned.partners;
  const readA = readBrackets(a.read, before.record, a.ownership);
  const readB = readBrackets(b.read, after.record, b.ownership);
  const likely = () =>
    turned ? turnedNames(likelyNames(readB, readA, aligned.partners)) : likelyNames(readA, readB, partners);
  const trusted = aligned.ids === "same" && (options.ids === "same" || trustsNames(readA, readB));
  const names = trusted ? sameNames(readA, readB) : likely();
  const stayed = stayedInOrder(partners, turned);
  const rows = new Rows(a, b, partners, stayed, names);
  const list = rows.inOrder();
  if (options.brackets === false) return { rows: list.map(({ row }) => row), elsewhere: [] };
  const kept = keptOptions(list);
  const told = bracketChanges(
    { read: readA, record: before.record },
    { read: readB, record: after.record },
    names,
    (option) => kept.has(option),
  );
  return placed(list, told);
}

function sideOf(text: TextValue): Side {
  return { text, read: readText(text), ownership: new Ownership(text.record) };
}

/**
 * Whether the later text is taken first, so that a comparison and its reverse pair the same provisions: where likeness
 * leaves a choice, the order of the two texts may not make it.
 */
function isTurned(a: ReadText, b: ReadText): boolean {
  const [inA, inB] = [a.items.length, b.items.length];
  if (inA !== inB) return inA > inB;
  for (let i = 0; i < inA; i++) {
    const [x, y] = [a.items[i] as Item, b.items[i] as Item];
    if (x.text !== y.text) return x.text > y.text;
    if (x.value.id !== y.value.id) return x.value.id > y.value.id;
  }
  return false;
}

function turn({ toA, toB }: Partners): Partners {
  return { toA: toB, toB: toA, pair: () => false };
}

/** The earlier places of the provisions that stayed in order among those that both texts have; the others moved. */
function stayedInOrder(partners: Partners, turned: boolean): ReadonlySet<number> {
  if (!turned) return new Set(longestRising(partners.toB));
  return new Set(longestRising(partners.toA).map((j) => partners.toA[j] as number));
}

interface PlacedRow {
  readonly row: ComparisonRow;
  readonly a: number;
  readonly b: number;
}

class Rows {
  readonly #a: Side;
  readonly #b: Side;
  readonly #partners: Partners;
  readonly #stayed: ReadonlySet<number>;
  readonly #names: NamePairs;
  readonly #ids: readonly [Map<string, number>, Map<string, number>];

  constructor(a: Side, b: Side, partners: Partners, stayed: ReadonlySet<number>, names: NamePairs) {
    this.#a = a;
    this.#b = b;
    this.#partners = partners;
    this.#stayed = stayed;
    this.#names = names;
    this.#ids = [countIds(a.read), countIds(b.read)];
  }

  /** The later text's provisions; a removed one follows the one before it that stayed. */
  inOrder(): PlacedRow[] {
    const out: PlacedRow[] = [];
    let next = 0;
    const removedUpTo = (end: number) => {
      for (; next < end; next++) {
        if (this.#partners.toB[next] === -1) out.push(this.#row(next, -1));
      }
    };
    const items = this.#b.read.items;
    for (let b = 0; b < items.length; b++) {
      removedUpTo(this.#nextStayed(next));
      const a = this.#partners.toA[b] as number;
      out.push(this.#row(a, b));
      if (a >= 0 && this.#stayed.has(a)) next = a + 1;
    }
    removedUpTo(this.#a.read.items.length);
    return out;
  }

  /** The first earlier place from `from` on whose provision stayed in order. */
  #nextStayed(from: number): number {
    let end = from;
    while (end < this.#partners.toB.length && !this.#stayed.has(end)) end++;
    return end;
  }

  #row(a: number, b: number): PlacedRow {
    const before = this.#a.read.items[a] ?? null;
    const after = this.#b.read.items[b] ?? null;
    return { row: this.#read(before, after), a, b };
  }

  #read(before: Item | null, after: Item | null): ComparisonRow {
    const sides = {
      before: before && compared(before, this.#a),
      after: after && compared(after, this.#b),
    };
    const words = this.#words(before, after);
    const changed = before && after ? this.#changes(before, after, words) : UNCHANGED;
    const moved = before && after && !this.#stayed.has(before.index) ? this.#moved(before, after) : null;
    const any = changed.words || changed.formatting || changed.standing || changed.structure;
    return {
      key: this.#key(before, after),
      kind: !before ? "added" : !after ? "removed" : moved ? "moved" : any ? "changed" : "same",
      ...sides,
      renumbered: before !== null && after !== null && before.number !== after.number,
      changed,
      words,
      brackets: [],
      status: after && this.#status(before, after),
      moved,
    };
  }

  #words(before: Item | null, after: Item | null): WordPiece[] {
    const a = this.#a.ownership.passageOf(before?.value ?? NO_WORDS);
    const b = this.#b.ownership.passageOf(after?.value ?? NO_WORDS);
    return comparePassages(a, b, (option) => this.#names.options.get(option));
  }

  #changes(before: Item, after: Item, words: readonly WordPiece[]): RowChanges {
    const { options, brackets } = this.#names;
    const earlier = (id: string) => brackets.get(id) ?? options.get(id) ?? `new ${id}`;
    const stands = ({ before: x, after: y }: WordPiece) =>
      !x ||
      !y ||
      (x.party === y.party && (x.marks === y.marks || bracketKey(x.marks) === bracketKey(y.marks, earlier)));
    const wholeBefore = before.value.option;
    const wholeAfter = after.value.option === null ? null : earlier(after.value.option);
    return {
      words: words.some(({ kind }) => kind !== "same"),
      formatting: words.some(({ reformatted }) => reformatted),
      standing: wholeBefore !== wholeAfter || !words.every(stands),
      structure: before.value.kind !== after.value.kind || before.value.level !== after.value.level,
    };
  }

  #moved(before: Item, after: Item): { from: MovePlace; to: MovePlace } {
    const place = (item: Item, text: ReadText): MovePlace => ({
      follows: text.items[item.index - 1]?.value.id ?? null,
      number: item.number,
    });
    return { from: place(before, this.#a.read), to: place(after, this.#b.read) };
  }

  #status(before: Item | null, after: Item): StatusChange | null {
    const from = before ? statusOf(this.#a.text.record, before.value.id) : "open";
    const to = statusOf(this.#b.text.record, after.value.id);
    const wasParked = before ? (this.#a.text.record.statuses[before.value.id]?.parked ?? false) : false;
    const facts = this.#b.text.record.statuses[after.value.id];
    const isParked = facts?.parked ?? false;
    if (from === to && wasParked === isParked) return null;
    return {
      from,
      to,
      parked: wasParked === isParked ? null : isParked,
      at: facts?.at ?? "",
      reason: facts?.reason ?? null,
    };
  }

  #key(before: Item | null, after: Item | null): string {
    const item = (after ?? before) as Item;
    const { id } = item.value;
    const side = after ? "" : "-";
    const unique = this.#ids[after ? 1 : 0].get(id) === 1;
    return `${side}${unique && id !== "" ? id : `#${item.index}`}`;
  }
}

const NO_WORDS = {
  runs: [],
  option: null,
  id: "",
  kind: "paragraph",
  level: 4,
  number: null,
  bracket: null,
  within: null,
} as const;

const UNCHANGED: RowChanges = { words: false, formatting: false, standing: false, structure: false };

function compared({ value, index, number, cell }: Item, { text, ownership }: Side): ComparedProvision {
  const { bracket, option } = value;
  return {
    provision: value.id,
    kind: value.kind,
    level: value.level,
    number,
    position: index,
    status: statusOf(text.record, value.id),
    proposal: option === null ? null : { bracket: bracket ?? "", option, party: ownership.partyOf(option) },
    cell,
  };
}

function countIds(text: ReadText): Map<string, number> {
  const out = new Map<string, number>();
  for (const { value } of text.items) out.set(value.id, (out.get(value.id) ?? 0) + 1);
  return out;
}

/** The earlier options all of whose words are standing words now. */
function keptOptions(list: readonly PlacedRow[]): ReadonlySet<string> {
  const kept = new Set<string>();
  const lost = new Set<string>();
  for (const { row } of list) {
    for (const { before, after } of row.words) {
      if (before?.option == null) continue;
      (after && after.option === null ? kept : lost).add(before.option);
    }
  }
  for (const option of lost) kept.delete(option);
  return kept;
}

/** Puts each told change into the row where its bracket's first words stand, later words first. */
function placed(list: readonly PlacedRow[], told: readonly PlacedChange[]): Comparison {
  const rowOfA = new Map<number, number>();
  const rowOfB = new Map<number, number>();
  list.forEach(({ a, b }, i) => {
    if (a >= 0) rowOfA.set(a, i);
    if (b >= 0) rowOfB.set(b, i);
  });
  const byRow = new Map<number, BracketChange[]>();
  const elsewhere: BracketChange[] = [];
  for (const { change, before, after } of told) {
    const row = after
      ? rowOfB.get(after.items[0] as number)
      : before
        ? rowOfA.get(before.items[0] as number)
        : undefined;
    const there = row === undefined ? elsewhere : byRow.get(row);
    if (there) there.push(change);
    else if (row !== undefined) byRow.set(row, [change]);
  }
  const rows = list.map(({ row }, i) => {
    const brackets = byRow.get(i);
    return brackets ? { ...row, brackets } : row;
  });
  return { rows, elsewhere };
}
