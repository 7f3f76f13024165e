import { isLocked, STATUSES, type StatusFacts, statusOf } from "@adref/schema";
import { type Judge, no, own, yes } from "./case.ts";

/** Provisions are agreed, or agreed further; only without open brackets. */
export const judgeStatus: Judge<"status"> = ({ index, record, hasProvision, at }, act) => {
  const rank = STATUSES.indexOf(act.status);
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    const before = STATUSES.indexOf(statusOf(record, id));
    if (before > rank) return no("backwards", id);
    if (index.byProvision.has(id)) return no("open-brackets", id);
    if (before < rank) statuses[id] = { status: act.status, at };
  }
  return Object.keys(statuses).length === 0 ? no("no-change") : yes({ statuses });
};

/** Agreed provisions are open again. */
export const judgeReopen: Judge<"reopen"> = ({ record, hasProvision, at }, act) => {
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    if (isLocked(record, id)) statuses[id] = { status: "open", at, reason: act.reason };
  }
  return Object.keys(statuses).length === 0 ? no("no-change") : yes({ statuses });
};

/** The chair puts provisions that are not agreed aside, or takes them up again. */
export const judgeParkProvision: Judge<"park-provision"> = ({ record, hasProvision, at }, act) => {
  const statuses: Record<string, StatusFacts> = {};
  for (const id of act.provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    if (isLocked(record, id)) return no("locked", id);
    if ((own(record.statuses, id)?.parked ?? false) === act.parked) continue;
    const reason = act.reason ? { reason: act.reason } : {};
    statuses[id] = { status: "open", ...(act.parked && { parked: true }), at, ...reason };
  }
  return Object.keys(statuses).length === 0 ? no("no-change") : yes({ statuses });
};
