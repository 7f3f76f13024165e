import { type ProvisionValue, provisionOfNode, type TextValue } from "@adref/schema";
import { type Actor, type Change, type Place, type Structure, signOf, type Touched, type Verdict } from "./change.ts";
import { judge } from "./judge.ts";
import type { Owners } from "./owners.ts";

/** A whole text as the law looks at it: its order, and its provisions by id. */
export interface WholeText {
  readonly places: readonly Place[];
  readonly provisions: ReadonlyMap<string, ProvisionValue>;
}

/** Reads a document. Where two provisions have one id, the first is kept; the order shows both. */
export function wholeOf(doc: TextValue["doc"]): WholeText {
  const places: Place[] = [];
  const provisions = new Map<string, ProvisionValue>();
  const read = (node: TextValue["doc"]) => {
    if (node.type.name === "provision") {
      const value = provisionOfNode(node);
      if (!provisions.has(value.id)) provisions.set(value.id, value);
      places.push(placeOf(value));
      return;
    }
    places.push({ id: null, sign: signOf(node.type.name, node.attrs) });
    node.forEach(read);
    places.push({ id: null, sign: "/" });
  };
  doc.forEach(read);
  return { places, provisions };
}

/** The place of a provision in the order of a text. */
export function placeOf(value: ProvisionValue): Place {
  return { id: value.id, proposed: value.option === null ? null : value };
}

/**
 * Judges a change from the whole text before and after it, with nothing remembered: what the gate does piece by piece must
 * come to the same verdict.
 */
export function judgeWhole(
  actor: Actor,
  before: WholeText,
  after: WholeText,
  owners: Owners,
  locked: (provision: string) => boolean,
  puts?: Change["puts"],
): Verdict {
  const provisions: Touched[] = [];
  for (const [id, value] of before.provisions) {
    provisions.push({ before: value, after: after.provisions.get(id) ?? null });
  }
  for (const [id, value] of after.provisions) {
    if (!before.provisions.has(id)) provisions.push({ before: null, after: value });
  }
  return judge({ actor, provisions, structure: structureOf(before.places, after.places), owners, locked, puts });
}

/** The structure of a change; `null` where both orders are the same. */
export function structureOf(before: readonly Place[], after: readonly Place[]): Structure | null {
  const same =
    before.length === after.length && before.every((place, i) => placeName(place) === placeName(after[i] as Place));
  return same ? null : { before, after };
}

const placeName = (place: Place) => (place.id === null ? `<${place.sign}>` : place.id);
