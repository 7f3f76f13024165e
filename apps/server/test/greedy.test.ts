import { type ApiError, exportPath } from "@adref/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_PAPERS } from "../src/exports/papers.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";

/** People who are let in, and who want more than is theirs: to know, or of the server. */
let server: WholeServer;
beforeAll(async () => {
  server = await wholeServer({ parts: { importLimits: { most: 2 } } });
  const acts = [
    ["kaz-1", { type: "stance", target: "b2", stance: "retain" }],
    ["secretariat", { type: "issue" }],
    ["secretariat", { type: "name-moment", moment: "m1", seq: 2, name: "What KAZ retained" }],
  ] as const;
  for (const [i, [person, act]] of acts.entries()) {
    const answer = await server.ask(person, "POST", "/api/texts/fa/acts", { key: `greedy-key-${i}`, act });
    expect(answer.status).toBe(200);
  }
});
afterAll(() => server.close());

const idOf = async (answer: Response) => ((await answer.json()) as ApiError).error.id;

describe("somebody from whom names are withheld", () => {
  const paths = [
    "/api/negotiation",
    ...["", "/revisions", "/timeline", "/moments/now", "/moments/seq:2", "/moments/rev:1", "/moments/moment:m1"].map(
      (path) => `/api/texts/fa${path}`,
    ),
    "/api/texts/fa/compare?from=rev:0&to=seq:2",
    "/api/texts/fa/provenance?provision=p2&at=seq:2",
  ];

  test.each(paths)("%s tells no hash of an entry, by which its author could be tried out", async (path) => {
    const hashes = (await server.store.read("fa", 0, 100)).map(({ hash }) => hash);
    expect(hashes.length).toBe(4);
    const answer = await server.ask("expert", "GET", path);
    expect(answer.status).toBe(200);
    const words = await answer.text();
    expect(hashes.filter((hash) => words.includes(hash))).toEqual([]);
  });

  test("others are told them", async () => {
    const [, second] = await server.store.read("fa", 0, 2);
    const answer = await server.ask("kaz-1", "GET", "/api/texts/fa/moments/seq:2");
    expect(await answer.json()).toMatchObject({ entryHash: second?.hash });
  });
});

test("who asks for many papers at once gets some of them, and others wait for none of the rest", async () => {
  const asked = Array.from({ length: 4 * MOST_PAPERS }, () =>
    server.ask("kaz-1", "GET", exportPath("fa", { format: "docx" })),
  );
  const other = server.ask("uzb-1", "GET", exportPath("fa", { format: "txt" }));
  const answers = await Promise.all(asked);
  expect((await other).status).toBe(200);
  const done = answers.filter(({ status }) => status === 200);
  expect(done.length).toBeGreaterThanOrEqual(MOST_PAPERS);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(await Promise.all(refused.map(idOf)))).toEqual(new Set(["too-many-requests"]));
  expect((await server.ask("kaz-1", "GET", exportPath("fa", { format: "txt" }))).status).toBe(200);
});

test("a paper that is shown as a page loads, sends and runs nothing, and stands in no frame", async () => {
  const page = await server.ask("kaz-1", "GET", exportPath("fa", { format: "html", as: "page" }));
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy.split("; ").sort()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "style-src 'unsafe-inline'",
  ]);
});

test("files that are on their way count: nobody fills the disk with uploads that never end", async () => {
  const ends: (() => void)[] = [];
  const slow = () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("1. Each Party acts.\n"));
        ends.push(() => controller.close());
      },
    });
    const init = { body, duplex: "half" } as RequestInit;
    return server.ask("secretariat", "POST", "/api/imports?name=slow.txt", undefined, init);
  };
  const uploads = [slow(), slow(), slow()];
  const refused = await Promise.race(uploads);
  expect([refused.status, await idOf(refused)]).toEqual([409, "too-many-imports"]);
  for (const end of ends) end();
  const statuses = (await Promise.all(uploads)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 200, 409]);
});

test("an upload whose network was pulled out gives its place up", async () => {
  const other = await wholeServer({ parts: { importLimits: { most: 1, arrival: 300 } } });
  try {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([65])) });
    const init = { body, duplex: "half" } as RequestInit;
    const stuck = other.ask("secretariat", "POST", "/api/imports?name=stuck.txt", undefined, init);
    const ended = await stuck.then(
      ({ status }) => status,
      () => "cut off",
    );
    expect(ended).not.toBe(200);
    const words = new TextEncoder().encode("1. Each Party acts.");
    const next = async () => (await other.ask("secretariat", "POST", "/api/imports?name=a.txt", words)).status;
    await expect.poll(next).toBe(200);
  } finally {
    await other.close();
  }
});
