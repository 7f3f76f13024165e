import type { MarkValue, PartyCode, ProvisionValue } from "@adref/schema";
import type { Claims, Owners } from "./owners.ts";
import type { Refusal } from "./refusals.ts";

/** For whom a change of the words is made. Chairs and observers make none: the chair acts. */
export type Actor = { readonly role: "delegation"; readonly party: PartyCode } | { readonly role: "secretariat" };

/** A provision before and after a change; `null` where it does not stand. Both sides have the same id. */
export interface Touched {
  readonly before: ProvisionValue | null;
  readonly after: ProvisionValue | null;
}

/**
 * One place in the order of a text: a provision, by its id (with its value when it is proposed as a whole), or a sign of a
 * table: where it, its rows and its cells begin and end, with their attributes.
 */
export type Place =
  | { readonly id: string; readonly proposed: ProvisionValue | null }
  | { readonly id: null; readonly sign: string };

export interface Structure {
  readonly before: readonly Place[];
  readonly after: readonly Place[];
}

/** A change of the words, as far as the law looks at it. Provisions that did not change may be in it or not. */
export interface Change {
  readonly actor: Actor;
  readonly provisions: readonly Touched[];
  /** The whole order of the text, when a list of blocks, rows or cells, or a table's attribute, was touched. */
  readonly structure: Structure | null;
  readonly owners: Owners;
  /** Whether a provision is agreed, so that nobody may touch it. */
  locked(provision: string): boolean;
  /**
   * Whether the change itself puts this mark on words anywhere; otherwise words under it came to stand where the mark was
   * stored already. Where nothing is known of that, it is taken for put on.
   */
  readonly puts?: ((mark: MarkValue) => boolean) | undefined;
}

export type Verdict =
  | { readonly lawful: true; readonly claims: Claims }
  | { readonly lawful: false; readonly refusal: Refusal };

/** The sign of a table or a part of one. Attributes that say nothing (none, a span of one) are left out. */
export function signOf(name: string, attrs: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(attrs).filter(
    ([key, value]) => value !== null && value !== undefined && !(value === 1 && key.endsWith("span")),
  );
  return said.length === 0 ? name : `${name} ${JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}
