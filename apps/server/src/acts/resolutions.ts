import { STANDING } from "@adref/protocol";
import type { ResolutionFacts } from "@adref/schema";
import { isReadable } from "../gate/grammar.ts";
import {
  type ActCase,
  type ActOf,
  type ActVerdict,
  type Ending,
  type Judge,
  lockedRefusal,
  no,
  own,
  yes,
} from "./case.ts";

type Resolving = ActOf<"adopt" | "merge" | "lift" | "delete">;

/** The chair ends a bracket. */
export function judgeResolution({ index, record, person, at }: ActCase, act: Resolving): ActVerdict {
  const bracket = index.brackets.get(act.bracket);
  if (!bracket) return no("no-such-bracket");
  const locked = lockedRefusal(bracket, record);
  if (locked) return locked;
  // In the words it would do what deleting does; on the record it would say that words were adopted.
  if (act.type === "adopt" && act.option === STANDING && bracket.standing.length === 0) return no("no-such-option");
  if (act.type === "merge" && !isPrintable(act.words)) return no("bad-words");
  const how = endingOf(act);
  const reason = act.reason ? { reason: act.reason } : {};
  const facts: ResolutionFacts = { ...how, at, by: person.id, ...reason };
  return {
    accepted: true,
    patch: { resolutions: { [act.bracket]: facts } },
    about: bracket.provisions,
    ends: { bracket: act.bracket, how },
  };
}

/** The chair puts a bracket aside, or takes it up again. */
export const judgePark: Judge<"park"> = ({ index, record }, act) => {
  const bracket = index.brackets.get(act.bracket);
  if (!bracket) return no("no-such-bracket");
  const locked = lockedRefusal(bracket, record);
  if (locked) return locked;
  const { parked, ...facts } = own(record.brackets, act.bracket) ?? { owner: null, at: "" };
  if ((parked ?? false) === act.parked) return no("no-change");
  const next = { ...facts, ...(act.parked && { parked: true }) };
  return yes({ brackets: { [act.bracket]: next } }, bracket.provisions);
};

function endingOf(act: Resolving): Ending {
  switch (act.type) {
    case "adopt":
      return { kind: "adopt", option: act.option };
    case "merge":
      return { kind: "merge", words: act.words };
    default:
      return { kind: act.type };
  }
}

/** What a delegation could not type either (G8), and half characters, which no two replicas read alike. */
function isPrintable(words: string): boolean {
  return words.trim() !== "" && !/\p{Cc}|\p{Cs}/u.test(words) && isReadable(words);
}

/** How a bracket ends whose words all went with another one. */
export function endedWith(outer: string, at: string, by: string): ResolutionFacts {
  return { kind: "delete", at, by, reason: `Its words went with bracket ${outer}.` };
}
