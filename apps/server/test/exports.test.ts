import { FORMAT_IDS, FORMATS, readFile } from "@adref/exchange";
import { readWord } from "@adref/exchange/testing";
import { parse } from "@adref/notation";
import { type ApiError, exportPath, FILE_FORMATS } from "@adref/protocol";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOURCE, type WholeServer, wholeServer } from "./doubles/whole-server.ts";

let server: WholeServer;
beforeAll(async () => {
  server = await wholeServer();
  const act = { type: "stance", target: "b2", stance: "retain" };
  await server.ask("kaz-1", "POST", "/api/texts/fa/acts", { key: "key-00000001", act });
  await server.ask("secretariat", "POST", "/api/texts/fa/acts", { key: "key-00000002", act: { type: "issue" } });
  const adopt = { type: "adopt", bracket: "b1", option: "o1a" };
  await server.ask("chair", "POST", "/api/texts/fa/acts", { key: "key-00000003", act: adopt });
});
afterAll(() => server.close());

const get = (asked: Record<string, string>, person = "kaz-1") => server.ask(person, "GET", exportPath("fa", asked));
const bytesOf = async (asked: Record<string, string>, person?: string) =>
  new Uint8Array(await (await get(asked, person)).arrayBuffer());
const wordsOf = async (asked: Record<string, string>, person?: string) =>
  new TextDecoder().decode(await bytesOf(asked, person));
const paperOf = async (asked: Record<string, string>, person?: string) => readWord(await bytesOf(asked, person));
const refusalOf = async (asked: Record<string, string>, person?: string) => {
  const answer = await get(asked, person);
  return [answer.status, ((await answer.json()) as ApiError).error.id];
};

test("the protocol names the formats that there are", () => {
  expect(FILE_FORMATS).toEqual(FORMAT_IDS);
  expect(exportPath("a/b", { format: "docx", marking: "FOR EYES", at: undefined })).toBe(
    "/api/texts/a%2Fb/export?format=docx&marking=FOR+EYES",
  );
});

describe("a text goes out", () => {
  test.each(FORMATS.filter(({ canWrite }) => canWrite))("as $id", async ({ id, mediaType, ending }) => {
    const answer = await get({ format: id });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="CARTIF-FA-draft-bracketed${ending}"`);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const all = id === "docx" ? (await readWord(bytes)).xml : new TextDecoder().decode(bytes);
    expect(all).toContain("names an enquiry point");
  });

  test("a paper to print is a page without scripts; other formats are files whatever is asked", async () => {
    const page = await get({ format: "html", as: "page" });
    expect(page.headers.get("content-disposition")).toBe('inline; filename="CARTIF-FA-draft-bracketed.html"');
    expect(page.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; frame/,
    );
    for (const asked of [{ format: "html" }, { format: "akn", as: "page" }]) {
      const file = await get(asked);
      expect(file.headers.get("content-disposition")).toMatch(/^attachment;/);
    }
  });

  test("plain text and JSON come back as they were", async () => {
    const now = await wordsOf({ format: "txt" });
    expect(now).toContain("Each Party should release goods [promptly — UZB delete; KAZ retain].");
    const json = await readFile(await bytesOf({ format: "json" }), "fa.json");
    const txt = parse(now);
    expect(json.ok && { doc: json.text.doc.toJSON(), record: json.text.record }).toEqual({
      doc: txt.text.doc.toJSON(),
      record: txt.text.record,
    });
  });

  test("a moment is what it was then", async () => {
    const zero = await wordsOf({ format: "txt", at: "rev:0" });
    expect(await wordsOf({ format: "txt", revision: "0" })).toBe(zero);
    expect(zero).toContain("Each Party [shall][KAZ: should — UZB oppose] release goods [promptly — UZB delete].");
    expect(await wordsOf({ format: "txt", revision: "0" })).toBe(zero);
    expect(await wordsOf({ format: "txt", at: "seq:2" })).toContain("[promptly — UZB delete; KAZ retain]");
    const issued = await get({ format: "docx", at: "rev:1" });
    expect(issued.headers.get("content-disposition")).toContain("CARTIF-FA-Rev.1-bracketed.docx");
  });

  test("a party's view has all that the party proposes", async () => {
    const view = await wordsOf({ format: "txt", at: "party:KAZ@rev:0" });
    expect(view).toContain("Each Party should release goods");
  });

  test("tracked and side by side against another moment", async () => {
    const tracked = await get({ format: "docx", view: "tracked", at: "rev:1", against: "rev:0" });
    expect(tracked.headers.get("content-disposition")).toContain("CARTIF-FA-Rev.1-tracked-since-Zero-draft.docx");
    const now = await paperOf({ format: "docx", view: "tracked", against: "rev:1" });
    expect(now.xml).toMatch(/<w:ins /);
    expect(now.xml).toMatch(/<w:del /);
    for (const columns of ["parties", "options"]) {
      expect((await paperOf({ format: "docx", view: "table", columns })).xml).toContain("<w:tbl>");
    }
    const page = await get({ format: "html", view: "tracked", at: "rev:1", against: "rev:0" });
    expect(page.headers.get("content-disposition")).toContain("CARTIF-FA-Rev.1-tracked-since-Zero-draft.html");
    expect(await page.text()).toMatch(/^<!DOCTYPE html>/);
    expect(await wordsOf({ format: "html", view: "table", against: "rev:1", words: "clean" })).toMatch(/<(ins|del)/);
    const sides = await get({ format: "docx", view: "table", against: "rev:0" });
    expect(sides.headers.get("content-disposition")).toContain("table-since-Zero-draft");
  });

  test("with the look that is asked for", async () => {
    const looks = { colours: "on", lines: "on", numbering: "real", marking: "RESTRICTED <&>" };
    const files = unzipSync(await bytesOf({ format: "docx", ...looks }));
    const all = Object.entries(files).filter(([name]) => name.endsWith(".xml"));
    const xml = all.map(([, bytes]) => strFromU8(bytes)).join("\n");
    expect(xml).toContain("w:lnNumType");
    expect(xml).toContain("RESTRICTED &lt;&amp;&gt;");
    expect(await wordsOf({ format: "txt", attributions: "off" })).not.toMatch(/KAZ|UZB/);
  });

  test("a clean paper says that it is not agreed while brackets are open", async () => {
    expect(await refusalOf({ format: "docx", view: "clean" })).toEqual([409, "open-brackets"]);
    const clean = await paperOf({ format: "docx", view: "clean", open: "say" });
    expect(clean.paragraphs.join("\n")).toContain("Not an agreed text: 1 bracket is open in it.");
  });
});

describe("who may see what", () => {
  test.each(FORMATS.filter(({ canWrite }) => canWrite))(
    "no party's code is in $id for who may not see names",
    async ({ id }) => {
      const views: Record<string, string>[] = [{ view: "bracketed" }, { view: "clean", open: "say" }];
      if (id === "html") views.push({ view: "tracked", against: "rev:0" }, { view: "table", against: "rev:0" });
      if (id === "docx")
        views.push({ view: "tracked", against: "rev:0" }, { view: "table" }, { view: "table", against: "rev:0" });
      for (const view of views) {
        const bytes = await bytesOf({ format: id, attributions: "on", colours: "on", ...view }, "expert");
        const files = id === "docx" ? Object.values(unzipSync(bytes)) : [bytes];
        for (const file of files)
          expect(strFromU8(file), JSON.stringify(view)).not.toMatch(/\b(KAZ|UZB)\b|Kazakhstan|Uzbekistan/);
      }
    },
  );

  test("views of parties are closed to them, files that come in to all but the Secretariat", async () => {
    expect(await refusalOf({ at: "party:KAZ" }, "expert")).toEqual([403, "names-withheld"]);
    const body = new TextEncoder().encode(SOURCE.replace("should", "might"));
    const brought = await server.ask("secretariat", "POST", "/api/imports?name=new.txt", body);
    const { id } = (await brought.json()) as { id: string };
    await expect
      .poll(
        async () =>
          ((await (await server.ask("secretariat", "GET", `/api/imports/${id}`)).json()) as { state: string }).state,
      )
      .toBe("ready");
    const asked = { view: "tracked", at: `file:${id}`, against: "rev:0" };
    expect(await refusalOf(asked, "chair")).toEqual([403, "not-yours"]);
    const answer = await get(asked, "secretariat");
    expect(answer.headers.get("content-disposition")).toContain("CARTIF-FA-new.txt-tracked-since-Zero-draft.docx");
    expect((await readWord(new Uint8Array(await answer.arrayBuffer()))).xml).toContain("might");
  });

  test("nobody who is signed out", async () => {
    const answer = await fetch(`${server.origin}/api/texts/fa/export?format=txt`);
    expect(answer.status).toBe(401);
  });
});

describe("what cannot be written is said", () => {
  test.each([
    [{ format: "pdf" }, 400],
    [{ view: "pretty" }, 400],
    [{ view: "tracked" }, 400],
    [{ view: "table", columns: "texts" }, 400],
    [{ view: "tracked", format: "txt", against: "rev:0" }, 400],
    [{ view: "table", format: "html" }, 400],
    [{ view: "table", columns: "parties", format: "html", against: "rev:0" }, 400],
    [{ at: "yesterday" }, 400],
    [{ attributions: "maybe" }, 400],
    [{ marking: "x".repeat(90) }, 400],
    [{ at: "rev:9" }, 404],
    [{ revision: "9" }, 404],
    [{ at: "seq:99" }, 404],
    [{ at: "moment:m1" }, 404],
    [{ at: "party:XXX" }, 404],
    [{ view: "tracked", against: "file:nothing" }, 403],
  ] as [Record<string, string>, number][])("%j", async (asked, status) => {
    const answer = await get(asked);
    expect(answer.status).toBe(status);
    const { id, sentence } = ((await answer.json()) as ApiError).error;
    expect(id).toMatch(/^[a-z-]+$/);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

test("a reader who goes away does not keep others from their papers", async () => {
  const gone = new AbortController();
  const left = Array.from({ length: 6 }, () =>
    server.ask("kaz-1", "GET", exportPath("fa", { format: "docx" }), undefined, { signal: gone.signal }),
  );
  setImmediate(() => gone.abort());
  const ends = await Promise.allSettled(left);
  expect(ends.some(({ status }) => status === "rejected")).toBe(true);
  expect((await get({ format: "txt" })).status).toBe(200);
});
