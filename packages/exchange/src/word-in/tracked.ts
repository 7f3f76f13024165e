import { type BracketFacts, type OptionFacts, type StanceFacts, schema } from "@adref/schema";
import type { Draft, Segment } from "./draft.ts";
import type { Change } from "./paragraph.ts";
import type { Whose } from "./settle.ts";

/**
 * Tracked changes as proposals. What somebody put in is an option of that author's party, what somebody took out is contested
 * by it, and both side by side are one bracket. What was put into somebody else's insertion was written into that option.
 *
 * Brackets that were typed as characters stand on the same words. One that lies wholly inside of an insertion belongs to
 * what was put in; of any other the insertion is a change.
 */
export interface TrackedFacts {
  readonly brackets: Record<string, BracketFacts>;
  readonly options: Record<string, OptionFacts>;
  readonly stances: Record<string, Record<string, StanceFacts>>;
  /** What options of typed brackets turned out to be written into. */
  readonly within: ReadonlyMap<string, string>;
  /** Options of typed brackets, without a name, that one party put in. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Whose a change is: a party, or an author of no party. */
interface Author {
  readonly key: string;
  readonly party: string | null;
}

interface Place {
  readonly segment: Segment;
  readonly at: string;
  /** Who put the words in, the outermost first; and who takes them out. */
  inserted: Author[];
  deleted: Author | null;
  /** The options of `inserted`, as they are found. */
  readonly options: string[];
  /** Names the stretch of changed words that it stands in. */
  chain: string;
  readonly draft: Draft;
}

interface Typed {
  readonly bracket: string;
  readonly option: string | null;
  readonly within: string | null;
}

/** Insertions inside of insertions are followed this deep. */
const DEEPEST = 8;

/** Puts the marks of tracked changes on the segments of drafts, and says what the record must know of them. */
export function trackChanges(
  drafts: readonly Draft[],
  whose: Whose,
  ownerOf: (option: string) => string | null,
): TrackedFacts {
  return new Tracker(drafts, whose, ownerOf).track();
}

class Tracker {
  readonly #places: readonly (readonly Place[])[];
  readonly #drafts: readonly Draft[];
  readonly #ownerOf: (option: string) => string | null;
  readonly #levels = new Map<string, number>();
  readonly #facts = {
    brackets: {} as Record<string, BracketFacts>,
    options: {} as Record<string, OptionFacts>,
    stances: {} as Record<string, Record<string, StanceFacts>>,
    within: new Map<string, string>(),
    owners: new Map<string, string>(),
  };
  #brackets = 0;
  #wholes = 0;

  constructor(drafts: readonly Draft[], whose: Whose, ownerOf: (option: string) => string | null) {
    this.#drafts = drafts;
    this.#ownerOf = ownerOf;
    const authorOf = ({ author }: Change): Author => {
      const party = whose(author);
      return { key: party ?? `?${author}`, party };
    };
    this.#places = drafts.map((draft) =>
      draft.segments.map((segment) => {
        const { changes } = segment.piece;
        const gone = changes.find(({ type }) => type === "deleted");
        const inserted = changes.filter(({ type }) => type === "inserted").map(authorOf);
        const at = changes.find((change) => change.at !== "")?.at ?? "";
        return { segment, at, inserted, deleted: gone ? authorOf(gone) : null, options: [], chain: "", draft };
      }),
    );
  }

  track(): TrackedFacts {
    const wholes = this.#findWholes();
    this.#places.forEach((places, i) => {
      this.#chain(places, i, wholes.get(i) ?? null);
    });
    this.#adoptOptions();
    for (const places of this.#places) for (const stretch of stretchesOf(places, 0)) expand(stretch, 0);
    this.#findLevels();
    let open: { key: string; bracket: string; option: string; within: string | null } | null = null;
    this.#places.forEach((places, i) => {
      const key = wholes.get(i) ?? null;
      if (key === null) {
        if (this.#drafts[i]?.block.note === null) open = null;
        this.#assign(places, 0);
        return;
      }
      const author = places[0]?.inserted[0] as Author;
      const within = this.#baseOf(places[0] as Place, 0);
      if (open?.key !== key || open.within !== within) {
        const bracket = this.#newBracket(author.party, places[0]?.at ?? "");
        open = { key, bracket, option: this.#newOption(bracket, within, author.party, places[0]?.at ?? ""), within };
      }
      const { bracket, option } = open;
      (this.#drafts[i] as Draft).whole = { bracket, option, within };
      for (const place of places) place.options[0] = option;
      this.#assign(places, 1);
    });
    this.#nestTyped();
    return this.#facts;
  }

  /** The provisions that one author put in from the first word to the last; the key says which of them are one option. */
  #findWholes(): ReadonlyMap<number, string> {
    const out = new Map<number, string>();
    let last: string | null = null;
    this.#places.forEach((places, i) => {
      const draft = this.#drafts[i] as Draft;
      const worded = places.filter(({ segment }) => segment.text.trim() !== "");
      const author = worded[0]?.inserted[0];
      const all = author !== undefined && worded.every(({ inserted }) => inserted[0]?.key === author.key);
      if (!all || draft.block.cell) {
        if (draft.block.note === null) last = null;
        return;
      }
      for (const place of places) if (place.inserted.length === 0) place.inserted = [author];
      if (draft.whole) {
        // Somebody typed a bracket round the whole of it: that says whose it is.
        if (this.#ownerOf(draft.whole.option) === null && author.party !== null)
          this.#facts.owners.set(draft.whole.option, author.party);
        for (const place of places) place.inserted = place.inserted.slice(1);
        return;
      }
      if (last === null || !last.endsWith(`/${author.key}`)) last = `${++this.#wholes}/${author.key}`;
      out.set(i, last);
    });
    return out;
  }

  #chain(places: readonly Place[], draft: number, whole: string | null): void {
    let n = 0;
    for (const place of places) {
      if (place.inserted.length === 0 && !place.deleted) n++;
      else place.chain = whole === null ? `${draft}/${n}` : `whole ${whole}`;
    }
  }

  /** A nameless option of a typed bracket that one author put in is that author's, and no change of it. */
  #adoptOptions(): void {
    const options = new Map<string, Place[]>();
    const brackets = new Map<string, { chain: string | null; count: number }>();
    for (const place of this.#places.flat()) {
      const inside = place.inserted.length > 0 ? `${place.chain}/${place.inserted[0]?.key}` : null;
      for (const { bracket, option } of typedOn(place.segment)) {
        const known = brackets.get(bracket);
        if (!known) brackets.set(bracket, { chain: inside, count: 1 });
        else if (known.chain !== inside) known.chain = null;
        if (option === null) continue;
        const list = options.get(option);
        if (list) list.push(place);
        else options.set(option, [place]);
      }
    }
    for (const [option, places] of options) {
      const author = places[0]?.inserted[0];
      const bracket = typedOn((places[0] as Place).segment).find((typed) => typed.option === option)?.bracket ?? "";
      if (!author?.party || brackets.get(bracket)?.chain !== null || this.#ownerOf(option) !== null) continue;
      if (places.some((place) => place.inserted[0]?.key !== author.key || place.chain.startsWith("whole"))) continue;
      this.#facts.owners.set(option, author.party);
      for (const place of places) {
        place.inserted = place.inserted.slice(1);
      }
    }
  }

  /** How many insertions stand round all words of each typed bracket. */
  #findLevels(): void {
    const common = new Map<string, { chain: string; keys: readonly string[] }>();
    const none = { chain: "", keys: [] };
    for (const draft of this.#drafts) if (draft.whole) common.set(draft.whole.bracket, none);
    for (const place of this.#places.flat()) {
      const keys = place.inserted.map(({ key }) => key);
      for (const { bracket } of typedOn(place.segment)) {
        const known = common.get(bracket);
        if (!known) common.set(bracket, { chain: place.chain, keys });
        else if (known.keys.length > 0) {
          const differs = known.keys.findIndex((key, i) => keys[i] !== key);
          const same = known.chain !== place.chain ? [] : differs === -1 ? known.keys : known.keys.slice(0, differs);
          common.set(bracket, { chain: known.chain, keys: same });
        }
      }
    }
    for (const [bracket, { keys }] of common) if (keys.length > 0) this.#levels.set(bracket, keys.length);
  }

  #levelOf(bracket: string): number {
    return this.#levels.get(bracket) ?? 0;
  }

  /** The option into which the insertion at a depth, or a deletion there, was written. */
  #baseOf(place: Place, depth: number): string | null {
    const typed = typedOn(place.segment).filter(
      ({ bracket, option }) => option !== null && this.#levelOf(bracket) === depth,
    );
    const parents = new Set(typed.map(({ within }) => within));
    const inner = typed.find(({ option }) => !parents.has(option))?.option;
    if (inner) return inner;
    if (depth > 0) return place.options[depth - 1] ?? null;
    return place.draft.whole && place.options.length === 0 ? place.draft.whole.option : null;
  }

  /** Makes brackets of the changes at one depth, and of those inside of them. */
  #assign(places: readonly Place[], depth: number): void {
    for (let from = 0; from < places.length; ) {
      const author = authorAt(places[from] as Place, depth);
      if (!author) {
        from++;
        continue;
      }
      const within = this.#baseOf(places[from] as Place, depth);
      let to = from + 1;
      while (to < places.length) {
        const next = places[to] as Place;
        if (authorAt(next, depth)?.key !== author.key || this.#baseOf(next, depth) !== within) break;
        to++;
      }
      this.#group(places.slice(from, to), depth, author, within);
      from = to;
    }
  }

  #group(places: readonly Place[], depth: number, { party }: Author, within: string | null): void {
    const at = places.find((place) => place.at !== "")?.at ?? "";
    const bracket = this.#newBracket(party, at);
    const added = places.some(({ inserted }) => inserted.length > depth);
    const option = added ? this.#newOption(bracket, within, party, at) : null;
    if (option === null && party !== null) this.#facts.stances[bracket] = { [party]: { stance: "delete", at } };
    for (const place of places) {
      const { segment } = place;
      if (place.inserted.length > depth && option !== null) {
        place.options[depth] = option;
        segment.marks = schema.mark("proposed", { bracket, option, within }).addToSet(segment.marks);
      } else segment.marks = schema.mark("contested", { bracket }).addToSet(segment.marks);
    }
    for (const stretch of stretchesOf(places, depth)) this.#assign(stretch, depth + 1);
  }

  #newBracket(owner: string | null, at: string): string {
    const id = `bt${++this.#brackets}`;
    this.#facts.brackets[id] = { owner, at };
    return id;
  }

  #newOption(bracket: string, within: string | null, owner: string | null, at: string): string {
    const id = `ot${this.#brackets}`;
    this.#facts.options[id] = { bracket, within, owner, at };
    return id;
  }

  /** Options of typed brackets inside of insertions are written into the options that those became. */
  #nestTyped(): void {
    const levelOfOption = new Map<string, number>();
    for (const place of this.#places.flat()) {
      for (const { bracket, option } of typedOn(place.segment)) {
        if (option !== null) levelOfOption.set(option, this.#levelOf(bracket));
      }
    }
    for (const place of this.#places.flat()) {
      let { marks } = place.segment;
      for (const mark of marks) {
        if (mark.type.name !== "proposed" || tracked(mark.attrs.bracket)) continue;
        const level = this.#levelOf(mark.attrs.bracket);
        if (level === 0 || (mark.attrs.within !== null && levelOfOption.get(mark.attrs.within) === level)) continue;
        const within = place.options[level - 1];
        if (within === undefined) continue;
        this.#facts.within.set(mark.attrs.option, within);
        marks = schema.mark("proposed", { ...mark.attrs, within }).addToSet(mark.removeFromSet(marks));
      }
      place.segment.marks = marks;
    }
  }
}

const tracked = (bracket: string) => bracket.startsWith("bt");

function typedOn({ marks }: Segment): Typed[] {
  const out: Typed[] = [];
  for (const { type, attrs } of marks) {
    if ((type.name !== "contested" && type.name !== "proposed") || tracked(attrs.bracket)) continue;
    out.push({ bracket: attrs.bracket, option: attrs.option ?? null, within: attrs.within ?? null });
  }
  return out;
}

/** Whose the change at a depth is: an insertion, or else a deletion of what stands at that depth. */
function authorAt({ inserted, deleted }: Place, depth: number): Author | null {
  return inserted[depth] ?? (inserted.length === depth ? deleted : null);
}

/** The stretches of places that stand in an insertion at a depth. */
function stretchesOf(places: readonly Place[], depth: number): Place[][] {
  const out: Place[][] = [];
  let open: Place[] | null = null;
  for (const place of places) {
    if (place.inserted.length <= depth) open = null;
    else if (open) open.push(place);
    else {
      open = [place];
      out.push(open);
    }
  }
  return out;
}

/** What stands between two insertions of one author, without words that stand between them, was put into that insertion. */
function expand(places: readonly Place[], depth: number): void {
  if (depth >= DEEPEST) return;
  const last = new Map<string, number>();
  places.forEach(({ inserted }, i) => {
    last.set(inserted[depth]?.key ?? "", i);
  });
  for (let from = 0; from < places.length; ) {
    const author = places[from]?.inserted[depth] as Author;
    const to = last.get(author.key) ?? from;
    const inside = places.slice(from, to + 1);
    for (const place of inside) {
      if (place.inserted[depth]?.key !== author.key) place.inserted.splice(depth, 0, author);
    }
    for (const stretch of stretchesOf(inside, depth + 1)) expand(stretch, depth + 1);
    from = to + 1;
  }
}
