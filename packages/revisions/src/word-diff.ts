import { comparePassages } from "./compare-passages.ts";
import type { Passage } from "./passage.ts";

/** A stretch of words that stayed, went or came. */
export interface WordChange {
  readonly kind: "kept" | "removed" | "added";
  readonly words: string;
}

/**
 * What changed between two plain passages, by whole words: without the removed stretches it is the later one, without the
 * added ones the earlier. For passages with brackets, compare texts.
 */
export function compareWords(before: string, after: string): readonly WordChange[] {
  const pieces = comparePassages(plain(before), plain(after), () => undefined);
  return pieces.map(({ kind, text }) => ({ kind: kind === "same" ? "kept" : kind, words: text }));
}

function plain(text: string): Passage {
  const runs = text === "" ? [] : [{ from: 0, to: text.length, standing: { option: null, party: null, marks: [] } }];
  return { text, runs };
}
