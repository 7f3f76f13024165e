import { MESSAGE, type SYNC } from "@adref/protocol";
import * as encoding from "lib0/encoding";

/** y-websocket's sync messages that the server sends besides updates. `part` is SYNC.step1 or SYNC.step2. */
export function encodeSync(part: typeof SYNC.step1 | typeof SYNC.step2, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, part);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** An update of Yjs that says nothing. */
export const EMPTY_UPDATE: Uint8Array = new Uint8Array([0, 0]);
