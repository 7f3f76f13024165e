import { UNLIKELY_TO_MEET } from "./align-texts.ts";
import type { Partners } from "./partners.ts";
import type { ReadBracket, ReadBrackets, ReadOption } from "./read-brackets.ts";
import { Lexicon, likeness } from "./units.ts";

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

/**
 * Pairs brackets and options whose ids say nothing, provision by provision: options by party and words, brackets by their
 * options, else by the words that they hold.
 */
export function likelyNames(a: ReadBrackets, b: ReadBrackets, partners: Partners): NamePairs {
  const lexicon = new Lexicon();
  const alike = (x: string, y: string) => (x === y ? 1 : likeness(lexicon.unit(x, "", ""), lexicon.unit(y, "", "")));
  const options = new Pairs();
  const brackets = new Pairs();
  const optionsAt = byItem(b.options.values());
  const earlierOptions = byItem(a.options.values());
  for (const [i, mine] of earlierOptions) {
    const theirs = optionsAt.get(partners.toB[i] as number) ?? [];
    for (const option of mine) {
      if (options.hasEarlier(option.id)) continue;
      const candidates = theirs.filter((other) => other.party === option.party && !options.hasLater(other.id));
      const scored = candidates.map((other) => ({ other, score: alike(option.own, other.own) }));
      const best = scored.reduce((x, y) => (y.score > x.score ? y : x), scored[0] ?? { other: null, score: 0 });
      const only = candidates.length === 1 && mine.filter(({ party }) => party === option.party).length === 1;
      if (!best.other || best.score < (only && option.party !== null ? ALIKE.only : ALIKE.words)) continue;
      options.pair(option.id, best.other.id);
      brackets.pair(option.bracket, best.other.bracket);
    }
  }
  const bracketsAt = byItem(b.brackets.values());
  for (const [i, mine] of byItem(a.brackets.values())) {
    const theirs = bracketsAt.get(partners.toB[i] as number) ?? [];
    for (const bracket of mine) {
      if (brackets.hasEarlier(bracket.id) || !bracket.contested) continue;
      const other = theirs.find(
        (one) => one.contested && !brackets.hasLater(one.id) && alike(bracket.standing, one.standing) >= ALIKE.words,
      );
      if (other) brackets.pair(bracket.id, other.id);
    }
  }
  return {
    trusted: false,
    options: options.earlier,
    brackets: brackets.earlier,
    laterOptions: options.later,
    laterBrackets: brackets.later,
  };
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
