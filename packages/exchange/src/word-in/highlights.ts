import type { Status } from "@adref/schema";
import type { WordParagraph } from "./paragraph.ts";

/** The colour that all words of a paragraph have; null where they have none, or several. */
export function colourOf({ pieces }: WordParagraph): string | null {
  const words = pieces.filter(({ text }) => text.trim() !== "");
  const first = words[0]?.highlight ?? null;
  return first !== null && words.every(({ highlight }) => highlight === first) ? first : null;
}

/** What a paragraph's colour says of it by the settings. */
export function readHighlight(
  paragraph: WordParagraph,
  meaning: Readonly<Record<string, Status | "parked" | null>>,
): Status | "parked" | null {
  const colour = colourOf(paragraph);
  return colour !== null && Object.hasOwn(meaning, colour) ? (meaning[colour] ?? null) : null;
}
