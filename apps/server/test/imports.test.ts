import { readdirSync } from "node:fs";
import { ins, p, r, wordFile } from "@adref/exchange/testing";
import type { ApiError, ImportedText, ImportView, NegotiationView, TextSummary, TextView } from "@adref/protocol";
import { provisionsOf, schema } from "@adref/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { standingOf } from "../src/negotiation/stream.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";

let server: WholeServer;
let clock = Date.parse("2026-11-25T10:00:00.000Z");
beforeAll(async () => {
  server = await wholeServer({
    limits: { importBytes: 300_000 },
    parts: { now: () => clock, importLimits: { answerWithin: 60_000 } },
  });
});
afterAll(() => server.close());

const DRAFT = `#### Article 1. Transit

1. Each Party [shall][UZB: may] let goods pass [within [three][KAZ: five] days].
`;

const bytes = (words: string) => new TextEncoder().encode(words);
const bring = (body: unknown, name = "draft.txt", person: string | null = "secretariat", origin = server) =>
  origin.ask(person, "POST", `/api/imports?name=${encodeURIComponent(name)}`, body);
const brought = async (words: string, name?: string) => (await (await bring(bytes(words), name)).json()) as ImportView;
const errorOf = async (response: Response) => ((await response.json()) as ApiError).error;
const viewOf = async (id: string) =>
  (await (await server.ask("secretariat", "GET", `/api/imports/${id}`)).json()) as ImportView;
const accept = (id: string, title = "Transit Protocol", person = "secretariat") => {
  // No two texts have one symbol.
  const symbol = title === "Transit Protocol" ? "CARTIF/TP" : `CARTIF/${id}`;
  return server.ask(person, "POST", `/api/imports/${id}/accept`, { title, symbol, body: "wg1" });
};

test("whose the changes of a Word author are is asked once: a party's, nobody's, or simply made", async () => {
  const word = wordFile(
    p(`${r("Each Party ")}${ins("A. Person", "promptly ")}${ins("The pen", "publishes")}${r(" it.")}`),
  );
  const first = (await (await bring(word, "a.docx")).json()) as ImportView;
  expect(first.result?.authors.map(({ name, from }) => [name, from])).toEqual([
    ["A. Person", "unknown"],
    ["The pen", "unknown"],
  ]);
  const authors = { "A. Person": "KAZ", "The pen": "standing" };
  const said = await server.ask("secretariat", "PUT", `/api/imports/${first.id}/settings`, { authors });
  const view = (await said.json()) as ImportView;
  expect(view.result?.report.read.options).toBe(1);
  expect((await accept(view.id, "Once asked")).status).toBe(200);
  const second = (await (await bring(word, "b.docx")).json()) as ImportView;
  expect(second.result?.authors).toMatchObject([
    { name: "A. Person", party: "KAZ", standing: false, from: "remembered" },
    { name: "The pen", party: null, standing: true, from: "remembered" },
  ]);
});

test("a finding names the provision in which it stands", async () => {
  const view = await brought(`${DRAFT}\n2. It shall do so [promptly.\n\n3. It tells the others.\n`);
  const text = (await (await server.ask("secretariat", "GET", `/api/imports/${view.id}/text`)).json()) as ImportedText;
  const [finding] = view.result?.report.findings ?? [];
  const words = provisionsOf(schema.nodeFromJSON(text.doc)).find(({ node }) => node.attrs.id === finding?.provision);
  expect(words?.node.textContent).toContain("do so");
});

describe("a file comes in", () => {
  test("it is read, shown, accepted, and stands in everybody's negotiation", async () => {
    const view = await brought(DRAFT);
    expect(view).toMatchObject({
      name: "draft.txt",
      size: DRAFT.length,
      state: "ready",
      done: 1,
      refusal: null,
      text: null,
      by: "secretariat",
    });
    expect(view.result).toMatchObject({ format: "txt", report: { read: { provisions: 2, brackets: 3, options: 2 } } });
    expect(view.result?.preview[1]?.words).toContain("[shall][UZB: may]");

    const text = (await (
      await server.ask("secretariat", "GET", `/api/imports/${view.id}/text`)
    ).json()) as ImportedText;
    expect(schema.nodeFromJSON(text.doc).textContent).toContain("let goods pass");
    expect(
      Object.values(text.record.options)
        .map(({ owner }) => owner)
        .sort(),
    ).toEqual(["KAZ", "UZB"]);

    const summary = (await (await accept(view.id)).json()) as TextSummary;
    expect(summary).toMatchObject({
      id: "transit-protocol",
      title: "Transit Protocol",
      symbol: "CARTIF/TP",
      body: "wg1",
      provisions: 2,
      openBrackets: 3,
      seq: 1,
      revision: { number: 0, by: "Name of secretariat" },
    });
    const seen = (await (await server.ask("kaz-1", "GET", "/api/negotiation")).json()) as NegotiationView;
    expect(seen.texts.map(({ id }) => id)).toContain("transit-protocol");
    const [entry] = await server.store.read("transit-protocol", 0, 1);
    expect(entry).toMatchObject({
      kind: "import",
      person: "secretariat",
      data: { file: { name: "draft.txt", hash: view.hash } },
    });
  });

  test("accepting again gives the same text, and verify finds nothing wrong with it", async () => {
    const view = await brought(DRAFT);
    const answers = await Promise.all([accept(view.id, "Twice"), accept(view.id, "Twice")]);
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as TextSummary).id));
    expect(ids).toEqual(["twice", "twice"]);
    const later = (await (await accept(view.id, "Another name")).json()) as TextSummary;
    expect(later).toMatchObject({ id: "twice", title: "Twice" });
    const directory = (await standingOf(server.store))?.directory;
    const text = directory?.texts.find(({ id }) => id === "twice");
    if (!directory || !text) throw new Error("The text is not listed");
    expect((await server.store.head("twice")).seq).toBe(1);
    expect((await verifyText(server.store, text, directory)).finding).toBeNull();
    const settled = await server.ask("secretariat", "PUT", `/api/imports/${view.id}/settings`, {});
    expect([settled.status, (await errorOf(settled)).id]).toEqual([409, "already-accepted"]);
  });

  test("two files of one title become two texts", async () => {
    const [one, other] = [await brought(DRAFT), await brought(DRAFT)];
    const made = await Promise.all([accept(one.id, "Café / Кафе"), accept(other.id, "Café / Кафе")]);
    const ids = await Promise.all(made.map(async (answer) => ((await answer.json()) as TextSummary).id));
    expect(ids.sort()).toEqual(["cafe", "cafe-2"]);
  });

  test("no two texts have one symbol", async () => {
    const { id } = await brought(DRAFT);
    const ask = (symbol: string) =>
      server.ask("secretariat", "POST", `/api/imports/${id}/accept`, { title: "Another", symbol, body: "wg1" });
    const { symbol = "" } = (await standingOf(server.store))?.directory.texts[0] ?? {};
    const refused = await ask(symbol);
    expect([refused.status, (await errorOf(refused)).id]).toEqual([409, "symbol-taken"]);
    expect((await ask("CARTIF/OTHER")).status).toBe(200);
  });

  test("settings read it again; what is not understood is said", async () => {
    const view = await brought("The Parties [a / b] act.\n");
    const again = await server.ask("secretariat", "PUT", `/api/imports/${view.id}/settings`, {
      reading: { source: "draft", slashes: "spaced" },
    });
    const read = (await again.json()) as ImportView;
    expect(read.settings).toEqual({ reading: { source: "draft", slashes: "spaced" } });
    expect(read.state).toBe("ready");
    for (const bad of [{ reading: { slashes: "maybe" } }, { colour: "red" }, { authors: { A: "kaz" } }, []]) {
      const refused = await server.ask("secretariat", "PUT", `/api/imports/${view.id}/settings`, bad);
      expect([refused.status, (await errorOf(refused)).id]).toEqual([400, "bad-import"]);
    }
  });

  test("a reload of the page finds it, and forgetting it forgets it", async () => {
    const view = await brought(DRAFT, "kept.txt");
    const listed = (await (await server.ask("secretariat", "GET", "/api/imports")).json()) as ImportView[];
    expect(listed.find(({ id }) => id === view.id)).toMatchObject({ name: "kept.txt", state: "ready", result: null });
    expect(await viewOf(view.id)).toEqual(view);
    expect((await server.ask("secretariat", "DELETE", `/api/imports/${view.id}`)).status).toBe(200);
    expect((await server.ask("secretariat", "GET", `/api/imports/${view.id}`)).status).toBe(404);
    expect((await server.ask("secretariat", "DELETE", `/api/imports/${view.id}`)).status).toBe(404);
  });

  test("it is forgotten when its days are over", async () => {
    const view = await brought(DRAFT);
    clock += 8 * 24 * 3_600_000;
    const gone = await server.ask("secretariat", "GET", `/api/imports/${view.id}/text`);
    expect([gone.status, (await errorOf(gone)).id]).toEqual([404, "no-such-import"]);
    expect((await accept(view.id)).status).toBe(404);
  });
});

describe("who may", () => {
  const routes = (id: string) =>
    [
      ["POST", "/api/imports?name=x.txt"],
      ["GET", "/api/imports"],
      ["GET", `/api/imports/${id}`],
      ["PUT", `/api/imports/${id}/settings`],
      ["GET", `/api/imports/${id}/text`],
      ["POST", `/api/imports/${id}/accept`],
      ["DELETE", `/api/imports/${id}`],
    ] as const;

  test.each([null, "kaz-1", "chair", "expert"])("%s may not do anything with files", async (person) => {
    const { id } = await brought(DRAFT);
    const status = person === null ? 401 : 403;
    for (const [method, path] of routes(id)) {
      const body = method === "GET" || method === "DELETE" ? undefined : {};
      const init = { headers: { origin: server.origin } };
      expect((await server.ask(person, method, path, body, init)).status, `${method} ${path}`).toBe(status);
    }
    expect((await viewOf(id)).state).toBe("ready");
  });

  test("ids that were never given lead nowhere, whatever they are made of", async () => {
    for (const id of ["x", "..%2F..%2Fadref.sqlite", "a".repeat(32), "%00", "__proto__"]) {
      const answer = await server.ask("secretariat", "GET", `/api/imports/${id}/text`);
      expect(answer.status, id).toBe(404);
    }
  });
});

describe("what cannot be taken in", () => {
  test("too large, told before it is sent and while it is sent", async () => {
    const large = new Uint8Array(400_000);
    const told = await bring(large);
    expect([told.status, await errorOf(told)]).toEqual([
      413,
      { id: "too-large", sentence: expect.stringMatching(/0\.3 MB.*this file has 1 MB/) },
    ]);
    const pieces = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 8; i++) controller.enqueue(new Uint8Array(50_000));
        controller.close();
      },
    });
    const streamed = await server.ask("secretariat", "POST", "/api/imports?name=x.txt", pieces, {
      duplex: "half",
    } as RequestInit);
    expect([streamed.status, (await errorOf(streamed)).id]).toEqual([413, "too-large"]);
  });

  test("empty, nameless, of no known kind", async () => {
    const empty = await bring(new Uint8Array(0));
    expect([empty.status, (await errorOf(empty)).id]).toEqual([400, "empty-file"]);
    expect((await server.ask("secretariat", "POST", "/api/imports", bytes("x"))).status).toBe(400);
    const picture = (await (await bring(bytes("GIF89a"), "map.gif")).json()) as ImportView;
    expect(picture).toMatchObject({ state: "refused", refusal: { id: "unknown-format" }, result: null });
    expect((await accept(picture.id)).status).toBe(409);
    expect((await server.ask("secretariat", "GET", `/api/imports/${picture.id}/text`)).status).toBe(409);
  });

  test("a body that is none of the negotiation's", async () => {
    const { id } = await brought(DRAFT);
    const answer = await server.ask("secretariat", "POST", `/api/imports/${id}/accept`, {
      title: "T",
      symbol: "S",
      body: "wg9",
    });
    expect([answer.status, (await errorOf(answer)).id]).toEqual([400, "bad-import"]);
  });

  test("a sender who goes away leaves nothing", async () => {
    const files = () => readdirSync(`${server.data}/imports`).length;
    const before = files();
    const gone = new AbortController();
    const endless = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(10_000)),
      pull: () => new Promise(() => {}),
    });
    const init = { duplex: "half", signal: gone.signal } as RequestInit;
    const sent = server.ask("secretariat", "POST", "/api/imports?name=x.txt", endless, init);
    await expect.poll(files, { interval: 5 }).toBe(before + 1);
    gone.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(files, { interval: 5 }).toBe(before);
  });
});

test("a text that came in is worked on like any other", async () => {
  const view = await brought(DRAFT);
  const { id } = (await (await accept(view.id, "Worked on")).json()) as TextSummary;
  const text = (await (await server.ask("uzb-1", "GET", `/api/texts/${id}`)).json()) as TextView;
  expect(text.revisions).toHaveLength(1);
  const { record } = (await (
    await server.ask("secretariat", "GET", `/api/imports/${view.id}/text`)
  ).json()) as ImportedText;
  const [target] = Object.keys(record.options);
  const stance = await server.ask("uzb-1", "POST", `/api/texts/${id}/acts`, {
    key: "key-00000001",
    act: { type: "stance", target, stance: "support" },
  });
  expect(await stance.json()).toEqual({ accepted: true, seq: 2 });
});
