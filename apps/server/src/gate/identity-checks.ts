import { type Actor, type Owners, ownsProvision, ownsRun, type Refusal, refuse } from "@adref/law";
import * as Y from "yjs";
import { type Difference, isSame, type Pair } from "./accepted-text.ts";
import { deletesAttribute, deletesText, foreignDeleted } from "./churn.ts";
import { countDeleted, type Deletions, isDeleted } from "./deletions.ts";

/**
 * What comparing words cannot see: words, texts, provisions or tables that were replaced by the same ones. They would carry
 * another's client id, and what others write in the old ones meanwhile would be lost (SPEC.md, D9).
 */
export function churnRefusal(
  { pairs, sameTables }: Difference,
  deletions: Deletions,
  actor: Actor,
  owners: Owners,
  locked: (provision: string) => boolean,
  most: number,
): Refusal | null {
  const deleted = countDeleted(deletions);
  if (deleted === 0) return null;
  for (const pair of pairs) {
    const { accepted, before, id } = pair;
    if (!accepted || !before) continue;
    if (locked(before.id)) {
      const touched = foreignDeleted(accepted, before, deletions, () => false) > 0 || deletesText(accepted, deletions);
      if (touched) return refuse("locked", id);
    }
    if (actor.role !== "delegation") continue;
    if (!ownsProvision(actor.party, before, owners) && replaces(pair, deletions)) return refuse("churn", id);
    if (deleted <= most) continue;
    const isOwn = (run: (typeof before.runs)[number]) => ownsRun(actor.party, run.marks, before, owners);
    if (foreignDeleted(accepted, before, deletions, isOwn) > most) return refuse("churn", id);
  }
  return actor.role === "delegation" && !sameTables ? refuse("churn") : null;
}

function replaces({ accepted, tried }: Pair, deletions: Deletions): boolean {
  if (!accepted) return false;
  if (!tried || !isSame(accepted, tried)) return true;
  return deletesText(accepted, deletions) || deletesAttribute(accepted, deletions);
}

/**
 * Whether words of an update came out deleted though it did not delete them: they were written where something was removed
 * meanwhile (SPEC.md, G9). `words` are the update's, `doc` the document after it.
 */
export function arrivedDead(words: readonly Y.Item[], doc: Y.Doc, deletions: Deletions): boolean {
  return words.some(({ id, length }) => {
    const behind = id.clock + length;
    for (let at = id.clock; at < behind; ) {
      const struct = Y.getItem(doc.store, Y.createID(id.client, at)) as Y.Item | Y.GC;
      const end = Math.min(struct.id.clock + struct.length, behind);
      if (struct.deleted && !isDeleted(deletions, id.client, at, end)) return true;
      at = end;
    }
    return false;
  });
}
