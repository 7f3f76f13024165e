import type { SeenMark, SeenMarks } from "@adref/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "./doubles/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const entry = (day: number) => ({
    ...{ kind: "words" as const, update: new Uint8Array(), data: {}, party: "KAZ", person: "kaz-1" },
    at: `2026-11-2${day}T10:00:00.000Z`,
  });
  await server.store.append("fa", 0, [entry(1), entry(2), entry(3)]);
  const { value, revisions } = server.rooms;
  server.rooms.snapshot = async () => ({ value, revisions, seq: 3 });
});
afterAll(() => server.close());

const ask = async (person: string, path: string, body?: unknown) => {
  const headers = { authorization: `Bearer ${await server.token(person)}`, "content-type": "application/json" };
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(server.origin + path, { headers, ...sent });
  return { status: response.status, body: (await response.json()) as unknown };
};

test("what a person has seen is remembered for that person, and only moves on", async () => {
  expect((await ask("kaz-1", "/api/seen")).body).toEqual({});
  const second: SeenMark = { seq: 2, at: "2026-11-22T10:00:00.000Z" };
  expect((await ask("kaz-1", "/api/texts/fa/seen", { seq: 2 })).body).toEqual(second);
  const mark: SeenMark = { seq: 3, at: "2026-11-23T10:00:00.000Z" };
  expect((await ask("kaz-1", "/api/texts/fa/seen", {})).body).toEqual(mark);
  expect((await ask("kaz-1", "/api/texts/fa/seen", { seq: 1 })).body).toEqual(mark);
  expect((await ask("kaz-1", "/api/texts/fa/seen", { seq: 9_999_999 })).body).toEqual(mark);
  expect(((await ask("kaz-1", "/api/seen")).body as SeenMarks).fa).toEqual(mark);
  expect((await ask("expert", "/api/seen")).body).toEqual({});
});

test("a mark that is none, or of a text that is none, is refused", async () => {
  for (const seq of [0, -1, 1.5, "1"]) expect((await ask("kaz-1", "/api/texts/fa/seen", { seq })).status).toBe(400);
  expect((await ask("kaz-1", "/api/texts/nowhere/seen", {})).status).toBe(404);
  expect((await fetch(`${server.origin}/api/seen`)).status).toBe(401);
});
