import { LARGEST_BYTES, type ReadResult, refused } from "../reading.ts";
import { decode, tooLarge } from "../text-notation.ts";
import { parseXml } from "./parse-xml.ts";
import { readForeignAkn } from "./read-foreign.ts";
import { documentOf, ownFacts, readOwn } from "./read-own.ts";

/**
 * Reads a file of Akoma Ntoso 3.0: one that was written here exactly, any other as provisions, with findings for what a text
 * cannot keep. Nothing that the file refers to is opened.
 */
export function readAkn(bytes: Uint8Array): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const root = parseXml(decode(bytes));
  if ("ok" in root) return root;
  const document = documentOf(root);
  if (!document) {
    return refused(
      "not-readable",
      "The file is XML, but no document of Akoma Ntoso 3.0. Export it as such, or as Word or HTML.",
    );
  }
  const facts = ownFacts(document);
  return facts ? readOwn(document, facts) : readForeignAkn(document);
}
