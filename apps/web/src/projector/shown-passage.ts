import { isHeadingKind } from "@adref/schema";
import type { OutlineEntry } from "../editor/handle.ts";
import type { ReadWords } from "./words-store.ts";

/** What stands on the screen of the room. */
export interface ShownPassage {
  /** The bracket in hand; null where a provision is. */
  readonly bracket: string | null;
  /** The provisions in hand, in the order of the text. */
  readonly inHand: readonly string[];
  /** The heading under which they stand; null where it is among them, or there is none. */
  readonly heading: OutlineEntry | null;
  /** The provisions beside them under the same heading, where there are any. */
  readonly before: string | null;
  readonly after: string | null;
}

/** So many provisions are shown below a heading in hand. */
const MOST_BELOW = 12;

/**
 * What a focus (a bracket or a provision) brings to the screen; null where it is not in the text. A heading brings what
 * stands below it.
 */
export function shownPassage(
  focus: string,
  { index, outline }: Pick<ReadWords, "index" | "outline">,
): ShownPassage | null {
  const bracket = index.brackets.get(focus);
  const from = outline.findIndex(({ id }) => id === (bracket ? bracket.provisions[0] : focus));
  const first = outline[from];
  if (!first) return null;
  const inHand = bracket ? bracket.provisions : isHeadingKind(first.kind) ? below(outline, from) : [first.id];
  const last = outline.findIndex(({ id }) => id === inHand.at(-1));
  return {
    bracket: bracket ? focus : null,
    inHand,
    heading: isHeadingKind(first.kind) ? null : (outline.slice(0, from).findLast(isAbove(first)) ?? null),
    before: neighbour(outline[from - 1]),
    after: neighbour(outline[last + 1]),
  };
}

function below(outline: readonly OutlineEntry[], from: number): readonly string[] {
  const heading = outline[from] as OutlineEntry;
  const out = [heading.id];
  for (const entry of outline.slice(from + 1)) {
    if (entry.level <= heading.level || out.length > MOST_BELOW) break;
    out.push(entry.id);
  }
  return out;
}

const isAbove = (entry: OutlineEntry) => (other: OutlineEntry) =>
  isHeadingKind(other.kind) && other.level < entry.level;

function neighbour(entry: OutlineEntry | undefined): string | null {
  return entry && !isHeadingKind(entry.kind) && entry.kind !== "title" ? entry.id : null;
}
