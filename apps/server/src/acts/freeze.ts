import { isFrozen, WHOLE_TEXT } from "@adref/schema";
import { type Judge, no, yes } from "./case.ts";

/** Nobody writes in the text, or everybody may again. Acts stay possible meanwhile. */
export const judgeFreeze: Judge<"freeze"> = ({ record, person, at }, act) => {
  if (isFrozen(record) === act.frozen) return no("no-change");
  const reason = act.reason ? { reason: act.reason } : {};
  return yes({ freeze: { [WHOLE_TEXT]: act.frozen ? { at, by: person.id, ...reason } : null } });
};
