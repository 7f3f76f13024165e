import type { BracketIndex } from "@adref/brackets";
import { mayAct, type Person, type TextInfo } from "@adref/protocol";
import { isLocked, type RecordValue, STATUSES, type Status, statusOf } from "@adref/schema";

export type AgreedStatus = Exclude<Status, "open">;

/** What the chair may do about the status of some provisions. */
export interface StatusOffers {
  /** The provisions that an act would change, by the status to be given; none where all have it or more already. */
  readonly agree: ReadonlyMap<AgreedStatus, readonly string[]>;
  /** Open brackets that stand in the way of any agreement. */
  readonly blocking: number;
  /** The provisions that may be reopened. */
  readonly reopen: readonly string[];
}

const AGREED = STATUSES.filter((status): status is AgreedStatus => status !== "open");

/** What `person` may do about the status of `provisions`; null where statuses are not theirs to give in this text. */
export function statusOffers(
  person: Person,
  text: TextInfo,
  provisions: readonly string[],
  index: BracketIndex,
  record: RecordValue,
): StatusOffers | null {
  if (!mayAct(person, text, "status")) return null;
  const brackets = new Set(provisions.flatMap((id) => index.byProvision.get(id) ?? []));
  const below = (status: AgreedStatus) =>
    provisions.filter((id) => STATUSES.indexOf(statusOf(record, id)) < STATUSES.indexOf(status));
  return {
    agree: new Map(AGREED.map((status) => [status, below(status)] as const).filter(([, ids]) => ids.length > 0)),
    blocking: brackets.size,
    reopen: provisions.filter((id) => isLocked(record, id)),
  };
}
