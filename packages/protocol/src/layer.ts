import type { Person } from "./roles.ts";

/**
 * A party's private draft over a text is another text to its people: `fa~layer`. Whose it is the server takes from the
 * person, so that no address names another party's. No text and no party has a "~" in its name.
 */
const LAYER = "~layer";

/** The id under which a party's people ask for their layer over a text. */
export const layerIdOf = (text: string): string => `${text}${LAYER}`;

/** The text over which a layer lies; null for an id that names no layer. */
export function textOfLayer(id: string): string | null {
  return id.endsWith(LAYER) ? id.slice(0, -LAYER.length) : null;
}

/** Whose private proposals are in a layer's record: nobody's code, so that what the party has tabled is another's. */
export const draftingParty = (party: string): string => `${party}${LAYER}`;

/** The party whose private proposals stand under this code; null for a party's own code. */
export function partyOfDraft(code: string): string | null {
  return code.endsWith(LAYER) ? code.slice(0, -LAYER.length) : null;
}

/** Whether a person has a layer over each text: a delegation's people, in the name of their party. */
export function mayDraft(person: Person): person is Person & { readonly party: string } {
  return person.role === "delegation" && person.party !== null;
}

/**
 * Layers are written with Yjs client ids from here on, texts with those below. So no private word can ever be taken for a
 * word of the text, nor the other way about, and the gate of a text takes none that bears such an id.
 */
export const FIRST_LAYER_CLIENT = 2 ** 32;

/** Whether a Yjs client id writes in layers. */
export const isLayerClient = (client: number): boolean => client >= FIRST_LAYER_CLIENT;

/** A fresh Yjs client id for a layer. */
export function newLayerClient(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (1 + (high % 0x1ffffe)) * 2 ** 32 + low;
}
