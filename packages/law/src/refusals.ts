/**
 * Every reason for which a change of the words may be refused, with the sentence that its author reads. The ids are stable:
 * clients translate them. The rules that they stand for are numbered in SPEC.md.
 */
const SENTENCES = {
  // L: for everybody
  frozen: "The text is frozen: nobody writes in it until the chair lets everybody write again.",
  locked: "This provision is agreed. It can be changed only after the chair reopens it.",
  "bad-id": "This change carries a name that the text cannot use. Please reload the page and try again.",
  "duplicate-id": "Two provisions would have the same identity. Please reload the page and try again.",
  "half-proposed": "This provision is marked as proposed, but not completely. Please reload the page and try again.",
  "bad-attribute": "This provision has a kind, a level or a number that does not exist.",
  "option-moved": "A proposal cannot be moved to another bracket. Please withdraw it and propose it again.",
  "id-clash": "This change uses the name of a bracket or a proposal twice. Please reload the page and try again.",
  "bracket-ended": "The chair has already decided on this bracket. Your words can be proposed again in a new one.",
  // D: for delegations
  "others-words": "This change would add, remove or alter words that are not your own proposal.",
  "others-marks": "This change would alter brackets or formatting on words that are not your own proposal.",
  "others-provision": "Only the Secretariat can change the kind, the level or the number of this provision.",
  structure: "Only the Secretariat can move, add or remove provisions that are not your own proposal.",
  "unknown-option": "This proposal was written into another one that no longer stands.",
  "too-deep": "Too many proposals would be written into one another here. Please propose your words in another place.",
  "another-place": "All proposals of one bracket must stand in the same place.",
  "in-anothers-name": "Your words would stand in the proposal of another party. Please propose them as your own.",
  "two-options": "Your words would stand in two proposals at once. Please propose them only once.",
  "foreign-bracket": "Your words would stand in a bracket that is not in this provision.",
  notes: "Only the Secretariat can write notes and footnote signs.",
  number: "Only the Secretariat can give a number to a provision.",
  churn: "This change would replace words of others by the same words. Please reload the page and try again.",
  // S: for the Secretariat
  "option-words": "The words of a proposal can be changed only by the party that made it.",
  "bracket-vanished": "A bracket would disappear. Only its owner can withdraw it, and only the chair can resolve it.",
  "bracket-made": "Only a delegation can put words in brackets or propose them.",
  "contested-moved": "A bracket would stand around other words. Only its owner can change it.",
  // G: what an update may look like
  "too-large": "This change is too large. Please send it in smaller parts.",
  malformed: "This change could not be read. Please reload the page and try again.",
  "foreign-client": "This change was sent in the name of another connection. Please reload the page.",
  gap: "A part of this change is missing. Please reload the page and try again.",
  "unknown-root": "This change writes outside the text.",
  content: "This change holds something that is not words, brackets or formatting.",
  crowded: "This provision holds as many brackets as it can. Please withdraw some, or ask the chair to resolve some.",
  "open-mark": "A bracket or a format would run on beyond its words. Please reload the page and try again.",
  "place-gone": "The place where you wrote was removed meanwhile. Your words can be proposed again in another place.",
} as const;

export type RefusalId = keyof typeof SENTENCES;

/** Why a change was not taken. `provision` is the id of the provision at fault, where there is one. */
export interface Refusal {
  readonly id: RefusalId;
  readonly provision?: string;
  readonly sentence: string;
}

/** A refusal by its id. */
export function refuse(id: RefusalId, provision?: string | null): Refusal {
  return provision ? { id, provision, sentence: SENTENCES[id] } : { id, sentence: SENTENCES[id] };
}

/** All ids, for clients that translate them and for tests that want to have seen each. */
export const REFUSAL_IDS = Object.keys(SENTENCES) as readonly RefusalId[];
