import type { ParseOptions } from "@adref/notation";
import { LARGEST_BYTES, type ReadResult } from "../reading.ts";
import { decode, tooLarge } from "../text-notation.ts";
import { parsePage } from "./parse-page.ts";
import { isOwnPage, readOwnPage } from "./read-own-page.ts";

/**
 * Reads a page of HTML: one that was written here exactly, any other as well as its headings, paragraphs, lists, tables and
 * formatting tell, and its typed brackets by `options`. Scripts, styles and whatever the page refers to are not looked at.
 */
export function readHtml(bytes: Uint8Array, options: ParseOptions = {}): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const page = parsePage(decode(bytes));
  if ("ok" in page) return page;
  return readOwnPage(page);
}
