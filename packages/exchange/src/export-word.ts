import { cleanDoc, indexBrackets } from "@adref/brackets";
import type { Party, TextValue } from "@adref/schema";
import type { Cover } from "./cover.ts";
import { layOut } from "./lay-out.ts";
import { writeWord } from "./word.ts";

export interface WordOptions {
  /** `bracketed` prints brackets as typed signs; `clean` prints the standing words only. */
  readonly view: "bracketed" | "clean";
  /** Whether the codes of parties stand in the brackets; of no effect on a clean paper. */
  readonly attributions: boolean;
  readonly cover: Omit<Cover, "lines">;
  /** Named on the cover of a paper that shows their codes. */
  readonly parties: readonly Party[];
}

const WITHOUT_PREJUDICE = "This paper is without prejudice to the position of any delegation.";
const READING_BRACKETS =
  "Words in square brackets are not agreed. Brackets that follow each other without a space are alternatives.";

/**
 * A text as a Word file (.docx). A clean paper of a text with open brackets must say so on its face: that is for the caller
 * to put into `cover.note`, since only the caller knows whether it was asked for.
 */
export function exportWord(text: TextValue, options: WordOptions): Promise<Uint8Array> {
  const { view, attributions, cover, parties } = options;
  const shown = view === "clean" ? cleanText(text) : text;
  const lines = [WITHOUT_PREJUDICE];
  if (view === "bracketed") lines.push(READING_BRACKETS);
  if (view === "bracketed" && attributions) {
    lines.push(`${parties.map((party) => `${party.code}: ${party.names.en}`).join("; ")}.`);
  }
  return writeWord(layOut(shown, { attributions }), { ...cover, lines });
}

/** The text as it stands without its open brackets: contested words kept, proposals dropped. */
export function cleanText(text: TextValue): TextValue {
  return { ...text, doc: cleanDoc(text.doc, indexBrackets(text.doc), "standing") };
}
