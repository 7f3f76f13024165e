import type { Party, PartyCode } from "@adref/schema";
import type { Person } from "./roles.ts";

/** A body of the negotiation: a Working Group, coordinated by the Regional Trade Group. */
export interface Body {
  readonly id: string;
  readonly name: string;
}

/** Parties that speak together. Only the speaker's people may speak on its behalf. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly speaker: PartyCode;
  readonly members: readonly PartyCode[];
}

/** A text as it is listed; its words and record live in the ledger. */
export interface TextInfo {
  readonly id: string;
  readonly title: string;
  /** The symbol of the document, such as CARTIF/FA. */
  readonly symbol: string;
  /** The body in which it is negotiated. */
  readonly body: string;
}

/** The negotiation: everything that is not a text's words or record. */
export interface Directory {
  readonly id: string;
  readonly name: string;
  /** Who issues its papers, such as "CAREC Secretariat". */
  readonly secretariat?: string;
  /** The language in which it is negotiated, by its English name. */
  readonly language?: string;
  readonly parties: readonly Party[];
  readonly bodies: readonly Body[];
  /** Groups of parties; none where it is missing. */
  readonly groups?: readonly Group[];
  readonly people: readonly Person[];
  readonly texts: readonly TextInfo[];
}
