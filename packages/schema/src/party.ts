/** A country or other entity that takes positions. `code` is ISO 3166-1 alpha-3 for a country. */
export interface Party {
  readonly code: PartyCode;
  /** The name in each language of the interface; in English where it has none in another. */
  readonly names: { readonly en: string; readonly ru: string; readonly zh?: string; readonly ur?: string };
  readonly wto: "member" | "acceding" | "none";
}

export type PartyCode = string;

/** What a party's code may look like: it stands in brackets, so it can hold neither signs nor spaces. */
export const PARTY_CODE_PATTERN = /^[A-Z][A-Z0-9-]{1,11}$/;
