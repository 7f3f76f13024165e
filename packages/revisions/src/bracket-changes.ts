import type { PartyCode, RecordValue, ResolutionFacts, StanceFacts } from "@adref/schema";
import type { BracketChange } from "./comparison.ts";
import type { NamePairs } from "./pair-names.ts";
import type { ReadBracket, ReadBrackets, ReadOption } from "./read-brackets.ts";
import { Lexicon, likeness } from "./units.ts";

/** What brackets need to know of one of the two texts. */
export interface BracketSide {
  readonly read: ReadBrackets;
  readonly record: RecordValue;
}

/** A told change and the bracket that it is told of, as either text has it. */
export interface PlacedChange {
  readonly change: BracketChange;
  readonly before: ReadBracket | null;
  readonly after: ReadBracket | null;
}

/** Options of which each shares so much of its words with a new one were joined in it. */
const JOINED = 0.5;
/** Among more options than this nobody can say what was joined. */
const MOST_JOINED = 50;

/**
 * What became of brackets, options, owners and stances, told from the words and the record of both texts; never from signs
 * that are drawn. `keptAsStanding` says of an earlier option whether its words are standing words now.
 */
export function bracketChanges(
  before: BracketSide,
  after: BracketSide,
  names: NamePairs,
  keptAsStanding: (option: string) => boolean,
): PlacedChange[] {
  const teller = new Teller(before, after, names, keptAsStanding);
  for (const bracket of after.read.brackets.values()) {
    const old = names.brackets.get(bracket.id);
    if (old === undefined) teller.came(bracket);
    else teller.stayed(before.read.brackets.get(old) as ReadBracket, bracket);
  }
  for (const bracket of before.read.brackets.values()) {
    if (!names.laterBrackets.has(bracket.id)) teller.went(bracket);
  }
  teller.elsewhere();
  return teller.out;
}

class Teller {
  readonly out: PlacedChange[] = [];
  readonly #before: BracketSide;
  readonly #after: BracketSide;
  readonly #names: NamePairs;
  readonly #keptAsStanding: (option: string) => boolean;
  readonly #lexicon = new Lexicon();
  readonly #told = new Set<string>();

  constructor(before: BracketSide, after: BracketSide, names: NamePairs, keptAsStanding: (option: string) => boolean) {
    this.#before = before;
    this.#after = after;
    this.#names = names;
    this.#keptAsStanding = keptAsStanding;
  }

  came(bracket: ReadBracket): void {
    const tell = this.#teller(null, bracket);
    const { id, party, standing, options } = bracket;
    if (this.#names.trusted && own(this.#before.record.resolutions, id)) tell({ what: "reopened", bracket: id });
    else tell({ what: "opened", bracket: id, party, words: standing });
    for (const option of options) tell({ what: "proposed", ...this.#option(this.#after, option) });
    this.#record(tell, this.#names.trusted ? id : null, id, options);
  }

  stayed(old: ReadBracket, bracket: ReadBracket): void {
    const tell = this.#teller(old, bracket);
    const id = bracket.id;
    const [isNew, kept] = divide(bracket.options, (option) => !this.#names.options.has(option));
    const gone = old.options.filter((option) => !this.#names.laterOptions.has(option));
    const joined = this.#joined(gone, isNew, kept);
    for (const [into, of] of joined) {
      tell({ what: "joined", ...this.#option(this.#after, into), of: of.map((option) => this.#named(option)) });
    }
    const told = new Set([...joined.keys(), ...[...joined.values()].flat()]);
    for (const option of isNew) {
      if (!told.has(option)) tell({ what: "proposed", ...this.#option(this.#after, option) });
    }
    for (const option of gone) {
      if (!told.has(option)) tell({ what: "withdrawn", ...this.#option(this.#before, option) });
    }
    for (const option of kept) {
      const earlier = this.#before.read.options.get(this.#names.options.get(option) as string) as ReadOption;
      const later = this.#after.read.options.get(option) as ReadOption;
      if (earlier.own !== later.own && !told.has(option)) {
        tell({ what: "reworded", ...this.#option(this.#after, option), words: later.own, earlier: earlier.own });
      }
      if (earlier.party !== later.party) {
        tell({ what: "owner", bracket: id, option, from: earlier.party, to: later.party });
      }
    }
    if (old.party !== bracket.party)
      tell({ what: "owner", bracket: id, option: null, from: old.party, to: bracket.party });
    this.#record(tell, old.id, id, bracket.options);
  }

  went(old: ReadBracket): void {
    const tell = this.#teller(old, null);
    const resolution = this.#resolutionOf(old.id);
    if (resolution) tell(this.#resolved(old, resolution));
    else if (![...old.around].some((id) => this.#resolutionOf(id))) this.#endedByItself(old, tell);
    // That stances ended with their bracket goes without saying.
    const said = (change: BracketChange) => change.what !== "stance" || change.to !== null;
    if (this.#names.trusted) this.#record((change) => said(change) && tell(change), old.id, old.id, old.options);
  }

  /** What is told of brackets with words in neither text. */
  elsewhere(): void {
    if (!this.#names.trusted) return;
    const tell = this.#teller(null, null);
    for (const [id, resolution] of Object.entries(this.#after.record.resolutions)) {
      if (this.#told.has(id) || own(this.#before.record.resolutions, id)) continue;
      if (this.#before.read.brackets.has(id) || this.#after.read.brackets.has(id)) continue;
      const options = Object.entries(this.#after.record.options).filter(([, { bracket }]) => bracket === id);
      const parties = options.map(([, { owner }]) => owner);
      const option = resolution.option !== undefined && own(this.#after.record.options, resolution.option);
      tell({
        what: "resolved",
        bracket: id,
        how: resolution.kind,
        option: option ? (resolution.option as string) : null,
        party: option ? option.owner : null,
        words: resolution.words ?? "",
        parties,
        by: resolution.by,
        at: resolution.at,
        reason: resolution.reason ?? null,
      });
    }
  }

  #endedByItself(old: ReadBracket, tell: (change: BracketChange) => void): void {
    const adopted = old.options.find((option) => this.#keptAsStanding(option));
    if (adopted !== undefined) {
      tell(this.#resolved(old, { kind: "adopt", option: adopted, at: "", by: "" }));
      return;
    }
    for (const option of old.options) tell({ what: "withdrawn", ...this.#option(this.#before, option) });
    if (old.options.length === 0) tell({ what: "closed", bracket: old.id, party: old.party });
  }

  #resolved(old: ReadBracket, { kind, option, words, at, by, reason }: ResolutionFacts): BracketChange {
    const parties = old.options.map((id) => this.#before.read.options.get(id)?.party ?? null);
    const only = kind === "lift" && !old.contested ? old.options[0] : option;
    const adopted = only === undefined ? undefined : this.#before.read.options.get(only);
    const kept = kind === "delete" ? "" : (words ?? adopted?.words ?? old.standing);
    return {
      what: "resolved",
      bracket: old.id,
      how: kind,
      option: adopted?.id ?? null,
      party: adopted?.party ?? null,
      words: kept,
      parties,
      by,
      at,
      reason: reason ?? null,
    };
  }

  /** A resolution that the earlier text did not have yet. */
  #resolutionOf(id: string): ResolutionFacts | undefined {
    if (!this.#names.trusted || own(this.#before.record.resolutions, id)) return undefined;
    return own(this.#after.record.resolutions, id);
  }

  /** Which options went into which: two or more into a new one, or one with the very words of one that stayed. */
  #joined(gone: readonly string[], come: readonly string[], kept: readonly string[]): Map<string, readonly string[]> {
    const out = new Map<string, readonly string[]>();
    const left = new Set(gone);
    for (const option of gone.length > MOST_JOINED || come.length > MOST_JOINED ? [] : come) {
      const of = [...left].filter((earlier) => this.#drawsOn(option, earlier));
      if (of.length < 2) continue;
      out.set(option, of);
      for (const earlier of of) left.delete(earlier);
    }
    const byWords = new Map<string, string[]>();
    for (const earlier of left) {
      const words = this.#before.read.options.get(earlier)?.words ?? "";
      const same = byWords.get(words);
      if (same) same.push(earlier);
      else byWords.set(words, [earlier]);
    }
    for (const option of kept) {
      const words = this.#after.read.options.get(option)?.words ?? "";
      const of = byWords.get(words);
      if (!of) continue;
      byWords.delete(words);
      out.set(option, [this.#names.options.get(option) as string, ...of]);
    }
    return out;
  }

  #drawsOn(later: string, earlier: string): boolean {
    const [x, y] = [this.#before.read.options.get(earlier)?.words, this.#after.read.options.get(later)?.words];
    if (!x || !y) return false;
    return likeness(this.#lexicon.unit(x, "", ""), this.#lexicon.unit(y, "", "")) >= JOINED;
  }

  /** Stances and parking, which stand on the record alone. Targets: the bracket for its standing words, and its options. */
  #record(
    tell: (change: BracketChange) => void,
    before: string | null,
    after: string,
    options: readonly string[],
  ): void {
    const bracket = after;
    const was = before !== null && (own(this.#before.record.brackets, before)?.parked ?? false);
    const is = own(this.#after.record.brackets, after)?.parked ?? false;
    if (was !== is && own(this.#after.record.brackets, after)) tell({ what: "parked", bracket, parked: is });
    this.#stances(tell, bracket, null, before, after);
    for (const option of options) {
      const earlier = this.#names.options.get(option) ?? (this.#names.trusted ? option : null);
      this.#stances(tell, bracket, option, earlier, option);
    }
  }

  #stances(
    tell: (change: BracketChange) => void,
    bracket: string,
    option: string | null,
    before: string | null,
    after: string,
  ): void {
    const old = (before !== null && own(this.#before.record.stances, before)) || {};
    const now = own(this.#after.record.stances, after) ?? {};
    if (old === now) return;
    for (const party of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const [from, to]: (StanceFacts | undefined)[] = [own(old, party), own(now, party)];
      if (from?.stance === to?.stance && (from?.note ?? "") === (to?.note ?? "")) continue;
      tell({
        what: "stance",
        bracket,
        option,
        party,
        from: from?.stance ?? null,
        to: to?.stance ?? null,
        note: to?.note ?? null,
      });
    }
  }

  #teller(before: ReadBracket | null, after: ReadBracket | null): (change: BracketChange) => void {
    for (const bracket of [before, after]) if (bracket) this.#told.add(bracket.id);
    return (change) => this.out.push({ change, before, after });
  }

  #option(side: BracketSide, id: string): { bracket: string; option: string; party: PartyCode | null; words: string } {
    const { bracket, party, words } = side.read.options.get(id) as ReadOption;
    return { bracket, option: id, party, words };
  }

  #named(option: string): { option: string; party: PartyCode | null } {
    return { option, party: this.#before.read.options.get(option)?.party ?? null };
  }
}

/** A fact by id, where the id may be one that every object has. */
function own<T>(facts: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(facts, id) ? facts[id] : undefined;
}

function divide<T>(list: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const one of list) (test(one) ? yes : no).push(one);
  return [yes, no];
}
