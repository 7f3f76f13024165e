import { DRAFT, NOTATION, type ParseOptions, parse, type Reading, serialize, suggestReading } from "@adref/notation";
import type { TextValue } from "@adref/schema";
import { placesIn } from "./places-in.ts";
import { reportOn } from "./read-report.ts";
import { LARGEST_BYTES, type ReadResult, refused } from "./reading.ts";

/**
 * Reads a file of bracketed plain text: our notation as it is, a foreign draft as it seems to be written unless the options say
 * how. It is never refused but for its size: what is no structure stays words.
 */
export function readNotation(bytes: Uint8Array, options: ParseOptions = {}): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const source = decode(bytes);
  const suggestion = suggestReading(source, options);
  const reading = readingFrom(suggestion.reading, options.reading);
  const parsed = parse(source, { ...options, reading });
  const { text, header, findings } = parsed;
  const places = findings.length > 0 ? placesIn(source, parsed) : null;
  const found = findings.map(({ line, column, what, did }) => {
    const provision = places?.(line, column);
    return { where: `line ${line}, column ${column}`, ...(provision !== undefined && { provision }), what, did };
  });
  return { ok: true, text, header, report: reportOn(text, { findings: found }), reading, suggestion };
}

/** A reading as it was said, and where nothing was said as it was guessed; for another kind of source the guess says nothing. */
function readingFrom(guessed: Reading, said: Partial<Reading> = {}): Reading {
  const base = said.source === undefined || said.source === guessed.source ? guessed : BASES[said.source];
  return { ...base, ...said, parties: { ...base.parties, ...said.parties } };
}

const BASES: Readonly<Record<Reading["source"], Reading>> = {
  notation: NOTATION,
  marked: { ...DRAFT, source: "marked" },
  draft: DRAFT,
};

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

/** The line that says what the file is stands first, so that nobody takes it for somebody's draft. */
function notationHeader({ adref = "1", ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { adref, ...Object.fromEntries(Object.entries(rest).filter(([key]) => KEY.test(key))) };
}
