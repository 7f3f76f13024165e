import { isLocked } from "@adref/schema";
import { bracketOfOption, type Judge, lockedRefusal, no, partyOf, speaksFor, yes } from "./case.ts";

/**
 * What a party says of an option, of the standing words of a bracket, or of a provision. Of agreed words nothing is said until
 * they are reopened. Only a group's speaker says it for the group.
 */
export const judgeStance: Judge<"stance"> = (
  { person, negotiation, index, hasProvision, record, at },
  { target, stance, note, group },
) => {
  const party = partyOf(person);
  const bracket = index.brackets.get(target) ?? bracketOfOption(index, record, target);
  if (bracket) {
    const locked = lockedRefusal(bracket, record);
    if (locked) return locked;
  } else if (!hasProvision(target)) return no("no-such-target");
  else if (isLocked(record, target)) return no("locked", target);
  if (stance === null) return yes({ stances: [{ target, party, facts: null }] });
  if (group !== undefined && !speaksFor(negotiation, party, group)) return no("not-speaker");
  const facts = { stance, ...(note && { note }), ...(group !== undefined && { group }), at };
  return yes({ stances: [{ target, party, facts }] });
};
