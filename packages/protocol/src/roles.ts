import type { PartyCode } from "@adref/schema";

export const ROLES = ["delegation", "chair", "secretariat", "observer"] as const;
export type Role = (typeof ROLES)[number];

/**
 * A person of the negotiation. A delegation's people have a party; a chair has the bodies that the chair presides over.
 * `names` is false for an audience from which the names of parties are withheld.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly party: PartyCode | null;
  readonly bodies: readonly string[];
  readonly names: boolean;
  /** Since when the person may not sign in any more, ISO 8601; what the person did stays under the name. */
  readonly ended?: string;
}
