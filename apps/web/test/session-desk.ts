import type { Person, TextView } from "@adref/protocol";
import { docOfY, provisionElements, writeDoc, yAttributes } from "@adref/schema";
import { prop, treaty } from "@adref/schema/testing";
import "fake-indexeddb/auto";
import { afterEach, beforeEach } from "vitest";
import type * as Y from "yjs";
import { type OpenTextOptions, openTextSession } from "../src/sync/text-session.ts";
import type { TextSession } from "../src/sync/types.ts";
import { FakeServer } from "./fake-server.ts";

/** A desk for tests of the session: a fresh text on a fresh server in the same process for each test. */
export const KAZ: Person = { id: "aizhan", name: "Aizhan", role: "delegation", party: "KAZ", bodies: [], names: true };
let texts = 0;
export let text: TextView;
export let server: FakeServer;
let open: TextSession[] = [];

beforeEach(() => {
  server = new FakeServer();
  text = { id: `t${++texts}`, title: "Framework Agreement" } as TextView;
  const { doc } = treaty(prop("p1", "Each Party shall act."), prop("p2", "Nothing else."));
  writeDoc(server.words.getXmlFragment("body"), doc);
});

afterEach(() => {
  for (const session of open) session.destroy();
  open = [];
});

export function session(options: Partial<OpenTextOptions> = {}): TextSession {
  const opened = openTextSession({
    text,
    me: KAZ,
    serverUrl: "http://venue",
    WebSocket: server.WebSocket,
    batchDelay: 0,
    ...options,
  });
  open.push(opened);
  return opened;
}

export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    await server.pump();
    if (holds()) return;
  }
  throw new Error(`Never came: ${what}`);
}

export const online = (opened: TextSession) => until("online", () => opened.getState().connection === "online");
export const saved = (opened: TextSession) => until("saved", () => opened.getState().save.kind === "saved");

/** Writes into a provision as the editor would: a proposal of KAZ. */
export function propose(opened: TextSession, provision: string, at: number, words: string, ids = ["b1", "o1"]): void {
  const [bracket = "", option = ""] = ids;
  const { doc, body } = opened.words();
  for (const element of provisionElements(body)) {
    if (element.getAttribute("id") !== provision) continue;
    const marks = yAttributes([{ type: "proposed", attrs: { bracket, option, within: null } }]);
    doc.transact(() => (element.get(0) as Y.XmlText).insert(at, words, marks));
  }
}

export function contest(opened: TextSession, provision: string, from: number, to: number, bracket: string): void {
  for (const element of provisionElements(opened.words().body)) {
    if (element.getAttribute("id") !== provision) continue;
    (element.get(0) as Y.XmlText).format(from, to - from, yAttributes([{ type: "contested", attrs: { bracket } }]));
  }
}

export const wordsOf = (doc: Y.Doc) =>
  docOfY(doc.getXmlFragment("body")).textBetween(0, docOfY(doc.getXmlFragment("body")).content.size, "|");
export const refusal = {
  id: "locked",
  sentence: "Article 1 is agreed ad referendum; ask the chair to reopen it.",
  provision: "p1",
};
