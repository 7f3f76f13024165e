import { indexBrackets } from "@adref/brackets";
import { isLocked } from "@adref/schema";
import { planRestore } from "../history/plan-restore.ts";
import { restoredFacts } from "../history/restored-record.ts";
import type { NamingAct } from "../rooms/moments.ts";
import { type ActCase, type ActVerdict, type Judge, no, yes } from "./case.ts";

/** A moment of the text gets a name, or another one, or loses it. */
export function judgeNaming({ history }: ActCase, act: NamingAct): ActVerdict {
  if (!history) return no("no-such-moment");
  const known = history.moments.find(({ id }) => id === act.moment);
  if (act.type === "name-moment") {
    if (known) return no("moment-taken");
    return act.seq <= history.head ? yes({}) : no("no-such-moment");
  }
  if (!known) return no("no-such-moment");
  if (act.type === "rename-moment" && known.name === act.name) return no("no-change");
  return yes({});
}

/** The Secretariat brings the text back to what it was after an entry. */
export const judgeRestore: Judge<"restore"> = ({ index, record, person, at, history }, act) => {
  const past = history?.past;
  if (!past || act.seq > history.head) return no("no-such-moment");
  const plan = planRestore(history.doc, past.doc, act.provisions ?? null, (id) => isLocked(record, id));
  if ("sentence" in plan) return { accepted: false, refusal: plan };
  const after = indexBrackets(plan.doc, index);
  const moment = { record: past.record, seq: act.seq };
  const { patch, restored } = restoredFacts(plan, index, after, record, moment, { person: person.id, at });
  return { accepted: true, patch, restores: { plan, restored } };
};
