export { canonicalBlock, canonicalWords } from "./canonical.ts";
export { fileRecord } from "./file-record.ts";
export { ID_PATTERN, newId } from "./ids.ts";
export { isHeadingKind, isKind, KINDS, type Kind, LEVEL_OF } from "./kinds.ts";
export { displayedNumbers, type Numbered } from "./numbering.ts";
export { PARTY_CODE_PATTERN, type Party, type PartyCode } from "./party.ts";
export {
  DEEPEST,
  innermost,
  optionsAround,
  type Proposal,
  proposalOf,
  proposalsOn,
  type WithinOf,
  withinIn,
  withinOfBracket,
} from "./proposals.ts";
export {
  type MarkValue,
  markIdentity,
  markTypeOfKey,
  type ProvisionValue,
  provisionOfNode,
  provisionOfY,
  type Run,
  sameMarks,
  wordsOf,
} from "./provision.ts";
export {
  type BracketFacts,
  type CommentFacts,
  EMPTY_RECORD,
  FACT_ROOTS,
  FILE_ROOTS,
  type FreezeFacts,
  isFrozen,
  isLocked,
  joinPatches,
  type OptionFacts,
  patchRecord,
  RESOLUTIONS,
  type RecordPatch,
  type RecordValue,
  type Resolution,
  type ResolutionFacts,
  type SessionFacts,
  type SilenceFacts,
  STANCES,
  STANDING,
  STATUSES,
  type Stance,
  type StanceFacts,
  type Status,
  type StatusFacts,
  statusOf,
  type Unconfirmed,
  WHOLE_TEXT,
} from "./record.ts";
export { SCHEMA_VERSION, schema } from "./schema.ts";
export type { TextValue } from "./text.ts";
export {
  BODY,
  bodyOf,
  docOfY,
  keepFormatting,
  newWordsDoc,
  nodeOfY,
  provisionElements,
  provisionsOf,
  textNodesOfY,
  writeDoc,
  yOfNode,
} from "./ydoc.ts";
export { markKey, markValue, pmMarks, yAttributes } from "./ymarks.ts";
