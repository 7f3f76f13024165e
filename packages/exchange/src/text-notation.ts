import { type ParseOptions, parse, serialize } from "@adref/notation";
import type { TextValue } from "@adref/schema";
import { reportOn } from "./read-report.ts";
import { LARGEST_BYTES, type ReadResult, refused } from "./reading.ts";

/** Reads a file of bracketed plain text. It is never refused but for its size: what is no structure stays words. */
export function readNotation(bytes: Uint8Array, options: ParseOptions = {}): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const { text, header, findings } = parse(decode(bytes), options);
  const found = findings.map(({ line, column, what, did }) => ({ where: `line ${line}, column ${column}`, what, did }));
  return { ok: true, text, header, report: reportOn(text, { findings: found }) };
}

/** A text as bytes of the notation, in UTF-8. */
export function writeNotation(text: TextValue, header: Readonly<Record<string, string>>): Uint8Array {
  return new TextEncoder().encode(serialize(text, { header: notationHeader(header) }));
}

/** The refusal of a file that is over the limit of 50 MB. */
export const tooLarge = () =>
  refused(
    "too-large",
    "The file is larger than 50 MB. A negotiating text of 300 pages takes less than 5 MB: remove pictures from it, or save it in parts.",
  );

/** UTF-16 with its mark, else UTF-8: what is not either is read with signs of replacement, never refused. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

const KEY = /^[a-z][a-z0-9-]{0,39}$/;

/** The line that says what the file is stands first, where people and programs look for it. */
function notationHeader({ adref, ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => KEY.test(key)));
  return adref === undefined ? kept : { adref, ...kept };
}
