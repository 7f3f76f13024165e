import type { MomentInfo, NamedMoment, Timeline, TimelineAct } from "@adref/protocol";
import type { IntlShape } from "react-intl";
import type { Say } from "../intl.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import type { Mark } from "./marks.ts";

/** What a named moment is called by a reader who may know, and by one who may not. */
export function momentName(say: Say, { name }: Pick<NamedMoment, "name">): string {
  return name ?? say("past.namedMoment");
}

/** "25 November 2026 at 10:32". */
export function dateOf(intl: IntlShape, at: string): string {
  return intl.formatDate(at, { dateStyle: "long", timeStyle: "short" });
}

/** What a text at a moment is called in a title: "Rev.1", "After the second round", a date; "Now". */
export function infoName(say: Say, intl: IntlShape, info: MomentInfo): string {
  if (info.party !== null) {
    const base = info.ref.includes("@") ? baseName(say, intl, info) : say("past.now");
    return say("past.partyView", { party: info.party, base });
  }
  return info.ref === "now" ? say("past.now") : baseName(say, intl, info);
}

function baseName(say: Say, intl: IntlShape, { ref, revision, moment, file, at, seq }: MomentInfo): string {
  if (file !== null) return file;
  if (moment && ref.includes("moment:")) return momentName(say, moment);
  if (revision) return revisionName(say, revision.number);
  if (moment) return momentName(say, moment);
  return at === null ? say("past.entry", { seq: seq ?? 0 }) : dateOf(intl, at);
}

/** What a timeline says about the names of entries. */
type NamedEntries = Pick<Timeline, "revisions" | "moments">;

/** What an entry is called in a sentence: "Rev.1", "“After the second round”", "entry 42". */
function entryName(say: Say, seq: number, named: NamedEntries | null): string {
  const revision = named?.revisions.find((one) => one.seq === seq);
  if (revision) return revision.number === 0 ? say("past.theZeroDraft") : revisionName(say, revision.number);
  const moment = named?.moments.find((one) => one.seq === seq);
  return moment?.name ? say("past.quoted", { name: moment.name }) : say("past.anEntry", { seq });
}

/**
 * What an act did, as one sentence: "Narantuya Dashzeveg adopted an option". `nameOf` names provisions, `named` says which
 * entries have names; null where that is not known.
 */
export function actSentence(
  say: Say,
  act: TimelineAct,
  nameOf: (provision: string) => string,
  named: NamedEntries | null,
): string {
  const { type } = act;
  const by = act.by === "" ? say("past.aDelegation") : act.actor === undefined ? act.by : `${act.by} (${act.actor})`;
  const count = act.provisionCount ?? act.provisions?.length ?? 0;
  const first = act.provisions?.[0];
  const what = count === 1 && first !== undefined ? nameOf(first) : say("past.provisions", { count });
  switch (type) {
    case "undo":
      return say("past.act.undo", { by, entry: say("past.anEntry", { seq: act.to ?? 0 }) });
    case "park-provision":
      return say(act.parked ? "past.act.parkProvision" : "past.act.unparkProvision", { by, what });
    case "freeze":
      return say(act.frozen ? "past.act.freeze" : "past.act.unfreeze", { by });
    case "open-session":
      return say("past.act.openSession", { by, name: act.name ?? "" });
    case "set-agenda":
      return say("past.act.setAgenda", { by, count });
    case "open-silence":
      return say("past.act.openSilence", { by, what });
    case "end-silence":
      return say(`past.act.endSilence.${act.ended ?? "withdrawn"}`, { by, what });
    case "break-silence":
    case "explain":
      return say(`past.act.${type}`, { by, what });
    case "join":
      return say(act.joined ? "past.act.join" : "past.act.leave", { by, what });
    case "adopt":
      if (act.party !== undefined) return say("past.act.adoptOf", { by, party: act.party });
      return say(act.option === "standing" ? "past.act.keep" : "past.act.adopt", { by });
    case "lift":
      return act.party === undefined ? say("past.act.lift", { by }) : say("past.act.liftOf", { by, party: act.party });
    case "park":
      return say(act.parked ? "past.act.park" : "past.act.unpark", { by });
    case "status":
      return say(`past.act.status.${act.status === "open" ? "adopted" : (act.status ?? "adopted")}`, { by, what });
    case "reopen":
      return say("past.act.reopen", { by, what });
    case "issue":
      return say("past.act.issue", { by, revision: revisionName(say, act.revision ?? null) });
    case "restore":
      return say("past.act.restore", { by, to: entryName(say, act.to ?? 0, named), what });
    case "name-moment":
    case "rename-moment":
      return say(`past.act.${type}`, { by, name: act.name ?? say("past.namedMoment") });
    case "confirm":
    case "invite":
    case "close-session":
    case "table":
    case "merge":
    case "delete":
    case "unname-moment":
      return say(`past.act.${type}`, { by });
    default:
      return by;
  }
}

/** What a mark is, in words. */
export function markSentence(
  say: Say,
  mark: Mark,
  nameOf: (provision: string) => string,
  named: NamedEntries | null,
): string {
  switch (mark.kind) {
    case "revision": {
      const { revision } = mark;
      if (revision.number === 0) return say("past.broughtIn", { by: revision.by });
      return say("past.issued", { revision: revisionName(say, revision.number), by: revision.by });
    }
    case "moment":
      return say("past.namedBy", { name: momentName(say, mark.moment), by: mark.moment.by });
    case "act":
      return actSentence(say, mark.act, nameOf, named);
  }
}
