import { schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";

/** What a transaction replaced: a range of the document before it by a range of the document after it. */
export interface ChangedRange {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The ranges that a transaction replaced, in order, joined where they touch. Changes of marks and attributes are none. */
export function changedRanges(tr: Transaction): ChangedRange[] {
  const found: ChangedRange[] = [];
  tr.steps.forEach((step, i) => {
    if (!(step instanceof ReplaceStep)) return;
    const on = tr.mapping.slice(i + 1);
    step.getMap().forEach((from, to, newFrom, newTo) => {
      found.push({
        from: mapBack(tr, i, from, -1),
        to: mapBack(tr, i, to, 1),
        newFrom: on.map(newFrom, -1),
        newTo: on.map(newTo, 1),
      });
    });
  });
  found.sort((a, b) => a.from - b.from || a.newFrom - b.newFrom);
  const joined: ChangedRange[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last && (range.from <= last.to || range.newFrom <= last.newTo)) {
      joined[joined.length - 1] = {
        from: last.from,
        to: Math.max(last.to, range.to),
        newFrom: Math.min(last.newFrom, range.newFrom),
        newTo: Math.max(last.newTo, range.newTo),
      };
    } else joined.push(range);
  }
  return joined;
}

/** The place in the document before a transaction of a position before its step `step`. */
export function mapBack(tr: Transaction, step: number, pos: number, side: -1 | 1): number {
  let at = pos;
  for (let i = step - 1; i >= 0; i--) at = tr.steps[i]?.getMap().invert().map(at, side) ?? at;
  return at;
}

/** New words, one fragment of text for each provision that they touch. */
export interface Lines {
  readonly lines: readonly Fragment[];
  /** Whether the first line goes on in the provision where the range begins. */
  readonly inline: boolean;
  /** Whether the last line goes on with what followed. */
  readonly open: boolean;
}

/** The words between two positions of a document, whatever blocks they stand in. */
export function linesBetween(doc: Node, from: number, to: number): Lines {
  const inline = doc.resolve(from).parent.isTextblock;
  const open = doc.resolve(to).parent.isTextblock;
  if (from === to) return { lines: inline ? [Fragment.empty] : [], inline, open };
  const lines: Fragment[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type !== schema.nodes.provision) return true;
    const start = Math.max(from - pos - 1, 0);
    const end = Math.min(to - pos - 1, node.content.size);
    if (start <= end) lines.push(node.content.cut(start, end));
    return false;
  });
  return { lines, inline, open };
}
