import { Writable } from "node:stream";
import { CLOSE, handshakeParams, newLayerClient } from "@adref/protocol";
import { bodyOf, markKey, newWordsDoc } from "@adref/schema";
import * as decoding from "lib0/decoding";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { encodeSync } from "../src/rooms/frames.ts";
import { issueSecret } from "../src/sign-in/secrets.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";
import { LAYER } from "./layer-session.ts";
import { House } from "./rooms/house.ts";
import { CHAIR, KAZ, OBSERVER, SECRETARIAT, UZB } from "./rooms/negotiation.ts";

/** A word that nothing else holds. */
const SECRET = "ѮѮѮ";
const STRANGERS = ["uzb-1", "chair", "secretariat", "expert"];
/** People who have no layer at all. */
const WITHOUT = ["chair", "secretariat", "expert"];

describe("over the network", () => {
  let server: WholeServer;
  const logged: string[] = [];
  const heard: Buffer[] = [];

  beforeAll(async () => {
    const log = pino(
      { level: "trace" },
      new Writable({
        write(line, _, done) {
          logged.push(String(line));
          done();
        },
      }),
    );
    server = await wholeServer({ parts: { log } });
    await draft();
    const act = {
      type: "comment",
      comment: "c-private",
      provision: await provision(),
      quoted: "",
      answers: null,
    } as const;
    const answer = await server.ask("kaz-1", "POST", "/api/texts/fa~layer/acts", {
      key: "comment-key-1",
      act: { ...act, text: SECRET },
    });
    expect(answer.status).toBe(200);
  });
  afterAll(() => server.close());

  async function open(person: string, path: string, client = newLayerClient()): Promise<number | WebSocket> {
    const { secret } = await issueSecret(server.store, "token", person, Date.now());
    const query = new URLSearchParams({ ...handshakeParams(client), token: secret });
    const socket = new WebSocket(`${server.origin.replace("http", "ws")}${path}?${query}`);
    return new Promise((resolve, reject) => {
      socket.on("message", (data: Buffer) => {
        if (person !== "kaz-1") heard.push(Buffer.from(data));
        resolve(socket);
      });
      socket.on("open", () => socket.send(encodeSync(0, Y.encodeStateVector(new Y.Doc()))));
      socket.on("close", (code) => resolve(code));
      socket.on("error", reject);
    });
  }

  async function provision(): Promise<string> {
    const { doc } = (await (await server.ask("kaz-1", "GET", "/api/texts/fa/moments/now")).json()) as {
      doc: { content: { attrs: { id: string; kind: string } }[] };
    };
    return doc.content.find(({ attrs }) => attrs.kind === "article")?.attrs.id ?? "";
  }

  /** KAZ writes a private word, by hand over a real socket. */
  async function draft(): Promise<void> {
    const client = newLayerClient();
    const socket = (await open("kaz-1", "/sync/fa~layer", client)) as WebSocket;
    const doc = newWordsDoc();
    doc.clientID = client;
    const synced = new Promise<void>((resolve) => {
      socket.on("message", (data: Buffer) => {
        const decoder = decoding.createDecoder(new Uint8Array(data));
        if (decoding.readVarUint(decoder) !== 0) return;
        const part = decoding.readVarUint(decoder);
        if (part === 0) return;
        Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
        if (part === 1) resolve();
      });
    });
    socket.send(encodeSync(0, Y.encodeStateVector(doc)));
    await synced;
    const text = (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const mark = { type: "proposed", attrs: { bracket: "b-private", option: "o-private", within: null } };
    const before = Y.encodeStateVector(doc);
    doc.transact(() => text.insert(0, SECRET, { [markKey(mark)]: mark.attrs }));
    const saved = new Promise<void>((resolve, reject) => {
      socket.on("message", (data: Buffer) => {
        if (data[0] === 100) resolve();
      });
      socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    });
    socket.send(encodeSync(1, Y.encodeStateAsUpdate(doc, before)));
    await saved;
    socket.close();
  }

  test("who has no layer is told what anybody is told of a text that does not exist", async () => {
    for (const person of WITHOUT) {
      for (const kind of ["sync", "record"]) {
        const codes = [await open(person, `/${kind}/fa~layer`), await open(person, `/${kind}/nothing`, 7)];
        expect([person, kind, ...codes]).toEqual([person, kind, CLOSE.noSuchText, CLOSE.noSuchText]);
      }
      const asked = async (id: string) => {
        const view = await server.ask(person, "GET", `/api/texts/${id}`);
        const act = { key: "some-key-1234", act: { type: "table", options: ["o-private"] } };
        const acted = await server.ask(person, "POST", `/api/texts/${id}/acts`, act);
        return [view.status, await view.text(), acted.status, await acted.text()];
      };
      expect(await asked("fa~layer")).toEqual(await asked("nothing"));
    }
  });

  test("another party's people get a draft of their own, in which nothing of it is", async () => {
    const socket = await open("uzb-1", "/sync/fa~layer");
    expect(socket).toBeInstanceOf(WebSocket);
    const record = await open("uzb-1", "/record/fa~layer");
    expect(record).toBeInstanceOf(WebSocket);
    const act = (body: object) =>
      server.ask("uzb-1", "POST", "/api/texts/fa~layer/acts", { key: crypto.randomUUID(), act: body });
    const tabled = await act({ type: "table", options: ["o-private", "b-private"] });
    expect([tabled.status, ((await tabled.json()) as { refusal: { id: string } }).refusal.id]).toEqual([
      409,
      "no-such-option",
    ]);
    const discarded = await act({ type: "discard", options: ["o-private"] });
    expect(discarded.status).toBe(409);
    const edited = await act({ type: "edit-comment", comment: "c-private", text: "mine" });
    expect(((await edited.json()) as { refusal: { id: string } }).refusal.id).toBe("no-such-comment");
    (socket as WebSocket).close();
    (record as WebSocket).close();
  });

  test("no other spelling of an address leads to a draft", async () => {
    const ids = [
      "fa~KAZ",
      "fa~kaz",
      "fa~KAZ~layer",
      "fa~layer~layer",
      "fa%7EKAZ",
      "..%2Ffa~KAZ",
      "fa~layer%2F..%2Ffa~KAZ",
    ];
    for (const person of [...STRANGERS, "kaz-1"]) {
      for (const id of ids) {
        for (const path of [
          "",
          "/acts",
          "/timeline",
          "/moments/now",
          "/export?format=json",
          "/revisions",
          "/provenance?provision=p1",
        ]) {
          const method = path === "/acts" ? "POST" : "GET";
          const body = method === "POST" ? { key: "some-key-5678", act: { type: "issue" } } : undefined;
          const answer = await server.ask(person, method, `/api/texts/${id}${path}`, body);
          heard.push(Buffer.from(await answer.arrayBuffer()));
          expect([person, id, path, answer.status < 500 && answer.status >= 400]).toEqual([person, id, path, true]);
        }
        for (const kind of ["sync", "record"]) expect(typeof (await open(person, `/${kind}/${id}`))).toBe("number");
      }
    }
  });

  test("of a layer nothing is exported, compared or told, not even to its own people", async () => {
    for (const path of ["timeline", "moments/now", "export?format=json", "revisions", "compare?from=rev:0&to=now"]) {
      const answer = await server.ask("kaz-1", "GET", `/api/texts/fa~layer/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  test("nobody takes words down in a layer, or in the name of one", async () => {
    for (const party of ["KAZ", "KAZ~layer", "UZB"]) {
      const { secret } = await issueSecret(server.store, "token", "secretariat", Date.now());
      const at = (path: string, client: number) => {
        const query = new URLSearchParams({ ...handshakeParams(client), token: secret, for: party });
        const socket = new WebSocket(`${server.origin.replace("http", "ws")}${path}?${query}`);
        return new Promise((resolve) => {
          socket.on("close", resolve);
          socket.on("message", () => resolve("open"));
        });
      };
      expect(await at("/sync/fa~layer", newLayerClient())).toBe(CLOSE.noSuchText);
      if (party === "KAZ~layer") expect(await at("/sync/fa", 99)).not.toBe("open");
    }
  });

  test("and after all this nothing private is in what others were sent, in the text's own ledger, in papers or in logs", async () => {
    for (const person of STRANGERS) {
      for (const path of [
        "/api/negotiation",
        "/api/texts/fa",
        "/api/texts/fa/timeline",
        "/api/texts/fa/moments/now",
        "/api/texts/fa/export?format=json",
        "/api/texts/fa/export?format=html",
        "/api/status",
        "/metrics",
      ]) {
        heard.push(Buffer.from(await (await server.ask(person, "GET", path)).arrayBuffer()));
      }
    }
    const entries = await server.store.read("fa", 0, 1_000);
    const ledger = entries.flatMap(({ update, data }) => [Buffer.from(update), Buffer.from(JSON.stringify(data))]);
    const all = Buffer.concat([...heard, ...ledger, Buffer.from(logged.join("\n"))]);
    for (const secret of [SECRET, "o-private", "b-private", "c-private"])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
    // It is where it belongs.
    const stream = await server.store.read("fa~KAZ", 0, 1_000);
    expect(stream.some(({ update }) => Buffer.from(update).includes(SECRET))).toBe(true);
  });
});

describe("past the network", () => {
  test("rooms send away whom the network should never have let through", async () => {
    const house = await House.open();
    for (const person of [
      CHAIR,
      SECRETARIAT,
      OBSERVER,
      { ...KAZ, role: "observer" as const },
      { ...KAZ, party: null },
    ]) {
      const client = await house.join(person, newLayerClient(), house.rooms, LAYER);
      expect([person.id, client.closed, client.frames.length]).toEqual([person.id, CLOSE.noSuchText, 0]);
      const answer = await house.act(person, { type: "table", options: ["ox"] }, undefined, LAYER);
      expect(answer).toMatchObject({ accepted: false, refusal: { id: "not-your-act" } });
    }
  });

  test("only drafting, commenting and tabling are done in a layer, and tabling nowhere else", async () => {
    const house = await House.open();
    await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
    for (const act of [
      { type: "adopt", bracket: "b1", option: "o1" },
      { type: "status", provisions: ["p3"], status: "agreed-group" },
      { type: "issue" },
      { type: "restore", seq: 1, reason: "r" },
      { type: "invite", option: "o1", parties: ["UZB"] },
    ] as const) {
      const answer = await house.act(KAZ, act as never, undefined, LAYER);
      expect([act.type, answer]).toMatchObject([act.type, { accepted: false }]);
    }
    for (const type of ["table", "discard"] as const) {
      const answer = await house.act(UZB, { type, options: ["o2"] });
      expect(answer).toMatchObject({ accepted: false, refusal: { id: "not-your-act" } });
    }
    expect(house.store.ledgers.get("fa~KAZ") ?? []).toEqual([]);
    expect(house.store.ledgers.get("fa")).toHaveLength(1);
  });

  test("who writes in a layer cannot take a text's word for a private one", async () => {
    const house = await House.open();
    const draft = await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
    // One character deleted and put back: in a text that is passed over, here it would be private from then on.
    const text = draft.ytext("p3");
    draft.doc.transact(() => {
      text.delete(0, 1);
      text.insert(0, "T", {});
    });
    await house.settle();
    expect(draft.refusals.map(({ id }) => id)).toEqual(["churn"]);
  });

  test("an update of a layer is not taken by the text", async () => {
    const house = await House.open();
    const draft = await house.join(KAZ, newLayerClient(), house.rooms, LAYER);
    draft.propose("p3", 4, " secret", "bx", "ox");
    await house.settle();
    const kaz = await house.join(KAZ);
    Y.applyUpdate(kaz.doc, Y.encodeStateAsUpdate(draft.doc));
    await house.settle();
    expect(kaz.refusals.map(({ id }) => id)).toEqual(["foreign-client"]);
  });
});
