import * as Y from "yjs";
import { markIdentity, provisionOfY } from "./provision.ts";

/**
 * The words of a text as one string that is equal for equal words, whatever the order in which a replica holds marks or
 * attributes. Its SHA-256 over UTF-8 is the hash of the words: in beacons and in issued revisions.
 */
export function canonicalWords(body: Y.XmlFragment): string {
  return `[${body.toArray().map(canonicalBlock).join(",\n")}]`;
}

/** One block of the body as it stands in `canonicalWords`, which joins blocks by a comma and a line feed inside brackets. */
export function canonicalBlock(block: unknown): string {
  if (!(block instanceof Y.XmlElement)) return "null";
  if (block.nodeName === "provision") {
    const { id, kind, level, number, bracket, option, within, runs } = provisionOfY(block);
    const words = runs.map((run) => [run.text, ...run.marks.map(markIdentity)]);
    return JSON.stringify([id, kind, level, number, bracket, option, within, ...words]);
  }
  const attrs = Object.entries(block.getAttributes() as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `[${JSON.stringify([block.nodeName, ...attrs])},${block.toArray().map(canonicalBlock).join(",")}]`;
}
