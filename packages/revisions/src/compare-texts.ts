import {
  displayedNumbers,
  type ProvisionValue,
  provisionOfNode,
  provisionsOf,
  type TextValue,
  wordsOf,
} from "@adref/schema";
import { compareWords, type WordChange } from "./word-diff.ts";

/** What became of one provision between two issues of a text. */
export interface ProvisionChange {
  readonly provision: string;
  /** Its displayed number in the later text, or in the earlier one where it is gone. */
  readonly number: string;
  readonly kind: "added" | "removed" | "changed" | "moved" | "renumbered";
  readonly words: readonly WordChange[];
}

/**
 * The provisions that differ between two texts, in the order of the later one, those that are gone after the one that they
 * followed. Provisions are the same when their ids are; one that stands elsewhere among those that both texts have is told
 * as moved, not as removed and added.
 */
export function compareTexts(before: TextValue, after: TextValue): readonly ProvisionChange[] {
  const a = numbered(before);
  const b = numbered(after);
  const inA = new Map(a.map((item) => [item.value.id, item]));
  const inB = new Set(b.map((item) => item.value.id));
  const stayed = longestRising(b.flatMap((item) => inA.get(item.value.id)?.index ?? []));
  const changes: ProvisionChange[] = [];
  const gone = removedAfter(a, inB);
  for (const item of gone.get("") ?? []) changes.push(change(item, "removed"));
  for (const item of b) {
    const old = inA.get(item.value.id);
    if (!old) changes.push(change(item, "added"));
    else {
      const words = compareWords(wordsOf(old.value), wordsOf(item.value));
      if (words.some((part) => part.kind !== "kept")) changes.push({ ...change(item, "changed"), words });
      else if (!stayed.has(old.index)) changes.push(change(item, "moved"));
      else if (old.number !== item.number) changes.push(change(item, "renumbered"));
    }
    for (const lost of gone.get(item.value.id) ?? []) changes.push(change(lost, "removed"));
  }
  return changes;
}

interface Item {
  readonly value: ProvisionValue;
  readonly number: string;
  readonly index: number;
}

function numbered(text: TextValue): Item[] {
  const values = provisionsOf(text.doc).map(({ node }) => provisionOfNode(node));
  const numbers = displayedNumbers(values);
  return values.map((value, index) => ({ value, number: numbers.get(value.id) ?? "", index }));
}

function change(item: Item, kind: ProvisionChange["kind"]): ProvisionChange {
  const words = wordsOf(item.value);
  const as = kind === "added" ? "added" : kind === "removed" ? "removed" : "kept";
  return { provision: item.value.id, number: item.number, kind, words: words === "" ? [] : [{ kind: as, words }] };
}

/** The provisions that are gone, by the surviving provision that they followed ("" for the beginning). */
function removedAfter(a: readonly Item[], inB: ReadonlySet<string>): Map<string, Item[]> {
  const out = new Map<string, Item[]>();
  let after = "";
  for (const item of a) {
    if (inB.has(item.value.id)) after = item.value.id;
    else out.set(after, [...(out.get(after) ?? []), item]);
  }
  return out;
}

/** The members of the longest rising subsequence: what is not in it has moved. */
function longestRising(indices: readonly number[]): Set<number> {
  const tails: number[] = [];
  const tailAt: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const index of indices) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    previous.set(index, tailAt[low - 1]);
    tails[low] = index;
    tailAt[low] = index;
  }
  const out = new Set<number>();
  for (let index = tailAt[tails.length - 1]; index !== undefined; index = previous.get(index)) out.add(index);
  return out;
}
