import { MESSAGE, SYNC } from "@adref/protocol";
import * as decoding from "lib0/decoding";

/** What a client may say. `bytes` is a window on the message. */
export type ClientMessage =
  | { readonly type: "step1"; readonly has: ReadonlyMap<number, number> }
  /** `answers`: step 2, which holds all that the client has and the server had not when it sent its step 1. */
  | { readonly type: "update"; readonly bytes: Uint8Array; readonly answers: boolean }
  | { readonly type: "presence"; readonly bytes: Uint8Array }
  | { readonly type: "query" };

/** Reads one message whole; null where it is not one that a client may send. Never throws. */
export function readMessage(message: Uint8Array): ClientMessage | null {
  try {
    const decoder = decoding.createDecoder(message);
    const read = readFrom(decoder);
    return decoding.hasContent(decoder) ? null : read;
  } catch {
    return null;
  }
}

function readFrom(decoder: decoding.Decoder): ClientMessage | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync: {
      const part = decoding.readVarUint(decoder);
      const bytes = decoding.readVarUint8Array(decoder);
      if (part === SYNC.step1) return { type: "step1", has: readStateVector(bytes) };
      if (part !== SYNC.step2 && part !== SYNC.update) return null;
      return { type: "update", bytes, answers: part === SYNC.step2 };
    }
    case MESSAGE.presence:
      return { type: "presence", bytes: decoding.readVarUint8Array(decoder) };
    case MESSAGE.query:
      return { type: "query" };
    default:
      return null;
  }
}

function readStateVector(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes);
  const out = new Map<number, number>();
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    const client = decoding.readVarUint(decoder);
    out.set(client, decoding.readVarUint(decoder));
  }
  return out;
}
