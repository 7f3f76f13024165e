import { type WordParagraph, wordsOf } from "./paragraph.ts";

/** Whether a paragraph is what one of our own papers adds to a text: its cover, the rule at its end, room after a table. */
export function isOfPaper({ style }: WordParagraph): boolean {
  return /^Cover[A-Z]|^TreatyEnd$|^TableSpace$/.test(style.id);
}

/** What the cover of one of our own papers says, under the keys of the notation's header. */
export function readCover(paragraphs: readonly WordParagraph[]): Record<string, string> {
  const out: Record<string, string> = {};
  const facts: WordParagraph[] = [];
  for (const paragraph of paragraphs) {
    const words = wordsOf(paragraph).trim();
    if (words === "") continue;
    if (paragraph.style.id === "CoverSymbol") out.symbol = words;
    else if (paragraph.style.id === "CoverTitle") out.title = words;
    else if (paragraph.style.id === "CoverFact" && words.startsWith("Original: ")) out.language = words.slice(10);
    else if (paragraph.style.id === "CoverFact") facts.push(paragraph);
  }
  // The date stands last; before it the revision, which is not bold as a restriction is.
  const [revision, date] = [facts.at(-2), facts.at(-1)];
  if (date) out.date = wordsOf(date).trim();
  if (revision?.pieces.every(({ format }) => (format & 1) === 0)) out.revision = wordsOf(revision).trim();
  return out;
}
