import type { PartyCode, RecordValue, Stance } from "@adref/schema";

/** Verbs as they stand in a paper, in the order in which they are printed. */
export const VERBS: readonly Stance[] = ["support", "oppose", "retain", "delete", "reserve", "flexible"];

/**
 * Who put an option forward, as it stands after the opening sign: the proposer, then those who support it ("KAZ, UZB: ").
 * "" for standing words and for options without a name.
 */
export function openingCodes(record: RecordValue, option: string | null): string {
  if (option === null) return "";
  const owner = record.options[option]?.owner;
  if (!owner) return "";
  return `${[owner, ...partiesWith(record, option, "support").filter((party) => party !== owner)].join(", ")}: `;
}

/**
 * What parties say of an option, or of a bracket's standing words, as it stands before the closing sign
 * (" — KAZ delete; MNG, UZB retain"). Supporters of a named option already stand after its opening sign.
 */
export function closingStances(record: RecordValue, bracket: string, option: string | null): string {
  const target = option ?? bracket;
  const named = option !== null && Boolean(record.options[option]?.owner);
  const parts = VERBS.filter((verb) => !(named && verb === "support")).flatMap((verb) => {
    const parties = partiesWith(record, target, verb);
    return parties.length > 0 ? [`${parties.join(", ")} ${verb}`] : [];
  });
  return parts.length > 0 ? ` — ${parts.join("; ")}` : "";
}

/** The parties that took a stance on a target, by their codes in order. */
export function partiesWith(record: RecordValue, target: string, stance: Stance): PartyCode[] {
  return Object.entries(record.stances[target] ?? {})
    .filter(([, facts]) => facts.stance === stance)
    .map(([party]) => party)
    .sort();
}
