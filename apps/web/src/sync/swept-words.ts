import { newId } from "@adref/schema";
import * as Y from "yjs";
import type { RefusedWords } from "./refused-words.ts";
import type { Clocks } from "./unsaved.ts";

/**
 * Our unacknowledged words that a change from elsewhere took away with the place they stood in: somebody withdrew the
 * proposal, or the chair removed the provision, while we were writing in it. Nothing would ever refuse them, because what
 * reaches the server is deleted already; so they are read here, before Yjs forgets them. Ask in `afterTransaction`.
 */
export function sweptWords(transaction: Y.Transaction, own: Clocks): RefusedWords[] {
  if (transaction.local || transaction.deleteSet.clients.size === 0) return [];
  const pieces: { parent: unknown; words: string; source: { client: number; end: number } }[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
    const acknowledged = own.get(struct.id.client);
    const end = struct.id.clock + struct.length;
    if (acknowledged === undefined || end <= acknowledged) return;
    const words = struct.content.str.slice(Math.max(0, acknowledged - struct.id.clock));
    const last = pieces.at(-1);
    if (last?.parent === struct.parent && last.source.client === struct.id.client) {
      last.words += words;
      last.source.end = end;
    } else pieces.push({ parent: struct.parent, words, source: { client: struct.id.client, end } });
  });
  return pieces
    .filter(({ words }) => words.trim() !== "")
    .map(({ parent, words, source }) => ({
      id: newId("p"),
      kind: "insertion",
      provision: provisionIdOf(parent),
      words,
      replacing: null,
      before: "",
      after: "",
      provisionKind: null,
      source: { ...source, end: Number.POSITIVE_INFINITY },
    }));
}

/** The id of a provision that is deleted: its attributes are too, but still there to be read. */
function provisionIdOf(text: unknown): string | null {
  const element = text instanceof Y.XmlText ? text.parent : null;
  const id: unknown = element instanceof Y.XmlElement ? element._map.get("id")?.content.getContent()[0] : null;
  return typeof id === "string" ? id : null;
}
