import type { Role } from "@adref/protocol";
import { isPseudonym, partyOfDraft } from "@adref/protocol";
import type { RecordValue, Stance, Status } from "@adref/schema";
import { partyOfTaken } from "../desk/taken-party.ts";

/** Words that the editor itself writes on the page, given by the shell in the reader's language. */
export interface EditorLabels {
  readonly status: Readonly<Record<Exclude<Status, "open">, string>>;
  readonly parked: string;
  /** Stands in the opening sign of words that parties want deleted, after their codes. */
  readonly del: string;
  /** The name of an alternative for whole provisions, counted from 1: "Alt 2". */
  readonly alternative: (place: number) => string;
  /** Over a provision that is proposed to come from elsewhere, and over the one that is to go there. */
  readonly movedFrom: (number: string) => string;
  readonly toBeMoved: (number: string, parties: string) => string;
  /** What so many parties say of a provision, after their codes: "supports", "support". */
  readonly stances: (stance: Stance, parties: number) => string;
  /** The tag at the caret of somebody without a party, and of a delegation whose name is withheld. */
  readonly roles: Readonly<Record<Role, string>>;
  /** The label of the editable itself, for screen readers. */
  readonly words: string;
}

export const ENGLISH_LABELS: EditorLabels = {
  status: { "agreed-group": "Agreed in group", "agreed-adref": "Agreed ad ref", adopted: "Adopted" },
  parked: "Parked",
  del: "delete",
  alternative: (place) => `Alt ${place}`,
  movedFrom: (number) => `Moved from ${number}`,
  toBeMoved: (number, parties) => `To be moved to ${number}${parties === "" ? "" : ` (${parties})`}`,
  stances: (stance, parties) => (parties === 1 && stance !== "flexible" ? `${stance}s` : stance),
  roles: { chair: "Chair", secretariat: "Secretariat", delegation: "Delegation", observer: "Observer" },
  words: "Words of the text",
};

/** More codes than this are counted, not listed. */
const LISTED = 4;

/**
 * The codes that stand in an option's opening sign: who put it forward, joint proponents as "KAZ/UZB" and a group in whose
 * name it is as "KAZ (LLDC)", then who supports it, the earliest first.
 */
export function partiesOf(record: RecordValue, option: string, owner: string | null): readonly string[] {
  const facts = record.options[option];
  const joint = (facts?.joint ?? []).filter((party) => party !== owner && !isPseudonym(party));
  const proponents = owner === null ? joint : [owner, ...joint];
  const first = proponents.join("/");
  const named = first === "" ? [] : [facts?.group ? `${first} (${facts.group})` : first];
  const stances = record.stances[option];
  if (!stances) return named;
  const supporters = Object.entries(stances)
    .filter(([party, said]) => said.stance === "support" && !proponents.includes(party) && !isPseudonym(party))
    .sort(([a, x], [b, y]) => (x.at < y.at ? -1 : x.at > y.at ? 1 : a < b ? -1 : 1))
    .map(([party, said]) => (said.group ? `${party} (${said.group})` : party));
  return [...named, ...supporters];
}

/** The parties that want a bracket's standing words deleted. */
export function deletersOf(record: RecordValue, bracket: string): readonly string[] {
  const stances = record.stances[bracket];
  if (!stances) return [];
  return Object.keys(stances)
    .filter((party) => stances[party]?.stance === "delete" && !isPseudonym(party))
    .sort();
}

/** "KAZ, UZB", or "KAZ, UZB, MNG, TJK +2". */
export function listed(parties: readonly string[]): string {
  // In a layer the party's private proposals are drawn as such; its code is the same.
  const shown = parties
    .slice(0, LISTED)
    .map((party) => partyOfDraft(party) ?? partyOfTaken(party) ?? party)
    .join(", ");
  return parties.length > LISTED ? `${shown} +${parties.length - LISTED}` : shown;
}
