import { handshakeParams, MESSAGE, readRecord, SYNC } from "@adref/protocol";
import { bodyOf, canonicalWords, newWordsDoc, type RecordValue } from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { EXIT, OperatorError } from "../errors.ts";

const PATIENCE = 20_000;

/** What a running server tells a newcomer of a text: its words as one string, and its record. */
export interface Served {
  readonly words: string;
  readonly record: RecordValue;
}

/** Asks a server as a client does. `token` is a bearer token of somebody who sees names. Throws OperatorError. */
export async function fetchServed(url: string, text: string, token: string): Promise<Served> {
  const [words, record] = await Promise.all([stateOf(url, "sync", text, token), stateOf(url, "record", text, token)]);
  return { words: canonicalWords(bodyOf(words)), record: readRecord(record) };
}

function stateOf(url: string, kind: "sync" | "record", text: string, token: string): Promise<Y.Doc> {
  const doc = kind === "sync" ? newWordsDoc() : new Y.Doc();
  const query = new URLSearchParams({ ...handshakeParams(doc.clientID), token });
  const socket = new WebSocket(`${url.replace(/^http/, "ws").replace(/\/$/, "")}/${kind}/${text}?${query}`);
  socket.binaryType = "arraybuffer";
  return new Promise<Y.Doc>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new OperatorError(EXIT.failed, `${url} does not serve ${kind}/${text}: ${why}`));
    const timer = setTimeout(() => fail("no answer"), PATIENCE);
    socket.on("error", (error) => fail(error.message));
    socket.on("close", (code, reason) => fail(`closed with ${code} ${reason}`));
    socket.on("open", () => socket.send(step1()));
    socket.on("message", (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
      const part = decoding.readVarUint(decoder);
      if (part === SYNC.step1) return;
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
      if (part !== SYNC.step2) return;
      clearTimeout(timer);
      resolve(doc);
    });
  }).finally(() => socket.terminate());
}

function step1(): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC.step1);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
  });
}
