import { readFile } from "@adref/exchange";
import type { ImportAuthor, ImportResult, ImportSettings } from "@adref/protocol";
import { exportQuerySchema, importSettingsSchema } from "@adref/protocol";
import { describe, expect, test } from "vitest";
import {
  askedOf,
  EXPORT_FORMATS,
  type ExportChoice,
  earlierOf,
  offeredIn,
  othersOf,
  settled,
  USUAL,
} from "../src/exchange/export-model.ts";
import {
  commonSymbol,
  guessesOf,
  highlightsOf,
  isTelling,
  namesOf,
  otherGuesses,
  suggestedNaming,
  symbolTaken,
  whoseOf,
  withAuthor,
  withChoice,
  withHighlight,
  withName,
} from "../src/exchange/import-model.ts";
import { plainDraft, wordDraft } from "./exchange-files.ts";

const parties = ["KAZ", "UZB"].map((code) => ({
  code,
  names: { en: code === "KAZ" ? "Kazakhstan" : "Uzbekistan", ru: "" },
  wto: "member" as const,
}));

/** A file as the server tells of it. */
async function resultOf(file: { name: string; buffer: Buffer }, settings: ImportSettings = {}): Promise<ImportResult> {
  const read = await readFile(file.buffer, file.name, {
    notation: { parties, ...(settings.reading && { reading: settings.reading }) },
    ...(settings.authors && { authors: settings.authors }),
    ...(settings.highlights && { highlights: settings.highlights }),
  });
  if (!read.ok) throw new Error(read.sentence);
  return {
    format: file.name.endsWith("docx") ? "docx" : "txt",
    report: read.report,
    header: read.header,
    authors: (read.authors ?? []).map((author): ImportAuthor => ({ ...author, from: "unknown" })),
    reading: read.reading ?? null,
    suggestion: read.suggestion ?? null,
    preview: [],
  };
}

describe("what was guessed of a file", () => {
  test("stands with its reason, and what speaks for nothing is not pressed upon anybody", async () => {
    const guesses = guessesOf(await resultOf(plainDraft()), {});
    const telling = guesses.filter(isTelling).map(({ setting, value }) => [setting, value]);
    expect(telling).toEqual([
      ["adjacent", "spaced"],
      ["slashes", "all"],
      ["numbers", "citations"],
    ]);
    for (const { choices, value } of guesses) expect(choices).toContain(value);
  });

  test("of a Word file is not what only plain text leaves open", async () => {
    const settings = guessesOf(await resultOf(wordDraft()), {}).map(({ setting }) => setting);
    expect(settings).not.toContain("source");
    expect(settings).not.toContain("lines");
    expect(settings).toContain("slashes");
  });

  test("of the notation itself is nothing but that", async () => {
    const said: ImportSettings = { reading: { source: "notation" } };
    const guesses = guessesOf(await resultOf(plainDraft(), said), said);
    expect(guesses.map(({ setting, said: isSaid }) => [setting, isSaid])).toEqual([["source", true]]);
  });

  test("of names: those that nobody knows come first, codes that stand for themselves not at all", async () => {
    const names = namesOf(await resultOf(plainDraft()), {});
    expect(names.map(({ name, code, own }) => [name, code, own])).toEqual([
      ["G7 Friends", undefined, "G7-FRIENDS"],
      ["Kazakhstan", "KAZ", "KAZAKHSTAN"],
    ]);
    expect(namesOf(await resultOf(wordDraft()), {})).toEqual([]);
  });

  test("of colours stays there once somebody said what they mean", async () => {
    const before = await resultOf(wordDraft());
    expect(highlightsOf(before, {})).toEqual([{ colour: "yellow", status: null }]);
    const settings = withHighlight({}, "yellow", "agreed-group");
    const after = await resultOf(wordDraft(), settings);
    expect(highlightsOf(after, settings)).toEqual([{ colour: "yellow", status: "agreed-group" }]);
    expect(otherGuesses(before).some(({ setting }) => setting === "authors")).toBe(false);
  });

  test("of authors: what is said here counts before what the server knows", async () => {
    const [author] = (await resultOf(wordDraft())).authors as [ImportAuthor];
    expect(whoseOf(author, {})).toBe(null);
    expect(whoseOf({ ...author, standing: true }, {})).toBe("standing");
    expect(whoseOf(author, withAuthor({}, author.name, "KAZ"))).toBe("KAZ");
  });
});

describe("what somebody says", () => {
  test("is what the server understands, one thing after the other", () => {
    let settings = withChoice({}, "slashes", "words");
    settings = withName(settings, "G7 Friends", "G7-FRIENDS");
    settings = withAuthor(withAuthor(settings, "Delegate 7", "standing"), "A", null);
    settings = withHighlight(settings, "#FFCC00", "adopted");
    expect(importSettingsSchema.parse(settings)).toEqual({
      reading: { slashes: "words", parties: { "G7 Friends": "G7-FRIENDS" } },
      authors: { "Delegate 7": "standing", A: null },
      highlights: { "#FFCC00": "adopted" },
    });
    expect(withName(settings, "G7 Friends", undefined).reading?.parties).toEqual({});
  });

  test("of another kind of source does away with what was said of the first, and keeps the names", () => {
    const settings = withName(withChoice({}, "slashes", "words"), "EU", null);
    expect(withChoice(settings, "source", "notation").reading).toEqual({ source: "notation", parties: { EU: null } });
  });
});

describe("the name of a new text", () => {
  const negotiation = {
    bodies: [
      { id: "wg1", name: "Working Group 1", chairs: [] },
      { id: "wg2", name: "Working Group 2", chairs: [] },
    ],
    texts: [
      { symbol: "CARTIF/FA", title: "Framework" },
      { symbol: "CARTIF/PDT", title: "Digital" },
    ],
  } as unknown as Parameters<typeof suggestedNaming>[3];

  test("is what the file says, else its title, else the file's own name", () => {
    const header = { title: "Protocol", symbol: "CARTIF/PTR", body: "wg2" };
    expect(suggestedNaming(header, "a.docx", "", negotiation)).toEqual({
      title: "Protocol",
      symbol: "CARTIF/PTR",
      body: "wg2",
    });
    expect(suggestedNaming({}, "a_b-c.docx", "Title of it", negotiation)).toEqual({
      title: "Title of it",
      symbol: "",
      body: "",
    });
    expect(suggestedNaming({}, "a_b-c.docx", "", negotiation).title).toBe("a b c");
  });

  test("never begins with a symbol that another text has", () => {
    expect(suggestedNaming({ symbol: "cartif/fa" }, "a", "", negotiation).symbol).toBe("");
    expect(symbolTaken(" Cartif/FA ", negotiation.texts)).toBe("Framework");
    expect(symbolTaken("", negotiation.texts)).toBe(null);
    expect(commonSymbol(negotiation.texts)).toBe("CARTIF/");
    expect(commonSymbol([])).toBe("");
  });
});

/** The rules by which the server refuses a paper. */
function whyRefused(asked: Readonly<Record<string, string | undefined>>): string | null {
  const { format, view, columns, against } = exportQuerySchema.parse(asked);
  const positions = view === "table" && (columns === undefined ? !against : columns !== "texts");
  if (positions && format !== "docx") return "a table of positions is for Word";
  if ((view === "tracked" || view === "table") && format !== "docx" && format !== "html") return "not in this format";
  const needs = view === "tracked" || (view === "table" && columns === "texts");
  return needs && !against ? "nothing to compare with" : null;
}

describe("a paper", () => {
  const VIEWS = ["bracketed", "clean", "tracked", "table"] as const;
  const COLUMNS = ["parties", "options", "texts"] as const;
  const flags = (on: boolean) => ({
    openRows: on,
    statuses: on,
    attributions: on,
    colours: on,
    realNumbers: on,
    lines: on,
    marking: on ? "RESTRICTED" : "",
  });

  test("that the dialog offers is one that the server makes, whatever is chosen in whatever order", () => {
    let tried = 0;
    for (const format of EXPORT_FORMATS)
      for (const view of VIEWS)
        for (const columns of COLUMNS)
          for (const on of [true, false])
            for (const names of [true, false])
              for (const [others, earlier] of [
                [["rev:0", "now"], ["rev:0"]],
                [["now"], []],
                [[], []],
              ] as const) {
                const wish: ExportChoice = { ...USUAL, ...flags(on), format, view, columns };
                const choice = settled(wish, { names, others, earlier });
                const offered = offeredIn(choice, { names, others, earlier });
                const asked = askedOf(choice, offered, "rev:1", on);
                expect(whyRefused(asked), JSON.stringify(asked)).toBe(null);
                expect(offered.views).toContain(choice.view);
                if (!names) expect(asked).not.toHaveProperty("colours");
                tried++;
              }
    expect(tried).toBe(864);
  });

  test("as usual asks for nothing that is usual", () => {
    const offered = offeredIn(USUAL, { names: true, others: ["rev:0"], earlier: ["rev:0"] });
    expect(askedOf(USUAL, offered, "now", false)).toEqual({ format: "docx", view: "bracketed" });
    expect(exportQuerySchema.parse(askedOf({ ...USUAL, colours: true }, offered, "rev:2", false))).toMatchObject({
      colours: "on",
      at: { kind: "revision", number: 2 },
    });
  });

  test("is compared with the last revision before it, not with itself; changes are tracked forward only", () => {
    const revisions = [0, 2, 1].map((number) => ({ number, seq: 10 * number + 1 }));
    expect(othersOf(revisions, "now")).toEqual(["rev:2", "rev:1", "rev:0"]);
    expect(othersOf(revisions, "rev:1")).toEqual(["rev:0", "rev:2", "now"]);
    expect(earlierOf(revisions, "rev:1")).toEqual(["rev:0"]);
    expect(earlierOf(revisions, "seq:12")).toEqual(["rev:1", "rev:0"]);
    expect(earlierOf(revisions, "moment:abc")).toEqual(["rev:2", "rev:1", "rev:0"]);
    expect(earlierOf(revisions, "rev:0")).toEqual([]);
    expect(othersOf([], "now")).toEqual([]);
  });
});
