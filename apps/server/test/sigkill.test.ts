import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Act, handshakeParams, MESSAGE, readRefused, readSaved, SYNC } from "@adref/protocol";
import { bodyOf, provisionElements, provisionOfY, yAttributes } from "@adref/schema";
import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { loadSeed, readSeed } from "../src/load-seed.ts";
import { readPrefix } from "../src/rooms/replay.ts";
import { issueSecret } from "../src/sign-in/secrets.ts";
import { SqliteStore } from "../src/store/sqlite.ts";
import { adref, serving } from "./doubles/cli.ts";
import { DIRECTORY } from "./doubles/directory.ts";
import { Chance } from "./gate-support.ts";

/**
 * The server's process is killed at random moments while people write. Whatever anybody was told is saved must be there
 * when it is back; at the end the whole ledger must verify.
 */
const KILLS = 20;
const TEXT = DIRECTORY.texts[0] as (typeof DIRECTORY.texts)[number];
const WRITERS = ["kaz-1", "kaz-1", "uzb-1", "uzb-1"] as const;

/** What a writer typed, and how much of it was told to be saved. */
interface Writer {
  readonly client: number;
  readonly option: string;
  readonly typed: () => string;
  readonly saved: () => number;
  readonly refusals: readonly string[];
  stop(): void;
}

/** Types one character every few milliseconds into an option of its own, online or not, through a plain WebsocketProvider. */
function write(origin: string, token: string, nth: number): Writer {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  const option = `o-${nth}-${doc.clientID}`;
  const marks = yAttributes([{ type: "proposed", attrs: { bracket: `b-${option}`, option, within: null } }]);
  const refusals: string[] = [];
  let typed = "";
  let saved = 0;

  /** A socket that notes, for each numbered message, how much had been typed when it was sent. */
  class NotingSocket extends WebSocket {
    readonly lengths: number[] = [];
    override send(data: Uint8Array): void {
      const decoder = decoding.createDecoder(data);
      const isSync = decoding.readVarUint(decoder) === MESSAGE.sync;
      if (isSync && decoding.readVarUint(decoder) !== SYNC.step1) this.lengths.push(typed.length);
      super.send(data);
    }
  }
  const provider = new WebsocketProvider(`${origin.replace("http", "ws")}/sync`, TEXT.id, doc, {
    WebSocketPolyfill: NotingSocket as unknown as typeof globalThis.WebSocket,
    params: { ...handshakeParams(doc.clientID), token },
    disableBc: true,
    maxBackoffTime: 60,
  });
  provider.messageHandlers[MESSAGE.saved] = (_, decoder) => {
    const lengths = (provider.ws as unknown as NotingSocket).lengths;
    saved = Math.max(saved, lengths[readSaved(decoder) - 1] ?? 0);
  };
  provider.messageHandlers[MESSAGE.refused] = (_, decoder) => {
    refusals.push(JSON.stringify(readRefused(decoder)));
  };

  provider.messageHandlers[MESSAGE.beacon] = () => {};

  let begun: number | null = null;
  const timer = setInterval(() => {
    const provision = [...provisionElements(body)][nth % 3];
    if (!provision || refusals.length > 0) return;
    const text = provision.get(0) as Y.XmlText;
    const next = String.fromCharCode(97 + (typed.length % 26));
    const at = begun === null ? text.length : lastOf(text, option);
    begun ??= at;
    typed += next;
    text.insert(at, next, marks);
  }, 12);
  return {
    client: doc.clientID,
    option,
    typed: () => typed,
    saved: () => saved,
    refusals,
    stop: () => {
      clearInterval(timer);
      provider.destroy();
    },
  };
}

/** Where an option's words end in a text. */
function lastOf(text: Y.XmlText, option: string): number {
  let [at, end] = [0, 0];
  for (const part of text.toDelta() as { insert: string; attributes?: Record<string, { option?: string }> }[]) {
    at += part.insert.length;
    if (Object.values(part.attributes ?? {}).some((mark) => mark?.option === option)) end = at;
  }
  return end;
}

/** Takes and drops a stance, again and again; remembers the keys of acts that were accepted. */
function act(
  origin: string,
  token: string,
  target: string,
): { readonly accepted: Map<string, number>; stop(): Promise<void> } {
  const accepted = new Map<string, number>();
  let running = true;
  const work = async () => {
    for (let i = 0; running; i++) {
      const stance: Act = { type: "stance", target, stance: i % 2 === 0 ? "support" : "oppose" };
      const body = JSON.stringify({ key: `stance-key-${i}`, act: stance });
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(`${origin}/api/texts/${TEXT.id}/acts`, { method: "POST", headers, body })
        .then((response) => response.json() as Promise<{ accepted?: boolean; seq?: number }>)
        .catch(() => null);
      if (answer?.accepted && answer.seq) accepted.set(`stance-key-${i}`, answer.seq);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const done = work();
  return {
    accepted,
    stop: () => {
      running = false;
      return done;
    },
  };
}

const SOURCE = `%% adref: 1
%% title: A text
%% symbol: CARTIF/FA
%% body: wg1

# A text

1. Each Party [shall][KAZ: should] act.

2. Each Party may withdraw.
`;

/** A data folder with a small text, and a token for each writer. */
async function prepare(root: string): Promise<{ data: string; tokens: Map<string, string>; option: string }> {
  const folder = join(root, "seed");
  mkdirSync(folder);
  writeFileSync(join(folder, "fa.adref"), SOURCE);
  const texts = DIRECTORY.texts.map((text) => ({ ...text, file: "fa.adref" }));
  writeFileSync(join(folder, "negotiation.json"), JSON.stringify({ ...DIRECTORY, texts }));
  const data = join(root, "data");
  const store = SqliteStore.open(data);
  await loadSeed(store, await readSeed(folder), new Date());
  const tokens = new Map<string, string>();
  for (const { id } of DIRECTORY.people) tokens.set(id, (await issueSecret(store, "token", id, Date.now())).secret);
  const [option = ""] = Object.keys((await readPrefix(store, TEXT)).record.options);
  await store.close();
  return { data, tokens, option };
}

/** The words of each option, by its id, as the ledger says. */
async function ledgerWords(store: SqliteStore): Promise<Map<string, string>> {
  const { doc } = await readPrefix(store, TEXT);
  const words = new Map<string, string>();
  for (const element of provisionElements(bodyOf(doc))) {
    for (const run of provisionOfY(element).runs) {
      for (const { attrs } of run.marks) {
        if (attrs.option) words.set(attrs.option, (words.get(attrs.option) ?? "") + run.text);
      }
    }
  }
  return words;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const seed = Number(process.env.ADREF_TEST_SEED ?? Date.now() % 1_000_000);

test(`killed ${KILLS} times under writing people, it keeps all that it called saved (seed ${seed})`, async () => {
  const chance = new Chance(seed);
  const root = mkdtempSync(join(tmpdir(), "adref-kill-"));
  const { data, tokens, option } = await prepare(root);
  const args = ["--data", data, "--port", String(await freePort())];
  let server = await serving(args);
  const writers = WRITERS.map((person, nth) => write(server.origin, tokens.get(person) ?? "", nth));
  const acting = act(server.origin, tokens.get("uzb-1") ?? "", option);
  const store = SqliteStore.open(data);

  const check = async (when: string) => {
    const promised = writers.map((writer) => writer.saved());
    const keys = [...acting.accepted];
    const words = await ledgerWords(store);
    writers.forEach((writer, i) => {
      expect(writer.refusals, `refusals ${when}`).toEqual([]);
      const kept = words.get(writer.option) ?? "";
      expect(kept.slice(0, promised[i]), `${writer.option} ${when}`).toBe(writer.typed().slice(0, promised[i]));
    });
    for (const [key, seq] of keys)
      expect((await store.entryOfKey(TEXT.id, "uzb-1", key))?.seq, `${key} ${when}`).toBe(seq);
  };

  /** Waits for what a server that works brings about, however loaded the machine is. */
  const until = async (holds: () => boolean, what: string) => {
    for (const deadline = Date.now() + 30_000; !holds(); ) {
      expect(Date.now(), what).toBeLessThan(deadline);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const another = () => {
    const known = acting.accepted.size;
    return () => acting.accepted.size > known;
  };

  for (let kill = 1; kill <= KILLS; kill++) {
    await until(another(), `an act is accepted before kill ${kill}`);
    await new Promise((resolve) => setTimeout(resolve, chance.below(400)));
    await server.stop("SIGKILL");
    await check(`after kill ${kill}`);
    server = await serving(args);
  }
  const before = writers.map((writer) => writer.saved());
  const saved = () => writers.every((writer, i) => writer.saved() > Math.max(before[i] ?? 0, 100));
  await until(saved, "every writer is saved again after the last kill");
  await until(another(), "an act is accepted after the last kill");
  await acting.stop();
  for (const writer of writers) writer.stop();
  expect(await server.stop("SIGTERM")).toBe(0);
  await check("at the end");
  expect(Math.min(...writers.map((writer) => writer.saved()))).toBeGreaterThan(100);
  expect(acting.accepted.size).toBeGreaterThan(KILLS);
  await store.close();

  const verified = await adref(["verify", "--data", data]);
  expect([verified.code, verified.stderr]).toEqual([0, ""]);
  rmSync(root, { recursive: true });
}, 120_000);
