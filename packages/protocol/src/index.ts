export { STANDING } from "@adref/schema";
export {
  type Act,
  type ActAnswer,
  type ActRequest,
  type ActType,
  actRequestSchema,
  actSchema,
  type Stayed,
} from "./acts.ts";
export type {
  ApiError,
  NegotiationView,
  Revision,
  SeenMark,
  SeenMarks,
  Session,
  TextSummary,
  TextView,
} from "./api.ts";
export { CLOSE, type CloseCode } from "./close-codes.ts";
export type { Body, Directory, Group, TextInfo } from "./directory.ts";
export {
  type ExportAsked,
  type ExportQuery,
  exportPath,
  exportQuerySchema,
  FILE_FORMATS,
  type FileFormat,
  PAPER_VIEWS,
  type PaperView,
  TABLE_COLUMNS,
} from "./exports.ts";
export {
  type CompareView,
  type LedgerPoint,
  type MinutesView,
  MOST_ACTS,
  MOST_POINTS,
  type MomentInfo,
  type MomentView,
  type NamedMoment,
  type ProvenanceView,
  type Sitting,
  type Timeline,
  type TimelineAct,
} from "./history.ts";
export {
  type AcceptImport,
  acceptImportSchema,
  type ImportAuthor,
  type ImportedText,
  type ImportResult,
  type ImportSettings,
  type ImportView,
  importSettingsSchema,
  LARGEST_IMPORT,
  type PreviewLine,
} from "./imports.ts";
export {
  draftingParty,
  FIRST_LAYER_CLIENT,
  isLayerClient,
  layerIdOf,
  mayDraft,
  newLayerClient,
  partyOfDraft,
  textOfLayer,
} from "./layer.ts";
export { type MomentRef, momentRefText, type PlainRef, parseMomentRef } from "./moment-ref.ts";
export {
  type Invitation,
  invitationsRequestSchema,
  NEGOTIATION_REFUSALS,
  type NegotiationAct,
  type NegotiationAnswer,
  type NegotiationEvent,
  type NegotiationPast,
  type NegotiationRefusal,
  type NegotiationRequest,
  negotiationActSchema,
  negotiationRequestSchema,
} from "./negotiation-acts.ts";
export {
  isPractice,
  PRACTICE,
  type PracticeRequest,
  type PracticeView,
  practiceCueSchema,
  practiceRequestSchema,
} from "./practice.ts";
export { isPseudonym, pseudonymOf } from "./pseudonym.ts";
export { declareRecord, readRecord, writePatch } from "./record-doc.ts";
export { REASON_IDS, type Reason, type ReasonId, reasonOf } from "./refusals.ts";
export type { Restored } from "./restored.ts";
export { actorOf, mayAct, mayRead, mayTakeDown, mayWrite } from "./rights.ts";
export { type Person, ROLES, type Role } from "./roles.ts";
export { isServer, SERVER_PERSON } from "./server-person.ts";
export { handshakeParams, isOurVersion, PROTOCOL_VERSION } from "./versions.ts";
export {
  type Beacon,
  encodeBeacon,
  encodeIssued,
  encodeRefused,
  encodeSaved,
  encodeUpdate,
  MESSAGE,
  type Refused,
  readBeacon,
  readIssued,
  readRefused,
  readSaved,
  SYNC,
} from "./wire.ts";
