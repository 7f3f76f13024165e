/** What an act of restoring changed: ids of provisions (and of tables that were put back whole), in the order of the text. */
export interface Restored {
  /** Their words, brackets, kind, level or number are those of the moment again. */
  readonly rewritten: readonly string[];
  /** They had gone, and stand again. */
  readonly inserted: readonly string[];
  /** They came after the moment, and went. */
  readonly removed: readonly string[];
  /** They stand where they stood then. */
  readonly moved: readonly string[];
  /** Brackets that were closed or gone and are open again, and those that were open and ended. */
  readonly reopened: readonly string[];
  readonly ended: readonly string[];
}
