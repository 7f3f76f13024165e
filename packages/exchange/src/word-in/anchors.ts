import { schema } from "@adref/schema";
import { type Draft, splitAt } from "./draft.ts";

const MOST_ON_A_WORD = 16;

/** Attaches a footnote to the word before its sign, or to the one after it where none stands before; false where no word is there. */
export function anchorFootnote(draft: Draft, at: number, footnote: string): boolean {
  const range = wordBefore(draft, at) ?? wordAfter(draft, at);
  if (!range) return false;
  splitAt(draft, range.from);
  splitAt(draft, range.to);
  const mark = schema.mark("footnote", { footnote });
  const inside = draft.segments.filter(({ from, text }) => from >= range.from && from + text.length <= range.to);
  const crowded = inside.some(
    ({ marks }) => marks.filter(({ type }) => type.name === "footnote").length >= MOST_ON_A_WORD,
  );
  if (crowded || inside.length === 0) return false;
  for (const segment of inside) segment.marks = mark.addToSet(segment.marks);
  return true;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function wordBefore({ segments }: Draft, at: number): Range | null {
  let to: number | null = null;
  let from = at;
  for (const segment of segments.toReversed()) {
    for (let i = Math.min(segment.text.length, at - segment.from) - 1; i >= 0; i--) {
      const place = segment.from + i;
      if (/\s/.test(segment.text.charAt(i))) {
        if (to !== null) return { from, to };
      } else {
        to ??= place + 1;
        from = place;
      }
    }
  }
  return to === null ? null : { from, to };
}

function wordAfter({ segments }: Draft, at: number): Range | null {
  let from: number | null = null;
  let to = at;
  for (const segment of segments) {
    for (let i = Math.max(0, at - segment.from); i < segment.text.length; i++) {
      const place = segment.from + i;
      if (/\s/.test(segment.text.charAt(i))) {
        if (from !== null) return { from, to };
      } else {
        from ??= place;
        to = place + 1;
      }
    }
  }
  return from === null ? null : { from, to };
}
