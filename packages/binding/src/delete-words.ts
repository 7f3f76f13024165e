import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * Deletes the visible characters from `from` to `to` of a shared text, and nothing else. `Y.Text.delete` would also delete
 * formatting that it takes for superfluous now: marks of others, on which words rest that somebody types at this moment
 * elsewhere. Must run inside a transaction of the text's document.
 */
export function deleteWords(text: Y.XmlText, from: number, to: number): void {
  const ranges = new Map<number, { clock: number; length: number }[]>();
  let offset = 0;
  for (let item = text._start; item !== null && offset < to; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, item.length);
    if (start < end) {
      const list = ranges.get(item.id.client) ?? [];
      list.push({ clock: item.id.clock + start, length: end - start });
      ranges.set(item.id.client, list);
    }
    offset += item.length;
  }
  const transaction = text.doc?._transaction;
  if (ranges.size === 0 || !transaction) return;
  const { local } = transaction;
  Y.applyUpdate(text.doc as Y.Doc, deletionUpdate(ranges));
  // Applying an update marks the transaction as somebody else's; this deletion is ours.
  transaction.local = local;
}

/** An update without structs, only with deletions: the one way in which Yjs deletes exactly what it is told. */
function deletionUpdate(ranges: ReadonlyMap<number, { clock: number; length: number }[]>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, ranges.size);
    for (const [client, list] of ranges) {
      list.sort((a, b) => a.clock - b.clock);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, list.length);
      for (const { clock, length } of list) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}
