import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMATS, type ReadText, readFile } from "@adref/exchange";
import { readWord } from "@adref/exchange/testing";
import { parse } from "@adref/notation";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { brackets } from "../src/cli/brackets.ts";
import { compare } from "../src/cli/compare.ts";
import { type ConvertOptions, convert } from "../src/cli/convert.ts";
import { exportFile } from "../src/cli/export.ts";
import { importFile } from "../src/cli/import.ts";
import { issue } from "../src/cli/issue.ts";
import { addFileVerbs, addServerVerbs, addTextVerbs, VERBS } from "../src/cli/verbs.ts";
import { EXIT, type ExitCode, OperatorError } from "../src/errors.ts";
import { loadSeed, readSeed, SAMPLE } from "../src/load-seed.ts";
import { standingOf } from "../src/negotiation/stream.ts";
import { SqliteStore } from "../src/store/sqlite.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { adref } from "./doubles/cli.ts";

const root = mkdtempSync(join(tmpdir(), "adref-files-"));
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => vi.restoreAllMocks());
const at = (name: string) => join(root, name);
const put = (name: string, words: string | Uint8Array) => {
  writeFileSync(at(name), words);
  return at(name);
};

const DRAFT = `%% title: Transit
%% symbol: T/1
%% revision: Zero draft

#### Article 1. Transit

1. Each Party [shall][UZB: may] let goods pass [within [three][KAZ: five] days].

2. No fee is charged. {agreed ad ref}
`;
const LATER = DRAFT.replace("[shall][UZB: may]", "shall").replace("Zero draft", "Rev.1");
const draft = put("draft.txt", DRAFT);
const later = put("later.txt", LATER);

/** What a verb prints while it runs in this process. */
async function printed(run: () => Promise<void>): Promise<{ stdout: string; stderr: string }> {
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    vi.spyOn(process[name], "write").mockImplementation((...given: unknown[]) => {
      const [words] = given;
      said[name] += typeof words === "string" ? words : Buffer.from(words as Uint8Array).toString("utf8");
      const done = given.at(-1);
      if (typeof done === "function") done();
      return true;
    });
  }
  try {
    await run();
  } finally {
    vi.restoreAllMocks();
  }
  return said;
}

async function fails(code: ExitCode, sentence: RegExp, run: () => Promise<void>): Promise<void> {
  const error = await printed(run).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OperatorError);
  expect((error as OperatorError).message).toMatch(sentence);
  expect((error as OperatorError).message).not.toContain("\n");
  expect((error as OperatorError).exitCode).toBe(code);
}

async function read(path: string): Promise<ReadText> {
  const result = await readFile(readFileSync(path), path);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

describe("convert", () => {
  const both = FORMATS.filter(({ canRead, canWrite }) => canRead && canWrite);
  const pairs = both.flatMap((from) => both.map((to) => [from.id, to.id] as const));

  test.each(pairs)("%s to %s keeps every word and bracket", async (from, to) => {
    const first = at(`one.${from}`);
    const second = at(`two.${to}`);
    await convert(draft, first, { to: from, quiet: true });
    await convert(first, second, { from, to, quiet: true });
    const { text } = await readFile(readFileSync(second), second, { format: to }).then((result) => {
      if (!result.ok) throw new Error(result.sentence);
      return result;
    });
    const given = parse(DRAFT).text;
    expect(text.doc.textContent).toBe(given.doc.textContent);
    expect(owners(text.record)).toEqual(owners(given.record));
  });

  test("clean, tracked and without names", async () => {
    await fails(EXIT.openBrackets, /3 brackets are open\. Add --open-say/, () =>
      convert(draft, at("c.docx"), { view: "clean" }),
    );
    await convert(draft, at("c.docx"), { view: "clean", openSay: true, quiet: true });
    expect((await readWord(readFileSync(at("c.docx")))).paragraphs.join("\n")).toContain(
      "Each Party shall let goods pass within three days.",
    );
    await convert(later, at("t.docx"), { view: "tracked", against: draft, quiet: true });
    expect((await readWord(readFileSync(at("t.docx")))).xml).toContain("<w:del ");
    await convert(draft, at("n.txt"), { attributions: "off", quiet: true });
    expect(readFileSync(at("n.txt"), "utf8")).not.toMatch(/UZB|KAZ/);
  });

  test("what was guessed and found is told in a line, or in full", async () => {
    const crooked = put("crooked.txt", "1. Each Party [shall act.\n");
    const short = await printed(() => convert(crooked, at("x.txt"), {}));
    expect(short.stderr).toMatch(/^adref: .*; --report lists them\.\n$/);
    expect(short.stdout).toBe("");
    const full = await printed(() => convert(crooked, at("x.txt"), { report: true }));
    expect(full.stderr).toMatch(/^read: 1 provisions/);
    expect(full.stderr).toMatch(/^found: line 1, column 15/m);
    expect(await printed(() => convert(crooked, at("x.txt"), { quiet: true }))).toEqual({ stdout: "", stderr: "" });
  });

  test("settings of the reading are obeyed, and refused where there are none", async () => {
    const foreign = put("foreign.txt", "The Parties [European Union: shall / should] act.\n");
    const options: ConvertOptions = {
      reading: ["source=draft", "slashes=spaced"],
      name: ["European Union=EU"],
      quiet: true,
    };
    await convert(foreign, at("f.json"), options);
    expect(owners((await read(at("f.json"))).text.record)).toContain("EU");
    await fails(EXIT.usage, /--reading is not understood at slashes/, () =>
      convert(foreign, at("f.json"), { reading: ["slashes=many"] }),
    );
    await fails(EXIT.usage, /must be of the form name=value/, () =>
      convert(foreign, at("f.json"), { reading: ["draft"] }),
    );
    await fails(EXIT.usage, /no code of a party/, () => convert(foreign, at("f.json"), { parties: "kaz" }));
  });

  test("what cannot be read or written is said", async () => {
    await fails(EXIT.file, /nothing\.txt cannot be read: there is no such file/, () =>
      convert(at("nothing.txt"), at("x.docx"), {}),
    );
    await fails(EXIT.file, /"?.*not a file that can be read here/, () =>
      convert(put("a.gif", "GIF"), at("x.docx"), {}),
    );
    await fails(EXIT.file, /broken\.json/, () => convert(put("broken.json", "{"), at("x.docx"), {}));
    await fails(EXIT.data, /cannot be written/, () => convert(draft, join(root, "no", "x.docx"), { quiet: true }));
    await fails(EXIT.usage, /no format; say with --to/, () => convert(draft, at("x.pdf"), {}));
    await fails(EXIT.usage, /--to is "pdf"/, () => convert(draft, at("x.pdf"), { to: "pdf" }));
    await fails(EXIT.usage, /say with --from/, () => convert("-", at("x.docx"), {}));
    await fails(EXIT.usage, /name it with "against"/, () => convert(draft, at("x.docx"), { view: "tracked" }));
    await fails(EXIT.usage, /"colours"/, () => convert(draft, at("x.docx"), { colours: "red" }));
  });
});

const owners = (record: ReadText["text"]["record"]) =>
  [
    ...Object.values(record.brackets).map(({ owner }) => owner),
    ...Object.values(record.options).map(({ owner }) => owner),
  ].sort();

describe("brackets", () => {
  test("as JSON: every bracket with its options and depth", async () => {
    const { stdout } = await printed(() => brackets(draft, { json: true }));
    const listed = JSON.parse(stdout) as { brackets: Record<string, unknown>[]; report: unknown };
    expect(listed.brackets.map(({ id, depth }) => [id, depth])).toEqual([
      ["b1", 0],
      ["b2", 0],
      ["b3", 1],
    ]);
    expect(listed.brackets[0]).toMatchObject({
      standing: "shall",
      options: [{ party: "UZB", words: "may" }],
      provisions: [{ number: "1" }],
    });
    expect(listed.report).toMatchObject({ read: { brackets: 3 } });
  });

  test("as a list for people", async () => {
    const { stdout } = await printed(() => brackets(draft, { quiet: true }));
    expect(stdout.split("\n").slice(0, 3)).toEqual(["b1 in 1, put up by UZB", "    stands: shall", "    UZB: may"]);
    expect((await printed(() => brackets(put("none.txt", "Words.\n"), { quiet: true }))).stdout).toBe("");
  });
});

describe("compare", () => {
  test("as JSON, on standard output unless told", async () => {
    const { stdout } = await printed(() => compare(draft, later, "-", { to: "json" }));
    const { counts, changes } = JSON.parse(stdout) as { counts: { total: number }; changes: { sort: string }[] };
    expect(counts.total).toBe(changes.length);
    expect(changes.length).toBeGreaterThan(0);
  });

  test("as Word: tracked, or side by side", async () => {
    await compare(draft, later, at("compared.docx"), { quiet: true });
    expect((await readWord(readFileSync(at("compared.docx")))).xml).toContain("<w:del ");
    await compare(draft, later, at("sides.docx"), { view: "table", quiet: true });
    expect((await readWord(readFileSync(at("sides.docx")))).paragraphs).toContain("Zero draft");
  });

  test("as a page", async () => {
    await compare(draft, later, at("compared.html"), { quiet: true });
    expect(readFileSync(at("compared.html"), "utf8")).toMatch(/Changes from Zero draft to Rev\.1/);
  });

  test("what is no comparison is said", async () => {
    await fails(EXIT.usage, /--to is missing/, () => compare(draft, later, "-", {}));
    await fails(EXIT.usage, /--to is "txt"/, () => compare(draft, later, "-", { to: "txt" }));
    await fails(EXIT.usage, /--ids is "some"/, () => compare(draft, later, "-", { to: "json", ids: "some" }));
  });
});

describe("the negotiation's own texts", () => {
  const data = at("data");
  beforeAll(async () => {
    const store = SqliteStore.open(data);
    await loadSeed(store, await readSeed(SAMPLE), new Date());
    await store.close();
  });
  const asked = { data, title: "Transit Protocol", symbol: "CARTIF/TP", body: "wg1", quiet: true };

  test("a file becomes a text, with its authors remembered, and verify agrees", async () => {
    const { stdout } = await printed(() => importFile(draft, asked));
    expect(stdout).toBe("transit-protocol\n");
    await expect(importFile(draft, asked)).rejects.toThrow(/"Transit Protocol" has the symbol CARTIF\/TP/);
    const again = { ...asked, symbol: "CARTIF/TP2" };
    expect((await printed(() => importFile(draft, again))).stdout).toBe("transit-protocol-2\n");
    const store = SqliteStore.open(data);
    const directory = (await standingOf(store))?.directory;
    const text = directory?.texts.find(({ id }) => id === "transit-protocol");
    expect(text).toEqual({ id: "transit-protocol", title: "Transit Protocol", symbol: "CARTIF/TP", body: "wg1" });
    if (directory && text) expect((await verifyText(store, text, directory)).finding).toBeNull();
    await store.close();
  });

  test("a try changes nothing", async () => {
    const before = SqliteStore.open(data);
    const known = await before.directory();
    await before.close();
    const { stderr } = await printed(() =>
      importFile(draft, { ...asked, symbol: "CARTIF/TP3", quiet: false, dryRun: true, report: true }),
    );
    expect(stderr).toMatch(/^read: 3 provisions, 3 brackets/);
    const after = SqliteStore.open(data);
    expect(await after.directory()).toEqual(known);
    await after.close();
  });

  test("revisions are issued as on the page, and written as they were", async () => {
    const issued = await printed(() =>
      issue("transit-protocol", { data, as: "secretariat-1", title: "After the first reading" }),
    );
    expect(issued.stdout).toMatch(/^CARTIF\/TP\/Rev\.1 [0-9a-f]{64}\n$/);
    const text = { data, text: "transit-protocol", out: at("issued.txt"), format: "txt", quiet: true };
    const { stdout } = await printed(() => exportFile({ ...text, at: "rev:1" }));
    expect(stdout).toMatch(/CARTIF\/TP, Rev\.1, entry 2\.\n$/);
    expect(readFileSync(at("issued.txt"), "utf8")).toContain("%% revision: Rev.1");
    await printed(() =>
      exportFile({ ...text, format: "docx", out: at("table.docx"), view: "table", columns: "parties" }),
    );
    const view = await printed(() => exportFile({ ...text, out: "-", at: "party:UZB@rev:0" }));
    expect(view.stdout).toContain("Each Party may let goods pass");
  });

  test("what may not be is said", async () => {
    await fails(EXIT.refused, /not among yours/, () => issue("transit-protocol", { data, as: "kaz-1" }));
    await fails(EXIT.notFound, /no text "x"/, () => issue("x", { data, as: "secretariat-1" }));
    await fails(EXIT.notFound, /no body "wg9"/, () => importFile(draft, { ...asked, body: "wg9" }));
    await fails(EXIT.refused, /not of the Secretariat/, () => importFile(draft, { ...asked, as: "kaz-1" }));
    await fails(EXIT.usage, /--title/, () => importFile(draft, { ...asked, title: " " }));
    await fails(EXIT.notFound, /does not reach/, () =>
      exportFile({ data, text: "transit-protocol", out: "-", format: "txt", at: "seq:99" }),
    );
    await fails(EXIT.usage, /must name a moment/, () =>
      exportFile({ data, text: "transit-protocol", out: "-", format: "txt", at: "then" }),
    );
  });
});

describe("in a process of its own", () => {
  test.concurrent("standard input goes to standard output, byte for byte", async () => {
    const { code, stdout, stderr } = await adref(["convert", "-", "-", "--from", "txt", "--to", "json"], {}, DRAFT);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ header: { title: "Transit" } });
  });

  test.concurrent("an error is one line on standard error, and a code", async () => {
    const { code, stdout, stderr } = await adref(["brackets", "-", "--from", "json"], {}, "{");
    expect([code, stdout, stderr.trim().split("\n").length]).toEqual([7, "", 1]);
    expect(stderr).toMatch(/^adref: Standard input: /);
  });
});

test.each(VERBS)("%s has its help", (name) => {
  const program = new Command("adref");
  for (const add of [addServerVerbs, addTextVerbs, addFileVerbs]) add(program);
  const verb = program.commands.find((one) => one.name() === name);
  let help = "";
  verb?.configureOutput({
    writeOut: (words) => {
      help += words;
    },
  });
  verb?.outputHelp();
  expect(help).toMatch(new RegExp(`^Usage: adref ${name}`));
  expect(help).toContain("Exit codes:");
});
