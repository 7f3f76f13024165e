import type { ParseOptions } from "@adref/notation";
import { nodesOf, wordsOfPieces } from "../foreign/draft.ts";
import { readBrackets } from "../foreign/read-brackets.ts";
import { reportOn } from "../read-report.ts";
import { LARGEST_BYTES, type ReadResult, refused } from "../reading.ts";
import { decode, tooLarge } from "../text-notation.ts";
import { readForeignPage } from "./foreign-page.ts";
import { parsePage } from "./parse-page.ts";
import { isOwnPage, readOwnPage } from "./read-own-page.ts";

/** More characters than any text has: a text of 300 pages has a million. */
const MOST_CHARACTERS = 10_000_000;

/**
 * Reads a page of HTML: one that was written here exactly, any other as well as its headings, paragraphs, lists, tables and
 * formatting tell, and its typed brackets by `options`. Scripts, styles and whatever the page refers to are not looked at.
 */
export function readHtml(bytes: Uint8Array, options: ParseOptions = {}): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const page = parsePage(decode(bytes));
  if ("ok" in page) return page;
  if (isOwnPage(page)) return readOwnPage(page);
  const { blocks, title, guessed, notKept } = readForeignPage(page);
  const characters = blocks.reduce((sum, block) => {
    const pieces = block.type === "table" ? block.rows.flat().flatMap((cell) => cell.pieces) : block.pieces;
    return sum + wordsOfPieces(pieces).length;
  }, 0);
  if (characters > MOST_CHARACTERS) {
    return refused("too-large", "The page has more than ten million characters. Save the text in parts.");
  }
  const { text, findings, reading, suggestion, places } = readBrackets(nodesOf(blocks), options);
  return {
    ok: true,
    text,
    header: title === "" ? {} : { title },
    report: reportOn(text, {
      guessed: guessed.list(),
      notKept: notKept.list(),
      // One block of the source is two lines: the provision and the blank one after it.
      findings: findings.map(({ line, column, what, did }) => {
        const provision = places(line, column);
        return { where: `block ${Math.ceil(line / 2)}`, ...(provision !== undefined && { provision }), what, did };
      }),
    }),
    reading,
    suggestion,
  };
}
