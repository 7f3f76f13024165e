import { createHash } from "node:crypto";
import { isServer } from "@adref/protocol";
import {
  provisionOfNode,
  provisionsOf,
  type SilenceFacts,
  STATUSES,
  type StatusFacts,
  statusOf,
  type TextValue,
} from "@adref/schema";
import { signOf } from "../history/blocks.ts";
import { type ActCase, type Judge, no, own, partyOf, yes } from "./case.ts";

/** How long parties have at least to break a silence, in milliseconds. */
const SHORTEST = 60_000;

/**
 * A silence procedure begins: these provisions, as they stand now, are agreed at `until` unless a party breaks the silence. The
 * fingerprint of their words is kept, so that what is agreed in the end is what was put to the parties.
 */
export const judgeOpenSilence: Judge<"open-silence"> = ({ index, record, hasProvision, history, person, at }, act) => {
  if (!history) return no("no-such-provision");
  if (own(record.silences, act.silence)) return no("silence-taken");
  if (Date.parse(act.until) - Date.parse(at) < SHORTEST) return no("too-soon");
  const provisions = [...new Set(act.provisions)];
  const silent = new Set(
    Object.values(record.silences).flatMap((one) => (one.ended === undefined ? one.provisions : [])),
  );
  for (const id of provisions) {
    if (!hasProvision(id)) return no("no-such-provision", id);
    if (STATUSES.indexOf(statusOf(record, id)) >= STATUSES.indexOf(act.status)) return no("agreed-already", id);
    if (index.byProvision.has(id)) return no("open-brackets", id);
    if (silent.has(id)) return no("in-silence", id);
  }
  const facts: SilenceFacts = {
    provisions,
    status: act.status,
    until: new Date(act.until).toISOString(),
    at,
    by: person.id,
    ...(act.reason && { reason: act.reason }),
    words: fingerprint(history.doc, provisions),
  };
  return yes({ silences: { [act.silence]: facts } });
};

/** A party breaks a silence before its time. Nothing of it is agreed, whatever else is said. */
export const judgeBreakSilence: Judge<"break-silence"> = ({ record, person, at }, act) => {
  const found = own(record.silences, act.silence);
  if (!found || found.ended) return no("no-such-silence");
  if (Date.parse(at) >= Date.parse(found.until)) return no("silence-over");
  const broken = { party: partyOf(person), at, reason: act.reason };
  return yes({ silences: { [act.silence]: { ...found, broken, ended: { at, how: "broken" } } } }, found.provisions);
};

/**
 * The chair withdraws a silence procedure before its time; at its time the server ends it. Then the provisions are agreed, all
 * of them; or none, where one of them is not any more what was put to the parties, or a bracket stands in it, which nobody may
 * agree over. Such a silence counts as broken, by no party. Provisions that were agreed as far meanwhile stay what they are.
 */
export const judgeEndSilence: Judge<"end-silence"> = (given, act) => {
  const { record, person, at, history } = given;
  const found = own(record.silences, act.silence);
  if (!found || found.ended) return no("no-such-silence");
  const over = Date.parse(at) >= Date.parse(found.until);
  if (!isServer(person)) {
    if (over) return no("silence-over");
    return yes({ silences: { [act.silence]: { ...found, ended: { at, how: "withdrawn" } } } }, found.provisions);
  }
  if (!over || !history) return no("too-soon");
  const agreed = canBeAgreed(given, found, history.doc);
  const ended = { at, how: agreed ? "agreed" : "broken" } as const;
  const silences = { [act.silence]: { ...found, ended } };
  if (!agreed) return yes({ silences }, found.provisions);
  const rank = STATUSES.indexOf(found.status);
  const statuses: Record<string, StatusFacts> = {};
  for (const id of found.provisions) {
    if (STATUSES.indexOf(statusOf(record, id)) < rank) statuses[id] = { status: found.status, at };
  }
  return yes({ silences, statuses }, found.provisions);
};

function canBeAgreed({ index, hasProvision }: ActCase, silence: SilenceFacts, doc: TextValue["doc"]): boolean {
  const { provisions, words } = silence;
  if (!provisions.every((id) => hasProvision(id) && !index.byProvision.has(id))) return false;
  return words === undefined || words === fingerprint(doc, provisions);
}

/** SHA-256 of the named provisions as they stand, lower-case hex. */
function fingerprint(doc: TextValue["doc"], provisions: readonly string[]): string {
  const named = new Set(provisions);
  const hash = createHash("sha256");
  for (const { node } of provisionsOf(doc)) {
    if (named.has(node.attrs.id as string)) hash.update(signOf(provisionOfNode(node))).update("\n");
  }
  return hash.digest("hex");
}
