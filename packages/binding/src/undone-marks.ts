import * as Y from "yjs";

interface Range {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** What one step of undo or redo had written, also where an undo and a redo since have put copies in its place. */
export class WrittenItems {
  readonly #ranges: readonly Range[];

  constructor(doc: Y.Doc | null, step?: { readonly insertions: ReturnType<typeof Y.createDeleteSet> }) {
    const ranges: Range[] = [];
    for (const [client, list] of step?.insertions.clients ?? []) {
      for (const { clock, len } of list) ranges.push({ client, from: clock, to: clock + len });
    }
    if (doc) for (let i = 0; i < ranges.length; i++) ranges.push(...copiesOf(doc, ranges[i] as Range));
    this.#ranges = ranges;
  }

  has({ id }: Y.Item): boolean {
    return this.#ranges.some(({ client, from, to }) => client === id.client && from <= id.clock && id.clock < to);
  }
}

function copiesOf(doc: Y.Doc, { client, from, to }: Range): Range[] {
  const copies: Range[] = [];
  for (let clock = from; clock < to; ) {
    const item = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
    const end = Math.min(item.id.clock + item.length, to);
    if (item instanceof Y.Item && item.redone) {
      const copy = item.redone.clock + clock - item.id.clock;
      copies.push({ client: item.redone.client, from: copy, to: copy + end - clock });
    }
    clock = end;
  }
  return copies;
}

/**
 * Whether the beginning or the end of a mark is to be deleted when what wrote it is taken back (`written`). A beginning that
 * covers nothing but words that go with it stays, so that they come back between their marks and not beside them. An end
 * stays where nothing of its mark would be left in force: somebody may just have opened the mark again behind words
 * typed before it, and would be without an end. Only the end with which a mark was taken off words has to go.
 */
export function isNeededNoMore(item: Y.Item, written: WrittenItems): boolean {
  const { key, value } = item.content as unknown as { key: string; value: unknown };
  return value === null ? isInForceWithout(item, key, written) : covers(item, key, written);
}

function isInForceWithout(end: Y.Item, key: string, written: WrittenItems): boolean {
  for (let item = end.left; item; item = item.left) {
    if (item.deleted || !(item.content instanceof Y.ContentFormat) || item.content.key !== key) continue;
    if (!written.has(item)) return item.content.value !== null;
  }
  return false;
}

function covers(beginning: Y.Item, key: string, written: WrittenItems): boolean {
  for (let item = beginning.right; item; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      if (item.content.key === key && item.content.value === null) return false;
    } else if (item.countable && !written.has(item)) return true;
  }
  return true;
}
