import { type PartyCode, STANCES, type Stance, type StanceFacts } from "@adref/schema";

/** Who takes which position on a provision as a whole, in the order of STANCES, with what they note beside it. */
export function onProvision(stances: Readonly<Record<PartyCode, StanceFacts>> | undefined): readonly {
  readonly stance: Stance;
  readonly parties: readonly PartyCode[];
  readonly notes: readonly string[];
}[] {
  if (!stances) return [];
  return STANCES.map((stance) => {
    const parties = Object.keys(stances)
      .filter((party) => stances[party]?.stance === stance)
      .sort();
    const notes = parties.flatMap((party) => (stances[party]?.note ? [`${party}: ${stances[party]?.note}`] : []));
    return { stance, parties, notes };
  }).filter(({ parties }) => parties.length > 0);
}
