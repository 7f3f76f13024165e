import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, suggestReading } from "@adref/notation";
import { textKey } from "@adref/notation/testing";
import type { TextValue } from "@adref/schema";
import { describe, expect, test } from "vitest";
import { exportWord, FORMATS, layOut, type PrintedTable, printedLine, readFile, writeFile } from "../src/index.ts";
import { read } from "./word-in.ts";

const own = join(import.meta.dirname, "../../notation/test/fixtures");
/** Real negotiating texts, which are not the project's own: they are tried where they are at hand. */
const real = join(import.meta.dirname, "../../../../shared/corpus");

const files = [own, ...(existsSync(real) ? [real] : [])].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => join(folder, name)),
);

const cover = { symbol: "T/1", title: "Draft", subtitle: "Talks", date: "1 May 2026" };

describe.each(files.map((file) => [basename(file), file]))("%s goes out and comes back", (_, file) => {
  const source = readFileSync(file, "utf8");
  const { text } = parse(source, { reading: suggestReading(source).reading });

  const exact = FORMATS.filter(({ id, canRead, canWrite }) => canRead && canWrite && id !== "docx");
  test.each(exact.map(({ id, ending }) => [id, ending] as const))("as %s, exactly", async (format, ending) => {
    const bytes = await writeFile(text, format, {
      view: "bracketed",
      attributions: true,
      parties: [],
      cover,
      header: {},
    });
    const back = await readFile(bytes, `draft.${ending}`);
    expect("text" in back ? textKey(back.text) : back).toBe(textKey(text));
  });

  test("as a Word file, of which the same paper is made again", async () => {
    const bytes = await exportWord(text, { view: "bracketed", attributions: true, parties: [], cover });
    expect(paperOf(read(bytes).text)).toEqual(paperOf(text));
  });
});

/**
 * What stands on a paper, line by line, with signs and codes; how words are divided by spaces is the paper's. A note over all
 * words of a provision is read as words in brackets, which take the number in.
 */
function paperOf(text: TextValue): readonly string[] {
  const { blocks, footnotes } = layOut(text, { attributions: true });
  const cells = (table: PrintedTable) => table.rows.flat(2);
  return [...blocks.flatMap((block) => (block.type === "table" ? cells(block) : block)), ...footnotes.values()].map(
    (block) =>
      printedLine(block)
        .replace(/\s+/g, " ")
        .trim()
        .replace(/^\[(\d+) ([^[\]]*\])$/, "$1 [$2"),
  );
}
