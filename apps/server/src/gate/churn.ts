import type { ProvisionValue, Run } from "@adref/schema";
import * as Y from "yjs";
import { type Deletions, deletedParts, type Range } from "./deletions.ts";

/**
 * How many visible characters of a provision the deletions take away that are not the author's (`isOwn`): from the
 * accepted document as it stands before the change. Comparing words alone cannot see a word that is replaced by itself.
 */
export function foreignDeleted(
  provision: Y.XmlElement,
  value: ProvisionValue,
  deletions: Deletions,
  isOwn: (run: Run) => boolean,
): number {
  let count = 0;
  let offset = 0;
  const foreign = foreignRanges(value, isOwn);
  for (const child of provision.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const shift = offset - item.id.clock;
      for (const { from, to } of deletedIn(deletions, item)) count += within(foreign, from + shift, to + shift);
      offset += item.length;
    }
  }
  return count;
}

/** Whether the deletions take away a shared text of a provision that stays: who types in it meanwhile would lose words. */
export function deletesText(provision: Y.XmlElement, deletions: Deletions): boolean {
  return provision
    .toArray()
    .some(
      (child) => child instanceof Y.XmlText && child._item !== null && deletedIn(deletions, child._item).length > 0,
    );
}

/** Whether the deletions take away an attribute of a provision, be it to set the same again or to leave a default. */
export function deletesAttribute(provision: Y.XmlElement, deletions: Deletions): boolean {
  for (const item of provision._map.values()) if (deletedIn(deletions, item).length > 0) return true;
  return false;
}

function deletedIn(deletions: Deletions, { id, length }: Y.Item): readonly Range[] {
  return deletedParts(deletions, id.client, id.clock, id.clock + length);
}

function foreignRanges(value: ProvisionValue, isOwn: (run: Run) => boolean): Range[] {
  const out: Range[] = [];
  let offset = 0;
  for (const run of value.runs) {
    if (!isOwn(run)) out.push({ from: offset, to: offset + run.text.length });
    offset += run.text.length;
  }
  return out;
}

function within(ranges: readonly Range[], from: number, to: number): number {
  let count = 0;
  for (const range of ranges) count += Math.max(0, Math.min(range.to, to) - Math.max(range.from, from));
  return count;
}
