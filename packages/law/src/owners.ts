import { ID_PATTERN, type OptionFacts, type PartyCode, type RecordValue, withinOfBracket } from "@adref/schema";

/** What the record says of who put what forward. `undefined` means that the record does not know the id. */
export interface Owners {
  /** The party that put the bracket up; `null` where nobody is named. */
  bracket(id: string): PartyCode | null | undefined;
  option(id: string): OptionFacts | undefined;
  /** The option into which all options of a bracket are written; `undefined` where the bracket has no option yet. */
  within(bracket: string): string | null | undefined;
  /** Whether the chair has resolved the bracket. */
  ended(bracket: string): boolean;
}

/** The owners that a record names. */
export function ownersOf(record: RecordValue): Owners {
  return {
    bracket: (id) => (Object.hasOwn(record.brackets, id) ? record.brackets[id]?.owner : undefined),
    option: (id) => (Object.hasOwn(record.options, id) ? record.options[id] : undefined),
    within: (bracket) => withinOfBracket(record, bracket),
    ended: (bracket) => Object.hasOwn(record.resolutions, bracket),
  };
}

/** What a change claims for its author: ids that nobody used before. */
export interface Claims {
  readonly brackets: readonly { readonly id: string }[];
  readonly options: readonly { readonly id: string; readonly bracket: string; readonly within: string | null }[];
}

export const NO_CLAIMS: Claims = { brackets: [], options: [] };

/** The owners after `party` got what it claims. */
export function withClaims(owners: Owners, claims: Claims, party: PartyCode): Owners {
  if (claims.brackets.length === 0 && claims.options.length === 0) return owners;
  const brackets = new Set(claims.brackets.map(({ id }) => id));
  const options = new Map<string, OptionFacts>();
  for (const { id, bracket, within } of claims.options) options.set(id, { bracket, within, owner: party, at: "" });
  return {
    bracket: (id) => (brackets.has(id) ? party : owners.bracket(id)),
    option: (id) => owners.option(id) ?? options.get(id),
    within: (bracket) => {
      const known = owners.within(bracket);
      if (known !== undefined) return known;
      return claims.options.find((option) => option.bracket === bracket)?.within;
    },
    ended: owners.ended,
  };
}

/**
 * Whether a name may be used for anything in a text: it reaches HTML, file names and JSON objects, so the names that every
 * JavaScript object has are not among them.
 */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID_PATTERN.test(value) && !(value in Object.prototype);
}
