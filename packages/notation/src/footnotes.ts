import type { Kind } from "@adref/schema";

interface Labelled {
  readonly kind: Kind;
  readonly number: string | null;
}

/** The numbers of the footnotes among some provisions. */
export function footnoteLabels(provisions: readonly Labelled[]): Set<string> {
  const out = new Set<string>();
  for (const { kind, number } of provisions) if (kind === "footnote" && number) out.add(number);
  return out;
}

/** Finds the footnote of a sign: the next one of its number after the sign's provision, else the last before it. */
export class FootnoteIndex {
  readonly #places = new Map<string, number[]>();

  /** `provisions` in reading order; places are their indexes. */
  constructor(provisions: readonly Labelled[]) {
    provisions.forEach(({ kind, number }, place) => {
      if (kind !== "footnote" || !number) return;
      const places = this.#places.get(number);
      if (places) places.push(place);
      else this.#places.set(number, [place]);
    });
  }

  /** The place of the footnote that a sign in the provision at `place` means; null when there is none. */
  find(label: string, place: number): number | null {
    const places = this.#places.get(label);
    if (!places) return null;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] as number) > place) high = middle;
      else low = middle + 1;
    }
    return places[low] ?? places.at(-1) ?? null;
  }
}
