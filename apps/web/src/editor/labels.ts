import type { Role } from "@adref/protocol";
import { isPseudonym } from "@adref/protocol";
import type { RecordValue, Status } from "@adref/schema";

/** Words that the editor itself writes on the page, given by the shell in the reader's language. */
export interface EditorLabels {
  readonly status: Readonly<Record<Exclude<Status, "open">, string>>;
  readonly parked: string;
  /** Stands in the opening sign of words that parties want deleted, after their codes. */
  readonly del: string;
  /** The tag at the caret of somebody without a party, and of a delegation whose name is withheld. */
  readonly roles: Readonly<Record<Role, string>>;
  /** The label of the editable itself, for screen readers. */
  readonly words: string;
}

export const ENGLISH_LABELS: EditorLabels = {
  status: { "agreed-group": "Agreed in group", "agreed-adref": "Agreed ad ref", adopted: "Adopted" },
  parked: "Parked",
  del: "delete",
  roles: { chair: "Chair", secretariat: "Secretariat", delegation: "Delegation", observer: "Observer" },
  words: "Words of the text",
};

/** More codes than this are counted, not listed. */
const LISTED = 4;

/** The codes that stand in an option's opening sign: who put it forward, then who supports it, the earliest first. */
export function partiesOf(record: RecordValue, option: string, owner: string | null): readonly string[] {
  const stances = record.stances[option];
  if (!stances) return owner === null ? [] : [owner];
  const supporters = Object.entries(stances)
    .filter(([party, facts]) => facts.stance === "support" && party !== owner && !isPseudonym(party))
    .sort(([a, x], [b, y]) => (x.at < y.at ? -1 : x.at > y.at ? 1 : a < b ? -1 : 1))
    .map(([party]) => party);
  return owner === null ? supporters : [owner, ...supporters];
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
  const shown = parties.slice(0, LISTED).join(", ");
  return parties.length > LISTED ? `${shown} +${parties.length - LISTED}` : shown;
}
