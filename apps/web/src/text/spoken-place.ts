import type { BracketIndex } from "@adref/brackets";
import type { PartyCode, RecordValue } from "@adref/schema";
import type { EditorState } from "../editor/handle.ts";
import { deletersOf, partiesOf } from "../editor/labels.ts";
import type { Say } from "../intl.tsx";

/** What of the place of the caret is said to those who listen. */
export interface SpokenPlace {
  readonly bracket: string | null;
  /** The option in which the caret stands; null for standing words. */
  readonly option: string | null;
  readonly provision: string | null;
  readonly rights: string;
}

/** The place of the caret as far as a change of it is said. */
export function placeOf({ active, option, provision }: EditorState): SpokenPlace {
  return {
    bracket: active,
    option: active === null ? null : option,
    provision: provision?.id ?? null,
    rights: provision ? `${provision.status} ${provision.editable}` : "",
  };
}

interface Telling {
  readonly say: Say;
  readonly record: RecordValue;
  /** The whole name of a party; its code where it has none here. */
  readonly nameOf: (code: PartyCode) => string;
  /** "A, B and C" in the reader's language. */
  readonly list: (names: readonly string[]) => string;
}

/**
 * What is said when the caret has come from one place to another: the bracket with the alternative and its parties, and what may
 * be done where that has changed. "" where nothing is to be said, such as a step within the same words.
 */
export function sayPlace(before: SpokenPlace | null, state: EditorState, telling: Telling): string {
  const now = placeOf(state);
  const parts: string[] = [];
  if (now.rights !== "" && now.rights !== before?.rights && !(before === null && state.provision?.status === "open"))
    parts.push(sayRights(state, telling.say));
  if (now.bracket !== null && (now.bracket !== before?.bracket || now.option !== before.option)) {
    parts.push(sayBracket(state.index, now.bracket, now.option, before?.bracket === now.bracket, telling));
  }
  return parts.filter((part) => part !== "").join(" ");
}

function sayRights({ provision }: EditorState, say: Say): string {
  if (!provision) return "";
  const status = say(`status.${provision.status}`);
  return say(provision.editable ? "spoken.writable" : "spoken.readOnly", { status });
}

/** "Bracket 3 of 12, option 2 of 3, Kazakhstan and Uzbekistan"; the bracket is named only when one comes into it. */
function sayBracket(
  index: BracketIndex,
  id: string,
  option: string | null,
  same: boolean,
  { say, record, nameOf, list }: Telling,
): string {
  const bracket = index.brackets.get(id);
  if (!bracket) return "";
  const standing = bracket.standing.length > 0;
  const count = bracket.options.length + (standing ? 1 : 0);
  const place = option === null ? 1 : bracket.options.findIndex((one) => one.id === option) + (standing ? 2 : 1);
  const owner = option === null ? null : (record.options[option]?.owner ?? null);
  const parties = option === null ? deletersOf(record, id) : partiesOf(record, option, owner);
  const names = list(parties.map(nameOf));
  const parts = [
    same ? "" : say("spoken.bracket", { place: index.order.indexOf(id) + 1, count: index.order.length }),
    count > 1 && place > 0 ? say("spoken.option", { place, count }) : "",
    option === null && standing ? say("card.standing") : "",
    names === "" ? "" : option === null ? say("spoken.delete", { names }) : names,
    record.brackets[id]?.parked ? say("card.parked") : "",
  ];
  return say("spoken.whole", { parts: parts.filter((part) => part !== "").join(say("spoken.comma")) });
}
