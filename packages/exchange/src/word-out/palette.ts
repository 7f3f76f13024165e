import type { Party, PartyCode } from "@adref/schema";

/** Dark enough to be read on white paper (5:1 at least), and far enough apart to be told from each other beside a code. */
const COLOURS = [
  "1F4E9E",
  "A61C1C",
  "1B6B3A",
  "7A3E9D",
  "8A4B08",
  "00667A",
  "A3195B",
  "4B5A0A",
  "5B3FD1",
  "7F3F2A",
  "2F5D62",
  "6B6B00",
] as const;

/** The colour of each party's words, by the parties' order; one that is not listed has none. */
export function coloursOf(parties: readonly Party[]): (party: PartyCode | null) => string | null {
  const colours = new Map(parties.map(({ code }, i) => [code, COLOURS[i % COLOURS.length] as string]));
  return (party) => (party === null ? null : (colours.get(party) ?? null));
}
