import type { Directory, Person, Restored, TimelineAct } from "@adref/protocol";
import { nameOf } from "../rooms/moments.ts";
import type { ToldAct } from "./chronicle.ts";

/** Provisions that an act names in a timeline; of more their number says enough. */
const MOST_NAMED = 50;

/** An act of the ledger as a reader may see it: the words that people gave for it are withheld together with names. */
export function tellAct(
  { seq, at, person, type, data, revision, party, actor, ended }: ToldAct,
  directory: Directory,
  reader: Person,
): TimelineAct {
  const { act, restored, about } = data;
  const hidden = actor !== null && !reader.names;
  const base = {
    ...{ seq, at, type, by: hidden ? "" : nameOf(directory, person) },
    ...(actor !== null && !hidden && { actor }),
    ...(about && named(about)),
  };
  const said = act && "reason" in act && act.reason && reader.names ? { reason: act.reason } : {};
  const whose = party !== null && reader.names ? { party } : {};
  switch (act?.type) {
    case "adopt":
      return { ...base, bracket: act.bracket, option: act.option, ...whose, ...said };
    case "lift":
      return { ...base, bracket: act.bracket, ...whose, ...said };
    case "merge":
    case "delete":
      return { ...base, bracket: act.bracket, ...said };
    case "park":
      return { ...base, bracket: act.bracket, parked: act.parked };
    case "status":
      return { ...base, ...named(act.provisions), status: act.status };
    case "reopen":
      return { ...base, ...named(act.provisions), status: "open", ...said };
    case "name-moment":
      return { ...base, moment: act.moment, name: reader.names ? act.name : null, to: act.seq };
    case "rename-moment":
      return { ...base, moment: act.moment, name: reader.names ? act.name : null };
    case "unname-moment":
      return { ...base, moment: act.moment };
    case "undo":
      return { ...base, to: act.seq, ...said };
    case "park-provision":
      return { ...base, ...named(act.provisions), parked: act.parked, ...said };
    case "freeze":
      return { ...base, frozen: act.frozen, ...said };
    case "open-session":
      return { ...base, session: act.session, name: act.title, ...named(act.agenda) };
    case "set-agenda":
      return { ...base, session: act.session, ...named(act.agenda) };
    case "close-session":
      return { ...base, session: act.session };
    case "open-silence":
      return { ...base, silence: act.silence, status: act.status, until: act.until, ...named(act.provisions), ...said };
    case "break-silence":
    case "end-silence":
      return { ...base, silence: act.silence, ...(ended && { ended }), ...said };
    case "explain":
      return { ...base, ...said };
    case "join":
      return { ...base, joined: act.joined };
    case "restore":
      return {
        ...base,
        to: act.seq,
        ...(act.provisions && named(act.provisions)),
        ...(restored && shortened(restored)),
        ...said,
      };
    default:
      return { ...base, ...(revision !== null && { revision }) };
  }
}

/** What was put back, each list with its first provisions; the count is of all that changed. */
function shortened(restored: Restored): Pick<TimelineAct, "restored" | "provisionCount"> {
  const { rewritten, inserted, removed, moved, reopened, ended } = restored;
  const first = (ids: readonly string[]) => ids.slice(0, MOST_NAMED);
  return {
    restored: {
      rewritten: first(rewritten),
      inserted: first(inserted),
      removed: first(removed),
      moved: first(moved),
      reopened: first(reopened),
      ended: first(ended),
    },
    provisionCount: new Set([...rewritten, ...inserted, ...removed, ...moved]).size,
  };
}

function named(provisions: readonly string[]): Pick<TimelineAct, "provisions" | "provisionCount"> {
  return { provisions: provisions.slice(0, MOST_NAMED), provisionCount: provisions.length };
}
