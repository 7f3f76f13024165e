import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CLOSE,
  declareRecord,
  handshakeParams,
  MESSAGE,
  type Person,
  readRecord,
  readRefused,
  readSaved,
} from "@adref/protocol";
import { bodyOf, keepFormatting, markKey, provisionElements, provisionOfY, wordsOf } from "@adref/schema";
import type * as decoding from "lib0/decoding";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Rooms } from "../src/rooms/index.ts";
import { SqliteStore } from "../src/store/sqlite.ts";
import { DIRECTORY, importOf, KAZ, OBSERVER, TEXT, UZB } from "./rooms/negotiation.ts";

/** y-websocket's own provider over real sockets, and a ledger on the disk. */
let folder: string;
let store: SqliteStore;
let rooms: Rooms;
let server: Server;
let address: string;
const providers: WebsocketProvider[] = [];
const errors: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "adref-rooms-"));
  store = SqliteStore.open(folder);
  await store.append(TEXT.id, 0, [importOf()]);
  const log = {
    info: () => {},
    warn: (facts: object) => errors.push(facts),
    error: (facts: object) => errors.push(facts),
  };
  rooms = new Rooms({ store, directory: () => DIRECTORY, log });
  server = createServer();
  const sockets = new WebSocketServer({ server, maxPayload: 4 * 1024 * 1024 });
  sockets.on("connection", (socket, request) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const person = DIRECTORY.people.find(({ id }) => id === url.searchParams.get("person")) as Person;
    if (url.pathname.startsWith("/sync/")) rooms.connectSync(socket, person, TEXT, url.searchParams);
    else rooms.connectRecord(socket, person, TEXT);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const provider of providers) provider.destroy();
  await rooms.close();
  server.closeAllConnections();
  server.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Peer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly saved: number[];
  readonly refused: string[];
}

function connect(person: Person, path = "sync"): Peer {
  const doc = new Y.Doc();
  keepFormatting(doc);
  if (path === "sync") bodyOf(doc);
  else declareRecord(doc);
  const provider = new WebsocketProvider(`${address}/${path}`, TEXT.id, doc, {
    params: { ...handshakeParams(doc.clientID), person: person.id },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  providers.push(provider);
  const peer: Peer = { doc, provider, saved: [], refused: [] };
  const on = (type: number, take: (decoder: decoding.Decoder) => void) => {
    provider.messageHandlers[type] = (_encoder, decoder) => take(decoder);
  };
  on(MESSAGE.saved, (decoder) => peer.saved.push(readSaved(decoder)));
  on(MESSAGE.refused, (decoder) => peer.refused.push(readRefused(decoder).id));
  on(MESSAGE.beacon, () => {});
  return peer;
}

const synced = ({ provider }: Peer): Promise<void> => {
  return new Promise((resolve) => {
    if (provider.synced) resolve();
    else provider.once("sync", () => resolve());
  });
};

/** Waits for events of the peers' documents and messages until it holds. */
async function until(holds: () => boolean, ...peers: Peer[]): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      for (const { doc, provider } of peers) {
        doc.once("update", () => resolve());
        provider.ws?.addEventListener("message", () => queueMicrotask(resolve), { once: true });
        provider.once("closed", () => resolve());
        provider.awareness.once("change", () => resolve());
      }
    });
  }
}

const words = ({ doc }: Peer, at: number): string => {
  return wordsOf(provisionOfY([...provisionElements(bodyOf(doc))][at] as Y.XmlElement));
};

function propose({ doc }: Peer, provision: number, at: number, text: string, bracket: string, option: string): void {
  const mark = { type: "proposed", attrs: { bracket, option, within: null } };
  const element = [...provisionElements(bodyOf(doc))][provision] as Y.XmlElement;
  (element.toArray()[0] as Y.XmlText).insert(at, text, { [markKey(mark)]: mark.attrs });
}

describe("y-websocket's provider", () => {
  test("two delegations work on one text, and a refusal ends for good", async () => {
    const [kaz, uzb, record] = [connect(KAZ), connect(UZB), connect(OBSERVER, "record")];
    await Promise.all([kaz, uzb, record].map(synced));
    propose(kaz, 2, 4, " new", "bk", "ok");
    propose(uzb, 2, 0, "Soon, ", "bu", "ou");
    await until(() => [kaz, uzb].every((peer) => words(peer, 2).startsWith("Soon, This new Agreement")), kaz, uzb);
    await until(() => kaz.saved.at(-1) === 2 && uzb.saved.at(-1) === 2, kaz, uzb);
    await until(() => readRecord(record.doc).options.ok?.owner === "KAZ", record);
    expect((await store.head(TEXT.id)).seq).toBe(3);

    kaz.provider.awareness.setLocalState({ cursor: { provision: "p1", anchor: 0, head: 2 } });
    const present = () => uzb.provider.awareness.getStates().get(kaz.doc.clientID);
    await until(() => present() !== undefined && present()?.cursor !== null, uzb);
    expect(present()).toMatchObject({ person: { party: "KAZ" }, cursor: { head: 2 } });

    const closed = new Promise<{ code: number }>((resolve) => kaz.provider.once("closed", resolve));
    bodyOf(kaz.doc).delete(0, 1);
    expect((await closed).code).toBe(CLOSE.refused);
    expect([kaz.refused, kaz.provider.shouldConnect]).toEqual([["others-words"], false]);
    expect(words(uzb, 0)).toBe("Each Party shallshould act in time.");

    const again = connect(KAZ);
    await synced(again);
    propose(again, 2, 0, "Not so ", "bk2", "ok2");
    await until(() => words(uzb, 2).startsWith("Not so Soon,") || words(uzb, 2).startsWith("Soon, Not so"), uzb);
    expect(errors).toEqual([]);
  });

  test("a message of 50 MB and random bytes end their socket only", async () => {
    const uzb = connect(UZB);
    await synced(uzb);
    for (const bytes of [Buffer.alloc(50 * 1024 * 1024), Buffer.from("not a message of ours")]) {
      const params = new URLSearchParams({ ...handshakeParams(4_242), person: KAZ.id });
      const socket = new WebSocket(`${address}/sync/${TEXT.id}?${params}`);
      socket.on("error", () => {});
      await once(socket, "open");
      socket.send(bytes);
      const [code] = await once(socket, "close");
      expect([1006, 1009, CLOSE.badRequest]).toContain(code);
    }
    propose(uzb, 1, 0, "Still ", "bs", "os");
    await until(() => uzb.saved.at(-1) === 2, uzb);
    expect(errors).toEqual([]);
  });
});
