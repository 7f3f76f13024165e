import type { Atom, Layer } from "./flow.ts";

const RANK: Readonly<Record<Layer["kind"], number>> = { whole: 0, option: 1, standing: 2, note: 3 };

/**
 * The order in which layers open that begin together, outermost first: what goes on longer stands outside, an option
 * outside of what was written into it, a note inside of everything.
 */
export function openingOrder(layers: readonly Layer[], atom: Atom): readonly Layer[] {
  if (layers.length < 2) return layers;
  const sorted = [...layers].sort((a, b) => compare(a, b, atom));
  const byOption = new Map<string, Layer>();
  for (const layer of sorted) if (layer.option) byOption.set(layer.option, layer);
  const placed = new Set<Layer>();
  const place = (layer: Layer): void => {
    const chain: Layer[] = [];
    for (let at: Layer | undefined = layer; at && !placed.has(at) && !chain.includes(at); ) {
      chain.push(at);
      at = at.within ? byOption.get(at.within) : undefined;
    }
    for (const at of chain.reverse()) placed.add(at);
  };
  for (const layer of sorted) place(layer);
  return [...placed];
}

function compare(a: Layer, b: Layer, atom: Atom): number {
  if (a.kind === "note" || b.kind === "note") return RANK[a.kind] - RANK[b.kind];
  const endsA = atom.ends.get(a) ?? { part: 0, bracket: 0 };
  const endsB = atom.ends.get(b) ?? { part: 0, bracket: 0 };
  return (
    endsB.part - endsA.part ||
    endsB.bracket - endsA.bracket ||
    compareGiven(a, b) ||
    RANK[a.kind] - RANK[b.kind] ||
    compareIds(a.bracket, b.bracket) ||
    compareIds(a.option ?? "", b.option ?? "")
  );
}

/** Ids that parsing gave tell the order in which the signs stood. */
function compareGiven(a: Layer, b: Layer): number {
  return GIVEN.test(a.bracket) && GIVEN.test(b.bracket) ? compareIds(a.bracket, b.bracket) : 0;
}

const GIVEN = /^b[1-9][0-9]*$/;

/** By length, then by letters, so that b9 comes before b10. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
