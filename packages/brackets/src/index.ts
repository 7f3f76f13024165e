export { type Author, ownsBracket, ownsOption } from "./author.ts";
export { indexFor } from "./author-index.ts";
export type { BracketIndex, BracketView, OptionView, Span } from "./bracket.ts";
export { cleanDoc, type OpenWords } from "./clean.ts";
export {
  bracketSelection,
  contestProvision,
  counterPropose,
  goToBracket,
  insertProvision,
  unbracket,
  withdrawOption,
} from "./commands.ts";
export { factsOf, type Piece, type ProvisionFacts, type Stretch } from "./facts.ts";
export { changedBrackets, indexBrackets, parentIn } from "./index-brackets.ts";
export { actsOf, isLawful, type ProposedAct } from "./lawful.ts";
export { type OpenBrackets, openBrackets } from "./open-brackets.ts";
export type { How, Unresolvable } from "./plan-resolution.ts";
export { markForTyping, type Proposed, proposeChange, type TypingMarks } from "./propose.ts";
export { type Countered, counteredWords, counterOption, differing } from "./propose-counter.ts";
export { proposeFootnote } from "./propose-footnote.ts";
export { changeLevel, leaveLevel, ownWordsIn } from "./propose-level.ts";
export { proposeMove } from "./propose-move.ts";
export { bracketProvisions, deleteProvisions, proposeAlternative, proposeProvision } from "./propose-provisions.ts";
export { findWords, type Hit, replaceWords, type Sought } from "./propose-replace.ts";
export { commandOf, type Hindered, isHindered, type Proposing } from "./propose-scope.ts";
export type { ProposalRefused } from "./refusal.ts";
export { applyResolution, type ResolutionEffect } from "./resolve.ts";
export { type Sign, signsOf, signsOfProvision } from "./signs.ts";
export { type Chosen, type Draft, isChosen, readDraft } from "./table-draft.ts";
export { ForkError, mendMarks, removeContests, removeDraft } from "./table-fork.ts";
export { type Privacy, piecesOf, privateOptionsOf, privateWhole, type SharedPiece, textsOf } from "./table-pieces.ts";
export { writeDraft } from "./table-write.ts";
