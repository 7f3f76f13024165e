import type { BracketIndex } from "@adref/brackets";
import { type PartyCode, provisionsOf, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { hitsIn, type Sought, type Stretched } from "../editor/emphasis.ts";

/** A place in the text that was sought; `from` and `to` are equal for a provision as a whole. */
export interface Hit extends Stretched {
  readonly provision: string;
}

export interface SearchSources {
  readonly doc: Node;
  readonly index: BracketIndex;
  readonly record: RecordValue;
  readonly parties: readonly PartyCode[];
  /** What a provision is called: "Article 7(2)". */
  readonly nameOf: (provision: string) => string;
}

/** More hits are not counted: nobody goes through them one by one. */
export const MOST_HITS = 5_000;

/**
 * What a reader means by some words: the words themselves, with any space between them and in either case; all words of a party
 * where they are its code; a provision where they are its number ("7.2", "Article 12", "7(2)(a)"). Null where there are none.
 */
export function soughtFor(words: string, sources: SearchSources): Sought | null {
  const trimmed = words.trim();
  if (trimmed === "") return null;
  const pattern = new RegExp(trimmed.split(/\s+/).map(escaped).join("\\s+"), "giu");
  const code = sources.parties.find((party) => party === trimmed.toUpperCase());
  const places = code === undefined ? numbered(trimmed, sources) : wordsOfParty(code, sources);
  return { pattern, places, current: null };
}

const escaped = (words: string) => words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Every hit in the order of the text. `before` gives those of provisions that are the same nodes. */
export function hitsOf(sought: Sought, doc: Node, before: WeakMap<Node, readonly Stretched[]>): readonly Hit[] {
  const out: Hit[] = [];
  for (const { node } of provisionsOf(doc)) {
    const id = node.attrs.id as string;
    let hits = before.get(node);
    if (!hits) {
      hits = hitsIn(sought, id, node.textContent);
      before.set(node, hits);
    }
    for (const { from, to } of hits) out.push({ provision: id, from, to });
    if (out.length >= MOST_HITS) break;
  }
  return out;
}

/** The words that a party put forward. */
function wordsOfParty(party: PartyCode, { index, record }: SearchSources): Sought["places"] {
  const places = new Map<string, Stretched[]>();
  for (const { options } of index.brackets.values()) {
    for (const { id, spans } of options) {
      if (record.options[id]?.owner !== party && !record.options[id]?.joint?.includes(party)) continue;
      for (const { provision, from, to } of spans) {
        places.set(provision, [...(places.get(provision) ?? []), { from, to }]);
      }
    }
  }
  return places;
}

/** The provisions of a number: found only where what is sought looks like one. */
function numbered(words: string, { doc, nameOf }: SearchSources): Sought["places"] {
  const places = new Map<string, Stretched[]>();
  if (!/^[\p{L}]*\.?\s*[\p{L}\d]+([.()\s][\p{L}\d.()\s]*)?$/u.test(words) || !/\d|^\p{L}+\s+[ivxlcA-Z]+$/u.test(words))
    return places;
  const sought = bare(words);
  for (const { node } of provisionsOf(doc)) {
    const id = node.attrs.id as string;
    if (bare(nameOf(id)) === sought) places.set(id, [{ from: 0, to: 0 }]);
  }
  return places;
}

/** "Article 7(2)(a)", "art. 7.2.a" and "7 (2) (a)" are one number. */
export function bare(name: string): string {
  return name
    .toLocaleLowerCase()
    .replace(/^(article|art)\b\.?\s*/, "")
    .replace(/[()\s.,]+/g, ".")
    .replace(/^\.|\.$/g, "");
}
