import { innermost, type Proposal, type WithinOf } from "@adref/schema";
import type { BracketView, OptionView, Span } from "./bracket.ts";
import type { Piece, ProvisionFacts, Stretch } from "./facts.ts";

/** What overlaps a bracket: how much of it each option (or the standing words) of another bracket covers. */
export interface Overlap {
  readonly bracket: string;
  readonly option: string | null;
  covered: number;
}

/** A bracket without its place among the others, and what that place is computed from. */
export interface Extent {
  readonly standing: readonly Span[];
  readonly options: readonly OptionView[];
  readonly provisions: readonly string[];
  /** Characters, and one for every provision proposed as a whole. */
  readonly size: number;
  readonly overlaps: ReadonlyMap<string, Overlap>;
  /** Every proposal of another bracket that covers some of this one. */
  readonly around: readonly Proposal[];
}

/** Reads a bracket from the provisions that hold words of it (in document order). */
export function extentOf(bracket: string, homes: readonly ProvisionFacts[]): Extent {
  const standing: Span[] = [];
  const options = new Map<string, { within: string | null; spans: Span[]; whole: string[] }>();
  const overlaps = new Map<string, Overlap>();
  const around = new Map<string, Proposal>();
  let size = 0;
  const cover = (other: string, option: string | null, length: number) => {
    if (other === bracket) return;
    const id = `${other}/${option ?? ""}`;
    const overlap = overlaps.get(id);
    if (overlap) overlap.covered += length;
    else overlaps.set(id, { bracket: other, option, covered: length });
  };
  for (const home of homes) {
    const { stretches, pieces } = partsOf(home);
    for (const stretch of stretches.get(bracket) ?? []) {
      const { from, to } = stretch;
      const span: Span = { provision: home.id, from, to, words: home.text.slice(from, to) };
      if (stretch.option === null) {
        standing.push(span);
        continue;
      }
      let option = options.get(stretch.option);
      if (!option) {
        option = { within: stretch.within, spans: [], whole: [] };
        options.set(stretch.option, option);
      }
      option.spans.push(span);
      if (stretch.block) option.whole.push(home.id);
    }
    const whole = home.whole;
    const own = whole?.bracket === bracket;
    if (own) {
      size += 1;
      if (whole.within !== null) {
        const parent = parentProposal(home, whole.within);
        if (parent) {
          cover(parent.bracket, parent.option, 1);
          around.set(parent.option, parent);
        }
      }
    }
    for (const piece of own ? home.pieces : (pieces.get(bracket) ?? [])) {
      const length = piece.to - piece.from;
      size += length;
      for (const id of piece.contested) cover(id, null, length);
      for (const proposal of piece.proposed) {
        cover(proposal.bracket, proposal.option, length);
        if (proposal.bracket !== bracket) around.set(proposal.option, proposal);
      }
      if (whole && !own) {
        cover(whole.bracket, whole.option, length);
        around.set(whole.option, whole);
      }
    }
  }
  return {
    standing,
    options: [...options].map(([id, option]) => ({ id, ...option })),
    provisions: homes.map((home) => home.id),
    size,
    overlaps,
    around: [...around.values()],
  };
}

interface Parts {
  readonly stretches: ReadonlyMap<string, readonly Stretch[]>;
  readonly pieces: ReadonlyMap<string, readonly Piece[]>;
}

const known = new WeakMap<ProvisionFacts, Parts>();

/** What a provision holds of each bracket, sorted out once: a paragraph may hold thousands. */
function partsOf(home: ProvisionFacts): Parts {
  let parts = known.get(home);
  if (!parts) {
    const brackets = home.stretches.filter(({ kind }) => kind === "bracket");
    parts = {
      stretches: byBracket(brackets, ({ bracket }) => [bracket]),
      pieces: byBracket(home.pieces, ({ contested, proposed }) => {
        return new Set([...contested, ...proposed.map(({ bracket }) => bracket)]);
      }),
    };
    known.set(home, parts);
  }
  return parts;
}

function byBracket<T>(parts: readonly T[], bracketsOf: (part: T) => Iterable<string>): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const part of parts) {
    for (const bracket of bracketsOf(part)) {
      const there = out.get(bracket);
      if (there) there.push(part);
      else out.set(bracket, [part]);
    }
  }
  return out;
}

/** The proposal that a whole provision was written into, when the same provision shows it. */
function parentProposal(home: ProvisionFacts, option: string): Proposal | null {
  for (const piece of home.pieces) {
    for (const proposal of piece.proposed) if (proposal.option === option) return proposal;
  }
  return null;
}

/** Sets a bracket among the others. `extent` finds another one's extent. */
export function place(
  id: string,
  mine: Extent,
  extent: (bracket: string) => Extent | undefined,
): Pick<BracketView, "parent" | "depth" | "crosses"> {
  const outer = new Set<string>();
  const crosses = new Set<string>();
  for (const { bracket, covered } of mine.overlaps.values()) {
    const other = extent(bracket);
    const inIt = covered === mine.size;
    const itInMe = other !== undefined && standsIn(other, id);
    if (inIt && (!itInMe || outerOfEqual(bracket, other, id, mine))) outer.add(bracket);
    else if (!inIt && !itInMe) crosses.add(bracket);
  }
  for (const bracket of outer) crosses.delete(bracket);
  return { parent: parentOf(mine, () => undefined), depth: outer.size, crosses: [...crosses].sort() };
}

/** The brackets that cover all of a bracket, by its extent: asked once for each other bracket that it meets. */
const covering = new WeakMap<Extent, ReadonlySet<string>>();

function standsIn(inner: Extent, outer: string): boolean {
  let known = covering.get(inner);
  if (!known) {
    const whole = [...inner.overlaps.values()].filter(({ covered }) => covered === inner.size);
    known = new Set(whole.map(({ bracket }) => bracket));
    covering.set(inner, known);
  }
  return known.has(outer);
}

/** Which of two brackets round the same words is outside: what the other was written into, else the one with options. */
function outerOfEqual(a: string, extentA: Extent, b: string, extentB: Extent): boolean {
  if (writtenInto(extentB, extentA)) return true;
  if (writtenInto(extentA, extentB)) return false;
  const optionsOfA = extentA.options.length > 0;
  return optionsOfA === extentB.options.length > 0 ? a < b : optionsOfA;
}

const writtenInto = (inner: Extent, outer: Extent) =>
  inner.options.some((option) => outer.options.some((other) => other.id === option.within));

/**
 * The option in which a bracket stands. Without a record (`withinOf` knows nothing) it is the one that the marks show, which
 * is the outer one where the options between have ended.
 */
export function parentOf(mine: Extent, withinOf: WithinOf): string | null {
  const here = new Set(mine.around.map((proposal) => proposal.option));
  for (const option of mine.options) if (option.within !== null && here.has(option.within)) return option.within;
  const around = mine.around.filter(
    (proposal) => mine.overlaps.get(`${proposal.bracket}/${proposal.option}`)?.covered === mine.size,
  );
  const ownOptions = new Set(mine.options.map((option) => option.id));
  const candidates = innermost(
    around.filter((proposal) => !ownOptions.has(proposal.within ?? "")),
    withinOf,
  );
  return candidates.map((proposal) => proposal.option).sort()[0] ?? null;
}
