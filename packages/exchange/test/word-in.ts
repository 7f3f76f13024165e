import { serialize } from "@adref/notation";
import { type ReadText, readWord, type WordReadSettings } from "../src/index.ts";

/** Reads a Word file that must be one. */
export function read(bytes: Uint8Array, settings: WordReadSettings = {}): ReadText {
  const result = readWord(bytes, settings);
  if (!result.ok) throw new Error(`${result.reason}: ${result.sentence}`);
  result.text.doc.check();
  return result;
}

/** A Word file as blocks of the notation. */
export function drawn(bytes: Uint8Array, settings: WordReadSettings = {}): string[] {
  return serialize(read(bytes, settings).text, { record: false }).trimEnd().split("\n\n");
}
