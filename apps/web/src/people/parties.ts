import { partyOfDraft } from "@adref/protocol";
import type { Party, PartyCode } from "@adref/schema";
import { createContext, useContext } from "react";
import { useLang } from "../settings/language.ts";

/** The parties of the negotiation in its own order, which gives each its tick. */
export const PartiesContext = createContext<readonly Party[]>([]);

/** Ticks there are: as many hues and patterns as a negotiation has parties before they begin again. */
const TICKS = 11;

/** The class that draws a party's tick, "" for none and for a party that the reader cannot know. */
export function tickOf(code: PartyCode | null, parties: readonly Party[]): string {
  if (code !== null && partyOfDraft(code) !== null) return "tick tick-private";
  const place = code === null ? -1 : parties.findIndex((party) => party.code === code);
  return place < 0 ? "" : `tick tick-${(place % TICKS) + 1}`;
}

/** The custom properties by which style sheets find a party's hue: `--party-KAZ`. */
export function partyHues(parties: readonly Party[]): Readonly<Record<`--party-${string}`, string>> {
  return Object.fromEntries(parties.map(({ code }, i) => [`--party-${code}`, `var(--tick-${(i % TICKS) + 1})`]));
}

/** Splits codes into those that name a party and the number of those that are withheld from the reader. */
export function namedParties(codes: readonly PartyCode[], parties: readonly Party[]) {
  const named = codes.filter((code) => parties.some((party) => party.code === code));
  return { named, withheld: codes.length - named.length };
}

/** A party's name in the reader's language; in English where the negotiation does not give it in that one. */
export function usePartyName(): (party: Party) => string {
  const lang = useLang();
  return (party) => party.names[lang] ?? party.names.en;
}

/** The parties of the negotiation. */
export function useParties(): readonly Party[] {
  return useContext(PartiesContext);
}
