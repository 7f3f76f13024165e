import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { NegotiationView, Session } from "@adref/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERBS } from "../src/cli/verbs.ts";
import { SQLITE_FILE } from "../src/store/sqlite.ts";
import { adref, type Serving, serving } from "./doubles/cli.ts";

const root = mkdtempSync(join(tmpdir(), "adref-cli-"));
const data = join(root, "data");
afterAll(() => rmSync(root, { recursive: true }));

/** One clear line, and the exit code that the guide promises. */
async function fails(code: number, sentence: RegExp, args: readonly string[], env?: Record<string, string>) {
  const ended = await adref(args, env);
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(ended.code).toBe(code);
}

describe("what cannot be understood or used is said in one line", () => {
  test.concurrent("options, verbs, variables", async () => {
    await Promise.all([
      fails(2, /unknown option '--colour'/, ["serve", "--colour", "red", "--data", data]),
      fails(2, /unknown command 'serfe'/, ["serfe"]),
      fails(2, /--as <person>/, ["link", "--data", data]),
      fails(2, /give a verb/, []),
      fails(2, /PORT is "99999", but must be a whole number from 0 to 65535/, ["serve", "--port", "99999"]),
      fails(2, /PORT is "many"/, ["serve", "--data", data], { PORT: "many" }),
      fails(2, /ADREF_ORIGIN/, ["serve", "--data", data], { ADREF_ORIGIN: "adref.example" }),
      fails(2, /DATABASE_URL/, ["serve", "--data", data], { DATABASE_URL: "mysql://x" }),
    ]);
  });

  test.concurrent("a data folder that is a file, and one with nothing in it", async () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    await Promise.all([
      fails(4, /data folder .*file cannot be used/, ["serve", "--data", file]),
      fails(5, /no negotiation/, ["link", "--as", "kaz-1", "--data", join(root, "nothing")]),
    ]);
  });

  test.concurrent("help lists the verbs and the exit codes", async () => {
    const { code, stdout } = await adref(["--help"]);
    expect(code).toBe(0);
    for (const verb of VERBS) expect(stdout).toContain(`  ${verb}`);
    expect(stdout).toContain("Exit codes:");
  });
});

describe("a server and the verbs beside it", () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serving(["--data", data, "--port", "0"]);
  }, 60_000);
  afterAll(() => server.stop());

  test("the first start loads the sample and prints a link for everybody, and each link works", async () => {
    const links = [...server.printed().matchAll(/^ {2}(\S.*?) {2,}(\S.*?) {2,}(http:\S+)$/gm)];
    expect(links.length).toBeGreaterThan(15);
    const [, , name, address = ""] = links.find(([, title]) => title === "Kazakhstan") ?? [];
    const response = await fetch(`${server.origin}/api/signin`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.origin },
      body: JSON.stringify({ token: address.split("/signin/")[1] }),
    });
    const { person } = (await response.json()) as Session;
    expect(person).toMatchObject({ party: "KAZ", name });
  });

  test("a taken port and a taken folder", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const address = taken.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    await fails(3, /is taken/, ["serve", "--data", join(root, "other"), "--port", port]);
    taken.close();
    await fails(4, /Another Adref server/, ["serve", "--data", data, "--port", "0"]);
    await fails(4, /Another Adref server/, ["seed", "--data", data]);
  });

  test("links and tokens of people, while it runs", async () => {
    const link = await adref(["link", "--as", "uzb-1", "--data", data, "--origin", "https://adref.example.org"]);
    expect(link.stdout).toMatch(/^https:\/\/adref\.example\.org\/signin\/[\w-]{43}\n$/);
    const token = (await adref(["token", "--as", "uzb-1", "--data", data])).stdout.trim();
    const response = await fetch(`${server.origin}/api/negotiation`, { headers: { authorization: `Bearer ${token}` } });
    const { texts } = (await response.json()) as NegotiationView;
    expect(texts.map(({ openBrackets }) => openBrackets > 0)).toEqual([true, true, true]);
    await fails(5, /no person "nobody".*uzb-1/, ["token", "--as", "nobody", "--data", data]);
  });

  test("exports", async () => {
    const out = join(root, "paper");
    const text = ["export", "--data", data, "--text", "customs-protocol", "--out", out];
    await fails(6, /brackets are open.*--open-say/, [...text, "--view", "clean"]);
    await fails(5, /Revision 7 of this text has not been issued/, [...text, "--revision", "7"]);
    await fails(5, /no text "x"/, ["export", "--data", data, "--text", "x", "--out", out]);
    await fails(2, /--format is "pdf"/, [...text, "--format", "pdf"]);
    expect((await adref([...text, "--view", "clean", "--open-say"])).code).toBe(0);
    expect(readFileSync(out).subarray(0, 2).toString()).toBe("PK");
    const html = join(root, "paper.html");
    expect((await adref(["export", "--data", data, "--text", "customs-protocol", "--out", html])).code).toBe(0);
    expect(readFileSync(html, "utf8")).toMatch(/^<!DOCTYPE html>/i);
    await fails(2, /paper\.pdf is that of no format; say with --format/, [
      ...text.slice(0, -1),
      join(root, "paper.pdf"),
    ]);
    expect((await adref([...text, "--format", "adref"])).code).toBe(0);
    expect(readFileSync(out, "utf8").split("\n")[0]).toBe("%% adref: 1");
  });

  test("verify agrees with what is served", async () => {
    const { code, stdout, stderr } = await adref(["verify", "--data", data, "--url", server.origin]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.match(/whole and lawful/g)).toHaveLength(4);
  });
});

test("it stops cleanly, starts again on the same data, and a changed ledger is found", async () => {
  const folder = join(root, "again");
  const first = await serving(["--data", folder, "--port", "0"]);
  expect(await first.stop("SIGINT")).toBe(0);
  const second = await serving(["--data", folder, "--port", "0"]);
  expect(await second.stop("SIGTERM")).toBe(0);
  const db = new DatabaseSync(join(folder, SQLITE_FILE));
  db.exec("DROP TRIGGER entries_are_never_changed");
  db.exec("UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE text = 'framework-agreement' AND seq = 1");
  db.close();
  await fails(1, /framework-agreement, entry 1: its hash/, ["verify", "--data", folder]);
});
