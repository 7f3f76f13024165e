import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import {
  encodeBeacon,
  encodeRefused,
  encodeSaved,
  encodeUpdate,
  MESSAGE,
  readBeacon,
  readRefused,
  readSaved,
  SYNC,
} from "../src/index.ts";

/** What a message says, after its type; the type must be the one expected, and nothing may follow. */
function read<T>(message: Uint8Array, type: number, body: (decoder: decoding.Decoder) => T): T {
  const decoder = decoding.createDecoder(message);
  expect(decoding.readVarUint(decoder)).toBe(type);
  const value = body(decoder);
  expect(decoding.hasContent(decoder)).toBe(false);
  return value;
}

test("every message of the server is read as it was written", () => {
  for (const count of [0, 1, 127, 128, 70_000]) expect(read(encodeSaved(count), MESSAGE.saved, readSaved)).toBe(count);
  const refused = { count: 3, id: "locked", sentence: "The provision is agreed – reopen it first.", provision: "p1" };
  expect(read(encodeRefused(refused), MESSAGE.refused, readRefused)).toEqual(refused);
  const beacon = { seq: 300, stateVector: new Uint8Array([1, 2, 3]), hash: "ab".repeat(32) };
  expect(read(encodeBeacon(beacon), MESSAGE.beacon, readBeacon)).toEqual(beacon);
  const update = read(encodeUpdate(new Uint8Array([7, 8])), MESSAGE.sync, (decoder) => {
    expect(decoding.readVarUint(decoder)).toBe(SYNC.update);
    return decoding.readVarUint8Array(decoder);
  });
  expect([...update]).toEqual([7, 8]);
});
