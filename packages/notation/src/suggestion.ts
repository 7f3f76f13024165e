import type { PartyCode } from "@adref/schema";
import type { Finding } from "./findings.ts";
import type { Reading } from "./reading.ts";

/** Why a setting was proposed: `because` is a name for translation, `count` how often it was seen, and where first. */
export interface Reason {
  readonly setting: keyof Reading;
  readonly because: string;
  readonly count: number;
  readonly example: { readonly line: number; readonly column: number; readonly words: string } | null;
}

/** A name that stands where names of parties stand. */
export interface NameMet {
  readonly name: string;
  /** The party that it is, or null where nobody has said. */
  readonly code: PartyCode | null;
  readonly mentions: number;
}

/** A reading for a source, with the reasons; what somebody who imports it looks at first. */
export interface Suggestion {
  readonly reading: Reading;
  readonly reasons: readonly Reason[];
  readonly names: readonly NameMet[];
}

/** What a source would be read as. */
export interface Preview {
  readonly provisions: number;
  readonly brackets: number;
  readonly options: number;
  readonly notes: number;
  readonly statuses: number;
  /** How often each party speaks: as the author of an option or with a stance. */
  readonly parties: readonly { readonly code: PartyCode; readonly mentions: number }[];
  /** Names that stand where names of parties stand, but mean none. */
  readonly unknown: readonly NameMet[];
  readonly findings: readonly Finding[];
}
