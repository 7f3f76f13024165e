import type { Act } from "@adref/protocol";
import { STANDING } from "@adref/schema";
import type { OfferedActs } from "../acts/acts-offered.ts";
import type { CardOption, CardView } from "../margin/card-view.ts";

/** An act on a bracket that one key does. */
export interface KeyedAct {
  readonly key: string;
  readonly what: "adopt" | "keep" | "lift" | "leaveOut" | "delete" | "park" | "unpark";
  /** With `adopt` and `keep`: the option that it is about. */
  readonly option?: CardOption;
  readonly act: Act;
}

/** Options beyond the ninth have no key; they have their buttons. */
const MOST_KEYS = 9;

/**
 * What the chair may do about a bracket, with its keys: 1 to 9 take an option, 0 leaves the text as it stands, L lifts the
 * brackets, D takes out the bracket with its words, P parks it. Nothing that is not offered is among them. Where the only
 * alternative is "no text", taking an option and lifting its brackets are one act.
 */
export function keyedActs(card: CardView, acts: OfferedActs, reason: string): readonly KeyedAct[] {
  const bracket = card.id;
  const because = reason === "" ? {} : { reason };
  const standing = card.options.find(({ kind }) => kind === "standing");
  const proposals = card.options.filter(({ kind }) => kind === "proposal");
  const out: KeyedAct[] = [];
  for (const [i, option] of proposals.entries()) {
    const key = i < MOST_KEYS ? String(i + 1) : "";
    if (acts.adopt.includes(option.target)) {
      out.push({ key, what: "adopt", option, act: { type: "adopt", bracket, option: option.target, ...because } });
    } else if (acts.lift) out.push({ key, what: "adopt", option, act: { type: "lift", bracket, ...because } });
  }
  if (standing && acts.adopt.includes(STANDING)) {
    out.push({
      key: "0",
      what: "keep",
      option: standing,
      act: { type: "adopt", bracket, option: STANDING, ...because },
    });
  } else if (standing && acts.lift) {
    out.push({ key: "0", what: "keep", option: standing, act: { type: "lift", bracket, ...because } });
  } else if (!standing && acts.delete) {
    out.push({ key: "0", what: "leaveOut", act: { type: "delete", bracket, ...because } });
  }
  if (acts.lift) out.push({ key: "L", what: "lift", act: { type: "lift", bracket, ...because } });
  if (acts.delete && standing) out.push({ key: "D", what: "delete", act: { type: "delete", bracket, ...because } });
  if (acts.park) {
    const parked = !card.parked;
    out.push({ key: "P", what: parked ? "park" : "unpark", act: { type: "park", bracket, parked } });
  }
  return out;
}
