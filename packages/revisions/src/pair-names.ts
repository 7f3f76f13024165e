import { UNLIKELY_TO_MEET } from "./align-texts.ts";
import type { Partners } from "./partners.ts";
import type { ReadBracket, ReadBrackets, ReadOption } from "./read-brackets.ts";
import { Lexicon, likeness, type Unit } from "./units.ts";

/** Which brackets and options of two texts are the same; by later id the earlier, and back. */
export interface NamePairs {
  /** Whether an id means the same in both texts and both records. */
  readonly trusted: boolean;
  readonly options: ReadonlyMap<string, string>;
  readonly brackets: ReadonlyMap<string, string>;
  readonly laterOptions: ReadonlyMap<string, string>;
  readonly laterBrackets: ReadonlyMap<string, string>;
}

/**
 * Whether equal ids of brackets and options may be taken for the same where nobody has said so: ids that chance does not
 * repeat may, and others if no owner contradicts.
 */
export function trustsNames(a: ReadBrackets, b: ReadBrackets): boolean {
  const shared = [...b.options.values()].filter(({ id }) => a.options.has(id));
  if (2 * shared.filter(({ id }) => UNLIKELY_TO_MEET.test(id)).length > shared.length) return true;
  const sameOwner = (x: ReadonlyMap<string, Named>, y: ReadonlyMap<string, Named>) =>
    [...y.values()].every(({ id, party }) => !x.has(id) || x.get(id)?.party === party);
  return sameOwner(a.options, b.options) && sameOwner(a.brackets, b.brackets);
}

type Named = Pick<ReadOption, "id" | "party">;

/** Where ids are the same, so are the things that they name. */
export function sameNames(a: ReadBrackets, b: ReadBrackets): NamePairs {
  const both = (x: ReadonlyMap<string, unknown>, y: ReadonlyMap<string, unknown>) =>
    new Map([...y.keys()].filter((id) => x.has(id)).map((id) => [id, id]));
  const options = both(a.options, b.options);
  const brackets = both(a.brackets, b.brackets);
  return { trusted: true, options, brackets, laterOptions: options, laterBrackets: brackets };
}

/** The same pairs, seen from the other text. */
export function turnedNames({ trusted, options, brackets, laterOptions, laterBrackets }: NamePairs): NamePairs {
  return {
    trusted,
    options: laterOptions,
    brackets: laterBrackets,
    laterOptions: options,
    laterBrackets: brackets,
  };
}

/** How alike the words of two options of one party must be; less where the party has one on each side only. */
const ALIKE = { words: 0.5, only: 0.2 };
/** In a provision with more pairs than this, only the very same words are looked for. */
const MOST_PAIRS = 2_500;

/**
 * Pairs brackets and options whose ids say nothing, provision by provision: options by party and words, brackets by their
 * options, else by the words that they hold.
 */
export function likelyNames(a: ReadBrackets, b: ReadBrackets, partners: Partners): NamePairs {
  const options = new Pairs();
  const brackets = new Pairs();
  const lexicon = new Lexicon();
  const laterOptions = byItem(b.options.values());
  for (const [item, mine] of byItem(a.options.values())) {
    const theirs = laterOptions.get(partners.toB[item] as number) ?? [];
    pairAlike(
      mine,
      theirs,
      options,
      lexicon,
      ({ own }) => own,
      ({ party }) => party,
    );
  }
  for (const [before, after] of options.later) {
    brackets.pair(a.options.get(before)?.bracket ?? "", b.options.get(after)?.bracket ?? "");
  }
  const laterBrackets = byItem(b.brackets.values());
  for (const [item, mine] of byItem(a.brackets.values())) {
    const theirs = laterBrackets.get(partners.toB[item] as number) ?? [];
    const held = ({ contested }: ReadBracket) => contested;
    pairAlike(
      mine.filter(held),
      theirs.filter(held),
      brackets,
      lexicon,
      ({ standing }) => standing,
      () => null,
    );
  }
  return {
    trusted: false,
    options: options.earlier,
    brackets: brackets.earlier,
    laterOptions: options.later,
    laterBrackets: brackets.later,
  };
}

/** Pairs what has the same words, then what is most alike, of the same party. */
function pairAlike<T extends { readonly id: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  pairs: Pairs,
  lexicon: Lexicon,
  wordsOf: (one: T) => string,
  partyOf: (one: T) => string | null,
): void {
  if (mine.length === 0 || theirs.length === 0) return;
  const key = (one: T) => `${partyOf(one)}\u0000${wordsOf(one)}`;
  const equal = new Map<string, T[]>();
  for (const other of theirs.toReversed()) {
    const same = equal.get(key(other));
    if (same) same.push(other);
    else equal.set(key(other), [other]);
  }
  for (const one of mine) {
    if (pairs.hasEarlier(one.id)) continue;
    const same = equal.get(key(one));
    while (same?.length && pairs.hasLater((same.at(-1) as T).id)) same.pop();
    const other = same?.pop();
    if (other) pairs.pair(one.id, other.id);
  }
  const left = mine.filter(({ id }) => !pairs.hasEarlier(id));
  const free = theirs.filter(({ id }) => !pairs.hasLater(id));
  if (left.length * free.length > MOST_PAIRS) return;
  const units = new Map(free.map((other) => [other.id, lexicon.unit(wordsOf(other), "", "")]));
  for (const one of left) {
    const party = partyOf(one);
    const others = free.filter((other) => partyOf(other) === party && !pairs.hasLater(other.id));
    const only = party !== null && others.length === 1 && mine.filter((x) => partyOf(x) === party).length === 1;
    const unit = lexicon.unit(wordsOf(one), "", "");
    let best: { readonly id: string; readonly alike: number } | null = null;
    for (const { id } of others) {
      const alike = likeness(unit, units.get(id) as Unit);
      if (alike >= (only ? ALIKE.only : ALIKE.words) && alike > (best?.alike ?? 0)) best = { id, alike };
    }
    if (best) pairs.pair(one.id, best.id);
  }
}

class Pairs {
  /** By later id. */
  readonly earlier = new Map<string, string>();
  /** By earlier id. */
  readonly later = new Map<string, string>();

  hasEarlier = (id: string) => this.later.has(id);
  hasLater = (id: string) => this.earlier.has(id);

  pair(before: string, after: string): void {
    if (this.later.has(before) || this.earlier.has(after)) return;
    this.later.set(before, after);
    this.earlier.set(after, before);
  }
}

function byItem<T extends ReadBracket | ReadOption>(things: Iterable<T>): Map<number, T[]> {
  const out = new Map<number, T[]>();
  for (const thing of things) {
    for (const item of thing.items) {
      const at = out.get(item);
      if (at) at.push(thing);
      else out.set(item, [thing]);
    }
  }
  return out;
}
