import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import type { ImportedText, Person } from "@adref/protocol";
import { schema } from "@adref/schema";
import { afterEach, expect, test } from "vitest";
import type { RequestError } from "../src/errors.ts";
import { IMPORT_LIMITS, Imports } from "../src/imports/imports.ts";
import { LiveDirectory } from "../src/live-directory.ts";
import { SqliteStore } from "../src/store/sqlite.ts";
import { DIRECTORY } from "./doubles/directory.ts";

const DRAFT = "1. Each Party [shall][UZB: may] let goods pass.\n";

const SECRETARY = DIRECTORY.people.find(({ role }) => role === "secretariat") as Person;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Imports without a server round them, on a store of their own. */
async function bench() {
  const data = mkdtempSync(join(tmpdir(), "adref-imports-"));
  const store = SqliteStore.open(data);
  await store.saveDirectory(DIRECTORY);
  const folder = join(data, "imports");
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const imports = new Imports({
    folder,
    store,
    directory: new LiveDirectory(store, DIRECTORY),
    log: silent,
    limits: { ...IMPORT_LIMITS, answerWithin: 60_000 },
  });
  closers.push(async () => {
    await imports.close();
    await store.close();
    rmSync(data, { recursive: true });
  });
  return { imports, sizes: () => readdirSync(folder).map((name) => statSync(join(folder, name)).size) };
}

const fileOf = (words: string) => Readable.from([Buffer.from(words)]);

test("a file that takes long to arrive is not swept away meanwhile", async () => {
  const { imports, sizes } = await bench();
  const slow = new PassThrough();
  slow.write(DRAFT);
  const coming = imports.begin(SECRETARY, "slow.txt", slow, null);
  await expect.poll(sizes, { interval: 5 }).toEqual([DRAFT.length]);
  await imports.sweep();
  slow.end();
  expect(await coming).toMatchObject({ state: "ready", size: DRAFT.length });
});

test("a file that is read anew while it is accepted does not become a second text", async () => {
  const { imports } = await bench();
  const { id } = await imports.begin(SECRETARY, "draft.txt", fileOf(DRAFT), null);
  const asked = { title: "Once only", symbol: "S", body: "wg1" };
  const made = imports.accept(id, SECRETARY, asked);
  const changed = imports.change(id, { reading: { source: "draft" } }).catch((error: RequestError) => error.id);
  expect([(await made).id, await changed]).toEqual(["once-only", "already-accepted"]);
  expect((await imports.accept(id, SECRETARY, { ...asked, title: "Again" })).id).toBe("once-only");
});

test("of two readings at once the later one counts, in the words as in the settings", async () => {
  const { imports } = await bench();
  const { id } = await imports.begin(SECRETARY, "x.txt", fileOf("[a / b]\n"), null);
  const settings = (["words", "spaced", "words", "spaced"] as const).map((slashes) => ({
    reading: { source: "draft", slashes } as const,
  }));
  const views = await Promise.all(settings.flatMap((given) => [imports.change(id, given), imports.view(id)]));
  expect(views.at(-2)?.settings).toEqual(settings.at(-1));
  const { doc } = JSON.parse((await imports.text(id)).toString()) as ImportedText;
  expect(schema.nodeFromJSON(doc).textContent).toBe("ab");
});
