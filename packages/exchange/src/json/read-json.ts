import { EMPTY_RECORD, LEVEL_OF, type MarkValue, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { z } from "zod";
import { cellNode, provisionNode, tableNode, textOfBlocks } from "../marked/rebuild.ts";
import { reportOn } from "../read-report.ts";
import { LARGEST_BYTES, type ReadRefused, type ReadResult, refused } from "../reading.ts";
import { tooLarge } from "../text-notation.ts";
import {
  JSON_FORMAT,
  JSON_VERSION,
  type JsonMark,
  type JsonProvision,
  type JsonTable,
  textSchema,
} from "./text-schema.ts";

const DEEPEST = 64;
/** Signs that give a value structure. A text of 5,000 provisions with 5,000 brackets has a tenth of it. */
const MOST_SIGNS = 5_000_000;

/** Reads a file of the JSON format. A file that does not keep to it is refused with the path to the first fault. */
export function readJson(bytes: Uint8Array): ReadResult {
  if (bytes.length > LARGEST_BYTES) return tooLarge();
  const source = new TextDecoder().decode(bytes);
  const overgrown = overgrowth(source);
  if (overgrown) return overgrown;
  if (PROTOTYPE.test(source)) return refused("not-readable", 'The file has a key "__proto__", which no fact may have.');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refused("not-readable", `The file is not JSON: ${(error as Error).message}. Export it again.`);
  }
  const other = otherVersion(value);
  if (other) return other;
  const read = textSchema.safeParse(value);
  if (!read.success) return faultOf(read.error);
  const { header, blocks, record } = read.data;
  const text = textOfBlocks(
    blocks.map((block) => (block.type === "table" ? tableOf(block) : provisionOf(block))),
    [],
    { ...EMPTY_RECORD, ...record } as RecordValue,
  );
  return { ok: true, text, header, report: reportOn(text) };
}

/** Only a key can look like this: in a string its quotation marks are escaped. */
const PROTOTYPE = /"__proto__"\s*:/;

/** Refuses what would take more memory as values than it does as characters, before it is made into values. */
function overgrowth(source: string): ReadRefused | null {
  let depth = 0;
  let signs = 0;
  let quoted = false;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === BRACKET || code === BRACE) {
      signs++;
      if (++depth > DEEPEST) {
        return refused("too-deep", `The file nests values deeper than ${DEEPEST}; no text does. Export it again.`);
      }
    } else if (code === BRACKET_END || code === BRACE_END) depth--;
    else if (code === COMMA) signs++;
  }
  if (signs <= MOST_SIGNS) return null;
  return refused("too-large", `The file holds more than ${MOST_SIGNS} values. Save the text in parts.`);
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];

function otherVersion(value: unknown): ReadRefused | null {
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== JSON_FORMAT) {
    return refused(
      "not-readable",
      `The file is JSON, but not a text: its "format" must be "${JSON_FORMAT}".`,
      "format",
    );
  }
  if (version === JSON_VERSION) return null;
  const sentence =
    typeof version === "number" && version > JSON_VERSION
      ? `The file is of version ${version} of the format; this program reads version ${JSON_VERSION}. Use a newer program.`
      : `The file's "version" must be ${JSON_VERSION}.`;
  return refused("wrong-version", sentence, "version");
}

function faultOf(error: z.ZodError): ReadRefused {
  const issue = deepest(error.issues[0] as z.core.$ZodIssue);
  const path = issue.path.reduce<string>(
    (so, part) => (typeof part === "number" ? `${so}[${part}]` : so === "" ? String(part) : `${so}.${String(part)}`),
    "",
  );
  const more = error.issues.length > 1 ? ` There are ${error.issues.length - 1} more faults.` : "";
  return refused("not-readable", `The file does not keep to the format at ${path}: ${issue.message}.${more}`, path);
}

/** The most telling fault among the members of a union: the one that got furthest. */
function deepest(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .flatMap((issues) => issues.slice(0, 1))
    .map(deepest)
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner && inner.path.length > 0 ? { path: [...issue.path, ...inner.path], message: inner.message } : issue;
}

function tableOf(table: JsonTable): Node {
  return tableNode(
    table.id,
    table.rows.map((cells) => cells.map((cell) => cellNode(cell.header, cell, cell.blocks.map(provisionOf)))),
  );
}

function provisionOf({ type: _, words, level, ...rest }: JsonProvision): Node {
  const runs = words.map((part) =>
    typeof part === "string" ? { text: part, marks: [] } : { text: part.text, marks: part.marks.map(markOf) },
  );
  return provisionNode({ ...rest, level: level ?? LEVEL_OF[rest.kind] }, runs);
}

const markOf = ({ type, ...attrs }: JsonMark): MarkValue => ({ type, attrs });
