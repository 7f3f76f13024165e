import { HeadlessEditor } from "@adref/binding/testing";
import { proposeChange } from "@adref/brackets";
import type { ActAnswer, Session, TextView } from "@adref/protocol";
import { canonicalWords, provisionsOf } from "@adref/schema";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { authorOf } from "../src/editor/author-of.ts";
import { claimedBy } from "../src/editor/claims.ts";
import { memoryStore } from "../src/sync/device-store.ts";
import { openTextSession } from "../src/sync/text-session.ts";
import type { TextSession } from "../src/sync/types.ts";
import { type RealServer, startServer } from "./real-server.ts";

/** The session against a real server: what is said, refused and kept. Editors have no screen here. */
const TEXT = "framework-agreement";
let server: RealServer;
const tokens = new Map<string, string>();
const opened: { destroy(): void }[] = [];

const api = async <T>(path: string, token: string): Promise<T> =>
  (await (await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).json()) as T;

beforeAll(async () => {
  server = await startServer();
  for (const person of ["kaz-1", "uzb-1", "mng-1", "chair-wg1"]) tokens.set(person, server.token(person));
}, 60_000);
afterEach(() => {
  for (const one of opened.splice(0)) one.destroy();
});
afterAll(() => server?.stop());

interface Participant {
  readonly session: TextSession;
  readonly editor: () => HeadlessEditor;
  /** Cuts the network, or mends it. */
  online(on: boolean): void;
}

async function enter(id: string): Promise<Participant> {
  const token = tokens.get(id) as string;
  const { person } = await api<Session>("/api/session", token);
  const text = await api<TextView>(`/api/texts/${TEXT}`, token);
  let up = true;
  const sockets = new Set<WebSocket>();
  class TokenSocket extends WebSocket {
    constructor(url: string) {
      super(up ? url : "ws://127.0.0.1:9/", { headers: { authorization: `Bearer ${token}` } } as unknown as string);
      sockets.add(this);
    }
  }
  const session = openTextSession({
    text,
    me: person,
    serverUrl: server.url,
    WebSocket: TokenSocket as unknown as typeof WebSocket,
    openStore: async () => memoryStore(),
    openPersistence: null,
    postAct: async (request) => {
      if (!up) throw new TypeError("offline");
      const response = await fetch(`${server.url}/api/texts/${TEXT}/acts`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      return (await response.json()) as ActAnswer;
    },
  });
  opened.push(session);
  await until(`${id} is online`, () => session.getState().connection === "online");
  await until(`${id} knows the record`, () => Object.keys(session.getState().record.options).length > 0);
  let editor: HeadlessEditor | null = null;
  let epoch = -1;
  return {
    session,
    editor: () => {
      const words = session.words();
      if (!editor || words.epoch !== epoch) {
        editor?.destroy();
        epoch = words.epoch;
        editor = new HeadlessEditor(words.doc, {
          rewrite: (state, tr) => {
            const author = authorOf(session);
            if (!author) return null;
            const proposed = proposeChange(state, tr, author);
            if (proposed.refused) return null;
            session.claim(
              claimedBy(
                proposed.tr,
                { brackets: new Map(), order: [], byProvision: new Map() },
                session.getState().record,
              ),
            );
            // The words first: an act waits for those that are written when it is made.
            queueMicrotask(() => {
              for (const act of proposed.acts) session.actAfterWords(act);
            });
            return proposed.tr;
          },
        });
      }
      return editor;
    },
    online: (on) => {
      up = on;
      if (!on) for (const socket of sockets) socket.close();
    },
  };
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Types words after the first occurrence of others, as a person would. Gives the provision's id. */
function type({ editor }: Participant, after: string, words: string): string {
  for (const { node, pos } of provisionsOf(editor().state.doc)) {
    const at = node.textContent.indexOf(after);
    if (at < 0) continue;
    editor().dispatch(editor().state.tr.insertText(words, pos + 1 + at + after.length));
    return node.attrs.id;
  }
  throw new Error(`No provision says “${after}”`);
}

const saved = (who: Participant) => until("saved", () => who.session.getState().save.kind === "saved");
const words = (who: Participant) => canonicalWords(who.session.words().body);
const says = (who: Participant, text: string) => words(who).includes(text);

test("two delegations write into one paragraph at once: both are saved, named and the same everywhere", async () => {
  const [kaz, uzb] = await Promise.all([enter("kaz-1"), enter("uzb-1")]);
  const provision = type(kaz, "HAVE AGREED", " hereby");
  type(uzb, "HAVE AGREED as", " well as follows");
  await Promise.all([saved(kaz), saved(uzb)]);
  await until("both have both", () => says(kaz, "well as") && says(uzb, "hereby") && words(kaz) === words(uzb));
  const owners = () => [...kaz.session.claimed].map((id) => uzb.session.getState().record.options[id]?.owner ?? null);
  await until("named", () => owners().includes("KAZ"));
  expect(kaz.session.words().epoch + uzb.session.words().epoch).toBe(0);
  uzb.session.showCursor({ provision, anchor: 3, head: 3 });
  await until("present", () => kaz.session.getState().presence[0]?.cursor?.head === 3);
  expect(kaz.session.getState().presence).toMatchObject([{ party: "UZB", cursor: { provision } }]);
});

test("what UZB writes offline into a provision that is agreed meanwhile comes back to its tray, word by word", async () => {
  const [chair, uzb, kaz] = await Promise.all([enter("chair-wg1"), enter("uzb-1"), enter("kaz-1")]);
  const { record } = chair.session.getState();
  const open = provisionsOf(kaz.editor().state.doc).find(
    ({ node }) =>
      !record.statuses[node.attrs.id] &&
      node.attrs.kind === "paragraph" &&
      node.content.childCount === 1 &&
      node.firstChild?.marks.length === 0 &&
      node.textContent.includes(" the "),
  );
  const provision = open?.node.attrs.id as string;
  const unique = open?.node.textContent.slice(0, 30) as string;
  uzb.online(false);
  await until("offline", () => uzb.session.getState().connection === "offline");
  type(uzb, unique, " [UZB's own words]");
  expect(uzb.session.getState().save).toEqual({ kind: "offline", changes: 1 });
  const agreed = await chair.session.act({ type: "status", provisions: [provision], status: "agreed-adref" });
  expect(agreed).toMatchObject({ accepted: true });
  uzb.online(true);
  await until("refused", () => uzb.session.getState().tray.length === 1);
  await until("online again", () => uzb.session.getState().connection === "online");
  expect(uzb.session.getState().tray).toMatchObject([
    { words: " [UZB's own words]", provision, reason: { id: "locked" } },
  ]);
  expect(says(uzb, "UZB's own words")).toBe(false);
  await until("the same", () => words(uzb) === words(kaz));
  const piece = uzb.session.getState().tray[0]?.id as string;
  await until("locked here, too", () => uzb.session.getState().record.statuses[provision] !== undefined);
  expect(uzb.session.retable(piece)).toBe(false);
  const reason = "Uzbekistan asked for it.";
  expect(await chair.session.act({ type: "reopen", provisions: [provision], reason })).toMatchObject({
    accepted: true,
  });
  await until("open here, too", () => uzb.session.getState().record.statuses[provision]?.status !== "agreed-adref");
  expect(uzb.session.retable(piece)).toBe(true);
  await saved(uzb);
  await until("tabled", () => says(kaz, "UZB's own words"));
});

test("a deletion brings its stance with it, and a stance made offline arrives later", async () => {
  const [kaz, mng] = await Promise.all([enter("kaz-1"), enter("mng-1")]);
  const target = provisionsOf(kaz.editor().state.doc).find(
    ({ node }) =>
      !kaz.session.getState().record.statuses[node.attrs.id] &&
      node.content.childCount === 1 &&
      node.textContent.length > 80,
  );
  const from = (target?.pos ?? 0) + 11;
  kaz.editor().dispatch(kaz.editor().state.tr.delete(from, from + 9));
  await saved(kaz);
  const bracket = () =>
    [...kaz.session.claimed].find((id) => mng.session.getState().record.brackets[id]?.owner === "KAZ");
  await until("bracketed", () => bracket() !== undefined);
  await until("stance", () => mng.session.getState().record.stances[bracket() as string]?.KAZ?.stance === "delete");
  mng.online(false);
  await until("offline", () => mng.session.getState().connection === "offline");
  const outcome = await mng.session.act({ type: "stance", target: bracket() as string, stance: "retain" });
  expect(outcome).toEqual({ accepted: "kept" });
  mng.online(true);
  await until("retain", () => kaz.session.getState().record.stances[bracket() as string]?.MNG?.stance === "retain");
});
