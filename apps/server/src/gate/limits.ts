/** What one update may hold (SPEC.md, G1, G3, G6). */
export interface GateLimits {
  /** Bytes of one update. A client that comes back sends the whole delete set of the document, so it is not small. */
  readonly bytes: number;
  /** Structs of one update; a paste of 200 KB makes about 15,000. */
  readonly structs: number;
  /** Client ids that one update may use for the first time: one for each time that a page was opened offline. */
  readonly newClients: number;
  /** Shared texts in one provision: one, and one more for each person who began an empty one at the same time. */
  readonly textsInProvision: number;
  /** Characters of others that a change may delete in one provision to put the same back (SPEC.md, D9). */
  readonly churn: number;
  /** Marks on one character, and different brackets and options in one provision (SPEC.md, G11). */
  readonly marksOnWords: number;
  readonly bracketsInProvision: number;
}

export const GATE_LIMITS: GateLimits = {
  bytes: 4 * 1024 * 1024,
  structs: 60_000,
  newClients: 100,
  textsInProvision: 8,
  churn: 8,
  marksOnWords: 100,
  bracketsInProvision: 500,
};
