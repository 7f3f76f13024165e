import { type BracketIndex, type BracketView, indexBrackets, type Span } from "@adref/brackets";
import {
  displayedNumbers,
  type Numbered,
  type PartyCode,
  provisionsOf,
  type RecordValue,
  type Stance,
  type TextValue,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { readLabel } from "./labels.ts";

/** One party's stance, as a listing shows it. */
export interface ListedStance {
  readonly party: PartyCode;
  readonly stance: Stance;
  readonly note?: string;
}

/** One option of a listed bracket. */
export interface ListedOption {
  readonly id: string;
  /** The party that put it forward; null where nobody is named. */
  readonly party: PartyCode | null;
  /** Its label on paper, such as "Option 1", if it had one. */
  readonly label: string | null;
  /** Its words without what others propose inside them: that is listed by itself. */
  readonly words: string;
  readonly stances: readonly ListedStance[];
}

/** One bracket of a text, as plain values that can be written as JSON. */
export interface ListedBracket {
  readonly id: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly owner: PartyCode | null;
  /** Where it stands, with the numbers that readers see. */
  readonly provisions: readonly { readonly id: string; readonly number: string }[];
  /** The contested words without what is proposed inside them; null where the bracket only adds. */
  readonly standing: string | null;
  readonly options: readonly ListedOption[];
  /** Stances on the standing words. */
  readonly stances: readonly ListedStance[];
}

/**
 * Lists every bracket of a text in reading order, as plain values that can be written as JSON: where it stands, the
 * contested words, the options with their parties and words, and the stances. Left out of words are notes, and what is
 * proposed inside them: words of several hands run together would be nobody's.
 */
export function listBrackets({ doc, record }: TextValue): ListedBracket[] {
  const nodes = provisionsOf(doc).map(({ node }) => node);
  const numbers = displayedNumbers(nodes.map((node) => node.attrs as Numbered));
  const stretches = new Map(nodes.map((node) => [node.attrs.id as string, stretchesOf(node)]));
  const index = indexBrackets(doc);
  const isWithin = nestingOf(index, record);
  return index.order.map((id) => {
    const view = index.brackets.get(id) as BracketView;
    // Of words that stand, whatever is proposed but by the option in which the bracket itself stands.
    const isInner = (option: string) => option !== view.parent && !isWithin(view.parent, option);
    return {
      id,
      depth: view.depth,
      owner: ownerIn(record.brackets, id),
      provisions: view.provisions.map((provision) => ({ id: provision, number: numbers.get(provision) ?? "" })),
      standing: view.standing.length > 0 ? wordsIn(view.standing, stretches, isInner).words : null,
      options: view.options.map((option) => {
        const { words, first } = wordsIn(option.spans, stretches, (other) => isWithin(other, option.id));
        const party = ownerIn(record.options, option.id);
        const label = first !== null && readLabel(first, 0, first.length)?.end === first.length ? first : null;
        return { id: option.id, party, label, words, stances: stancesIn(record, option.id) };
      }),
      stances: stancesIn(record, id),
    };
  });
}

function ownerIn(facts: Readonly<Record<string, { readonly owner: string | null }>>, id: string): string | null {
  return Object.hasOwn(facts, id) ? (facts[id]?.owner ?? null) : null;
}

function stancesIn(record: RecordValue, target: string): ListedStance[] {
  if (!Object.hasOwn(record.stances, target)) return [];
  return Object.entries(record.stances[target] ?? {})
    .map(([party, { stance, note }]) => ({ party, stance, ...(note === undefined ? {} : { note }) }))
    .sort((a, b) => (a.party < b.party ? -1 : 1));
}

/** Says whether an option was written into another one, be it through others that have ended. */
function nestingOf(index: BracketIndex, record: RecordValue): (option: string | null, outer: string) => boolean {
  const withins = new Map<string, string | null>();
  for (const [id, { within }] of Object.entries(record.options)) withins.set(id, within);
  for (const { options } of index.brackets.values()) for (const { id, within } of options) withins.set(id, within);
  return (option, outer) => {
    const seen = new Set<string>();
    for (let at = option; at !== null && !seen.has(at); at = withins.get(at) ?? null) {
      if (at === outer) return option !== outer;
      seen.add(at);
    }
    return false;
  };
}

/** Words of a provision that are a note, or that somebody proposes. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly note: boolean;
  readonly proposed: readonly string[];
}

function stretchesOf(node: Node): Stretch[] {
  const out: Stretch[] = [];
  const whole = node.attrs.option === null ? [] : [node.attrs.option as string];
  node.forEach((run, offset) => {
    const proposed = [...whole];
    for (const { type, attrs } of run.marks) if (type.name === "proposed") proposed.push(attrs.option as string);
    const note = run.marks.some((mark) => mark.type.name === "note");
    if (note || proposed.length > 0) out.push({ from: offset, to: offset + run.nodeSize, note, proposed });
  });
  return out;
}

/**
 * The words of spans, a line feed between provisions, without notes and without what belongs to an option that `isInner`; and
 * the note that they begin with.
 */
function wordsIn(
  spans: readonly Span[],
  stretches: ReadonlyMap<string, readonly Stretch[]>,
  isInner: (option: string) => boolean,
) {
  let first: string | null = null;
  let provision: string | null = null;
  let words = "";
  for (const span of spans) {
    if (provision !== null && span.provision !== provision) words += "\n";
    provision = span.provision;
    const within = stretches.get(span.provision) ?? [];
    let at = span.from;
    for (let i = firstBehind(within, span.from); i < within.length; i++) {
      const { from, to, note, proposed } = within[i] as Stretch;
      if (from >= span.to) break;
      const inner = proposed.some(isInner);
      if (!note && !inner) continue;
      const text = span.words.slice(Math.max(0, from - span.from), to - span.from);
      if (!inner && words === "" && from <= at && first === null) first = text;
      words += span.words.slice(at - span.from, Math.max(at, from) - span.from);
      at = Math.max(at, to);
    }
    words += span.words.slice(at - span.from);
  }
  return { words: words.trim(), first };
}

/** The first of the stretches, which are in order, that ends behind an offset. */
function firstBehind(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Stretch).to <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
