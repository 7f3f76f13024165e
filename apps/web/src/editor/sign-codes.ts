import type { BracketView, Sign } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import { listed, partiesOf } from "./labels.ts";
import { ownerOf, type World } from "./world.ts";

/** What stands in an opening sign before its colon: which alternative it is, and whose; "" for nothing. */
export function codesOf(world: World, sign: Sign): string {
  if (sign.kind === "note") return "";
  const alternative = alternativeOf(world, sign);
  const parties = sign.option === null ? "" : listed(partiesOf(world.record, sign.option, ownerOf(world, sign.option)));
  if (alternative === 0) return parties;
  const name = world.labels.alternative(alternative);
  return parties === "" ? name : `${name} ${parties}`;
}

/** Which of the alternatives for whole provisions a sign opens, counted from 1 with the standing words first; 0 for none. */
export function alternativeOf({ index, record }: World, sign: Sign): number {
  const view = sign.whole ? index.brackets.get(sign.bracket) : undefined;
  if (!view || !isAlternatives(view, record)) return 0;
  if (sign.option === null) return 1;
  const place = view.options.findIndex((option) => option.id === sign.option);
  return place < 0 ? 0 : place + (view.standing.length > 0 ? 2 : 1);
}

/** Whether a bracket offers whole provisions to choose from. A move is none: both ends are the same words. */
function isAlternatives(view: BracketView, record: RecordValue): boolean {
  const count = view.options.length + (view.standing.length > 0 ? 1 : 0);
  if (count < 2) return false;
  return view.options.every((option) => option.whole.length > 0 && record.options[option.id]?.moves === undefined);
}
