import type { Change, Verdict } from "./change.ts";
import { commonRefusal } from "./common.ts";
import { judgeDelegation } from "./delegation.ts";
import { judgeSecretariat } from "./secretariat.ts";
import { sameProvision } from "./without.ts";

/**
 * Whether a change of the words is lawful, and what it claims for its author. The one rule of the product, used by the
 * client before it makes a change, by the server on every update, and by `adref verify` on whole documents: provisions in
 * the change that did not change make no difference to the verdict.
 */
export function judge(change: Change): Verdict {
  const changed = change.provisions.filter(({ before, after }) => !sameProvision(before, after));
  const refusal = commonRefusal(change, changed);
  if (refusal) return { lawful: false, refusal };
  return change.actor.role === "delegation"
    ? judgeDelegation(change, changed, change.actor.party)
    : judgeSecretariat(change, changed);
}
