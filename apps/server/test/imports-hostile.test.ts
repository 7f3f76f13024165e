import { type FormatId, writeFile } from "@adref/exchange";
import { parse } from "@adref/notation";
import type { ImportView, TextSummary } from "@adref/protocol";
import { type Unzipped, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { standingOf } from "../src/negotiation/stream.ts";
import { verifyText } from "../src/verify/verify-text.ts";
import { type WholeServer, wholeServer } from "./doubles/whole-server.ts";

let server: WholeServer;
beforeAll(async () => {
  server = await wholeServer({ parts: { importLimits: { most: 10_000, answerWithin: 90_000 } } });
});
afterAll(() => server.close());

const bring = async (bytes: Uint8Array, name: string) => {
  const answer = await server.ask("secretariat", "POST", `/api/imports?name=${name}`, bytes);
  return { status: answer.status, view: (await answer.json()) as ImportView };
};
const forget = (id: string) => server.ask("secretariat", "DELETE", `/api/imports/${id}`);
const utf8 = (words: string) => new TextEncoder().encode(words);

const SOURCE = `%% adref: 1
%% title: Transit

# Transit

## PREAMBLE

> Noting [KAZ: with concern] the delays,

#### Article 1. Transit

1. Each Party [shall][UZB: may — KAZ oppose] let **goods** pass [within [three][KAZ: five] days]{^1}.

(a) by *road*; [Note: check]

[UZB: 1 bis. No fee is charged.]

{^1} Working days.

| Goods | Days |
| Fruit | [two][KAZ: three] |
`;

const FORMATS = ["docx", "html", "akn", "json", "txt"] as const;
const ENDING: Readonly<Record<FormatId, string>> = {
  docx: "x.docx",
  html: "x.html",
  akn: "x.akn.xml",
  json: "x.json",
  txt: "x.txt",
};

async function sound(format: FormatId): Promise<Uint8Array> {
  const { text, header } = parse(SOURCE);
  const cover = { symbol: "T/1", title: "Transit", subtitle: "", date: "25 November 2026" };
  return writeFile(text, format, { view: "bracketed", attributions: true, cover, parties: [], header });
}

/** Numbers from 0 to below `most`, the same for the same seed. */
function dice(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    mixed = (mixed ^ (mixed >>> 15)) >>> 0;
    return mixed % most;
  };
}

const JUNK = [
  "<![CDATA[",
  "]]>",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "&#0;",
  "&a;",
  "</",
  "<w:p>",
  "[[[[",
  "]]",
  "{^",
  "\u0000",
  "\ufeff",
  "\ud800",
  '%% record\nids {"p1":"__proto__"}\n',
  "\u202e",
  '"',
  "<w:ins w:author='A'>",
  "[KAZ: ",
  "/[",
  "| | |\n",
  "9".repeat(80),
].map(utf8);

/** A few cuts, doublings, turned bits and pieces of junk. */
function mutated(bytes: Uint8Array, roll: (most: number) => number): Uint8Array {
  let out = Buffer.from(bytes);
  for (let times = 1 + roll(4); times > 0; times--) {
    const at = roll(out.length + 1);
    const to = Math.min(out.length, at + roll(roll(4) === 0 ? 2_000 : 40));
    switch (roll(5)) {
      case 0:
        out = Buffer.concat([out.subarray(0, at), out.subarray(to)]);
        break;
      case 1:
        out = Buffer.concat([out.subarray(0, to), out.subarray(at)]);
        break;
      case 2:
        if (at < out.length) out[at] = (out[at] as number) ^ (1 << roll(8));
        break;
      case 3:
        out = Buffer.concat([out.subarray(0, at), JUNK[roll(JUNK.length)] as Uint8Array, out.subarray(at)]);
        break;
      default:
        if (roll(8) === 0) out = out.subarray(0, at);
    }
  }
  return new Uint8Array(out);
}

/** A Word file is mutated inside its parts, or else hardly anything but the archive would ever be read. */
function mutatedFile(format: FormatId, bytes: Uint8Array, roll: (most: number) => number): Uint8Array {
  if (format !== "docx" || roll(4) === 0) return mutated(bytes, roll);
  const parts: Unzipped = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = roll(2) === 0 ? "word/document.xml" : (names[roll(names.length)] as string);
  return zipSync({ ...parts, [name]: mutated(parts[name] ?? new Uint8Array(), roll) }, { level: 1 });
}

describe("files that were broken on the way", () => {
  const each = 70;
  const first = Number(process.env.ADREF_SEED ?? 1_126);
  const ends = { ready: 0, refused: 0 };

  test.each(FORMATS)("%s: every one is read or refused, and what is read can be accepted", async (format) => {
    const bytes = await sound(format);
    let accepted = 0;
    for (let i = 0; i < each; i++) {
      const seed = first + i;
      const named = `seed ${seed} of ${format}`;
      const { status, view } = await bring(mutatedFile(format, bytes, dice(seed)), ENDING[format]);
      if (status === 400) continue;
      expect(status, named).toBe(200);
      expect(["ready", "refused"], named).toContain(view.state);
      expect(view.refusal?.id ?? "", named).not.toMatch(/^(failed|too-slow|too-much-memory)$/);
      ends[view.state as keyof typeof ends] += 1;
      if (view.state === "ready" && accepted < 4) {
        accepted += 1;
        await accept(view.id, named);
      }
      await forget(view.id);
    }
  });

  test("most of them hold something to read, and not all", () => {
    expect(ends.ready).toBeGreaterThan(100);
    expect(ends.refused).toBeGreaterThan(30);
  });

  async function accept(id: string, named: string): Promise<void> {
    const asked = { title: "Broken", symbol: `B/${id}`, body: "wg1" };
    const answer = await server.ask("secretariat", "POST", `/api/imports/${id}/accept`, asked);
    expect(answer.status, named).toBe(200);
    const summary = (await answer.json()) as TextSummary;
    const directory = (await standingOf(server.store))?.directory;
    const text = directory?.texts.find((one) => one.id === summary.id);
    if (!directory || !text) throw new Error(`${named} is not listed`);
    expect((await verifyText(server.store, text, directory)).finding, named).toBeNull();
  }
});

describe("files that are made to do harm", () => {
  const document = (body: string) =>
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;

  async function word(parts: Record<string, Uint8Array>): Promise<Uint8Array> {
    return zipSync({ ...unzipSync(await sound("docx")), ...parts }, { level: 1 });
  }

  test("an archive that unpacks to hundreds of megabytes", async () => {
    const bomb = await word({ "word/document.xml": new Uint8Array(200_000_000).fill(0x20) });
    expect(bomb.length).toBeLessThan(2_000_000);
    const before = process.memoryUsage().rss;
    const { view } = await bring(bomb, "bomb.docx");
    expect(view).toMatchObject({ state: "refused", refusal: { id: "too-large" } });
    expect(process.memoryUsage().rss - before).toBeLessThan(512_000_000);
  });

  test.each([
    ["deep.html", utf8(`<div>`.repeat(100_000))],
    [
      "deep.akn.xml",
      utf8(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">${"<p>".repeat(100_000)}`),
    ],
    ["deep.json", utf8("[".repeat(200_000))],
    ["deep.txt", utf8("[".repeat(100_000))],
    [
      "entities.akn.xml",
      utf8(
        `<!DOCTYPE a [<!ENTITY a "${"x".repeat(1_000)}"><!ENTITY b "${"&a;".repeat(1_000)}">]><a>${"&b;".repeat(100)}</a>`,
      ),
    ],
  ])("%s ends in time", async (name, bytes) => {
    const { status, view } = await bring(bytes, name);
    expect(status).toBe(200);
    expect(view.refusal?.id ?? "read").not.toMatch(/^(failed|too-slow|too-much-memory)$/);
    await forget(view.id);
  });

  test("tables in tables in tables", async () => {
    const nested = `${"<w:tbl><w:tr><w:tc>".repeat(5_000)}<w:p><w:r><w:t>x</w:t></w:r></w:p>${"</w:tc></w:tr></w:tbl>".repeat(5_000)}`;
    const { view } = await bring(await word({ "word/document.xml": utf8(document(nested)) }), "nested.docx");
    expect(view.refusal?.id ?? "read").not.toMatch(/^(failed|too-slow|too-much-memory)$/);
  });

  test("ids by which the record could be taken over", async () => {
    const poisoned = utf8(`${SOURCE}\n%% record\nids {"p1":"__proto__","b1":"constructor"}\n`);
    const { view } = await bring(poisoned, "poison.txt");
    if (view.state === "ready") {
      const text = await (await server.ask("secretariat", "GET", `/api/imports/${view.id}/text`)).text();
      expect(text).not.toMatch(/"(bracket|id|option)":"(__proto__|constructor)"/);
    }
    expect(({} as { owner?: string }).owner).toBeUndefined();
  });
});
