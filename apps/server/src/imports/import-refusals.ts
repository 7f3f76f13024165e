import { RequestError } from "../errors.ts";
import type { Failure } from "../threads/workshop.ts";

const MEGABYTE = 1_000_000;

/** Why a file was not read that was read without end, and what to do about it. */
export const FAILED: Readonly<Record<Exclude<Failure, "aborted">, string>> = {
  "too-slow": "Reading this file took too long and was stopped. Save it anew, without pictures, or in parts.",
  "too-much-memory":
    "Reading this file takes more memory than the server gives. Save it anew, without pictures, or in parts.",
  failed: "This file could not be read. Open it, save it anew and bring that in; tell the operator if it fails again.",
};

/** `size` is that of the file, null where it is only known to be over `largest`; bytes. */
export function tooLarge(largest: number, size: number | null): RequestError {
  const given = size === null ? "more than that" : `${Math.ceil(size / MEGABYTE)} MB`;
  return new RequestError(
    413,
    "too-large",
    `At most ${largest / MEGABYTE} MB are taken in, and this file has ${given}. Remove pictures from it, or save it in parts.`,
  );
}

export function emptyFile(): RequestError {
  return new RequestError(400, "empty-file", "This file is empty.");
}

export function tooMany(most: number): RequestError {
  const sentence = `${most} files are being brought in already. Forget some of them first.`;
  return new RequestError(409, "too-many-imports", sentence);
}

export function noSuchImport(): RequestError {
  return new RequestError(404, "no-such-import", "This file is not here any more. Bring it in again.");
}

export function stillReading(): RequestError {
  return new RequestError(409, "still-reading", "This file is still being read. Wait until it is ready.");
}

export function noSuchBody(body: string): RequestError {
  return new RequestError(400, "bad-import", `The negotiation has no body "${body}".`);
}

/** `title` is that of the text which has the symbol. */
export function symbolTaken(symbol: string, title: string): RequestError {
  const sentence = `The symbol ${symbol} is that of "${title}". Give this text another one.`;
  return new RequestError(409, "symbol-taken", sentence);
}

export function alreadyAccepted(): RequestError {
  const sentence = "A text was made of this file already. Bring the file in again to make another one.";
  return new RequestError(409, "already-accepted", sentence);
}
