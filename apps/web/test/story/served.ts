import { handshakeParams, MESSAGE, readRecord, SYNC } from "@adref/protocol";
import { bodyOf, type RecordValue } from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** A text as the server serves it to a newcomer. */
export interface Served {
  readonly body: Y.XmlFragment;
  readonly record: RecordValue;
}

/** Asks the server at `origin` for a text as a client does. `token` is a bearer token of somebody who sees names. */
export async function served(origin: string, text: string, token: string): Promise<Served> {
  const [words, record] = await Promise.all([
    stateOf(origin, "sync", text, token),
    stateOf(origin, "record", text, token),
  ]);
  return { body: bodyOf(words), record: readRecord(record) };
}

function stateOf(origin: string, kind: "sync" | "record", text: string, token: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  bodyOf(doc);
  const query = new URLSearchParams({ ...handshakeParams(doc.clientID), token });
  const socket = new WebSocket(`${origin.replace(/^http/, "ws")}/${kind}/${text}?${query}`);
  socket.binaryType = "arraybuffer";
  return new Promise<Y.Doc>((resolve, reject) => {
    socket.addEventListener("close", ({ code, reason }) =>
      reject(new Error(`${kind}/${text} closed: ${code} ${reason}`)),
    );
    socket.addEventListener("open", () => socket.send(step1()));
    socket.addEventListener("message", ({ data }) => {
      const decoder = decoding.createDecoder(new Uint8Array(data as ArrayBuffer));
      if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
      const part = decoding.readVarUint(decoder);
      if (part === SYNC.step1) return;
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
      if (part !== SYNC.step2) return;
      resolve(doc);
    });
  }).finally(() => socket.close()) as Promise<Y.Doc>;
}

function step1(): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC.step1);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
  }) as Uint8Array<ArrayBuffer>;
}
