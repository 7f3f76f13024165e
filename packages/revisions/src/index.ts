export type { Ids } from "./align-texts.ts";
export { CHANGE_SORTS, type ChangeCounts, type ChangeEntry, type ChangeSort } from "./changes.ts";
export { type CompareOptions, compareTexts } from "./compare-texts.ts";
export type {
  BracketChange,
  ComparedProvision,
  Comparison,
  ComparisonRow,
  MovePlace,
  RowChanges,
  RowKind,
  Standing,
  StatusChange,
  TablePlace,
  WordPiece,
} from "./comparison.ts";
export { changesOf, countsOf } from "./list-changes.ts";
export type { BecameStanding, EarlierPlace, EntryRef, OriginProposal, StatusStep, WordOrigin } from "./origin.ts";
export { type Asked, provenance } from "./provenance.ts";
export type { LedgerStep, ProvisionStep, StepAct, TextEdit } from "./steps.ts";
export { asFavoured, asIfAdopted, asStanding } from "./views.ts";
export { compareWords, type WordChange } from "./word-diff.ts";
export { WordHistory } from "./word-history.ts";
