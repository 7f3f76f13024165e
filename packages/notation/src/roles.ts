import type { Status } from "@adref/schema";

const PLACEHOLDERS = new RegExp(
  `^(?:_{1,40}|[…•●]|[.…•●]{2,20}|(?:insert |full |exact )?(?:dates?|numbers?|names?|amounts?|figures?|years?|place|title|period|list|text)|` +
    `(?:(?:words?|text|list|date|title|name|number|amount|year|reference)s? )?(?:to be|tbd|tbc|to come|pending)(?: [\\p{L}\\p{N}' ,-]{1,60})?|` +
    `дата|число|название|наименование|подлежит [\\p{L} ]{1,40}|уточняется)[.:]?$`,
  "iu",
);
const NOTES = new RegExp(
  `^(?:(?:the )?(?:\\p{L}+[’']?s?[’']? )?(?:drafting |editorial |explanatory )?notes?\\b\\s*(?:[:–—-]|to )|` +
    `(?:footnote|explanation|comment|примечание)\\s*:|placeholder\\b|` +
    `moved? (?:\\([^)]{1,40}\\) )?(?:to|from|this|up|down|under|art(?:icle|\\.)|paragraph|subparagraph)\\b|` +
    `(?:see|cf\\.|cross-reference to) (?:also )?(?:article|paragraph|section|note|comment|document|annex|footnote)\\b)`,
  "iu",
);
const TO_COME =
  /^(?:further |additional )?(?:provisions?|texts?|language|wording|definitions?|lists?|articles?|paragraphs?|annex(?:es)?)\b.{0,200}\bto be (?:inserted|completed|drafted|developed|determined|decided|added|confirmed|discussed)\b/i;

/** Words in brackets that are no treaty text, so not contested: they keep a place, or are addressed to the draftsmen. */
export function draftNote(words: string): "place" | "note" | null {
  const plain = words.trim();
  if (PLACEHOLDERS.test(plain)) return "place";
  return NOTES.test(plain) || TO_COME.test(plain) ? "note" : null;
}

const STATUS: readonly (readonly [RegExp, Status | "parked"])[] = [
  [/^(?:(?:provisionally |tentatively )?agreed )?ad ref(?:erendum)?$/i, "agreed-adref"],
  [/^agreed(?: in (?:the )?(?:group|working group|wg ?\d*|informals?|informal consultations))?$/i, "agreed-group"],
  [/^(?:adopted|gavelled)$/i, "adopted"],
  [/^parked$/i, "parked"],
  [/^согласовано ad ref(?:erendum)?$/i, "agreed-adref"],
  [/^(?:согласовано|согласовано в группе)$/i, "agreed-group"],
];

/** The status that words in brackets give to their provision; null where they are none. */
export function statusTag(words: string): Status | "parked" | null {
  const plain = words.trim().replace(/[.]$/, "");
  if (plain.length > 50) return null;
  return STATUS.find(([form]) => form.test(plain))?.[1] ?? null;
}
