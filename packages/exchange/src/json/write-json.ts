import {
  fileRecord,
  type MarkValue,
  type ProvisionValue,
  provisionOfNode,
  type RecordValue,
  type TextValue,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { JSON_FORMAT, JSON_VERSION } from "./text-schema.ts";

/**
 * A text as bytes of the JSON format: one block a line, so that two versions of a file can be compared line by line. The same text always
 * gives the same bytes.
 */
export function writeJson(text: TextValue, header: Readonly<Record<string, string>> = {}): Uint8Array {
  const blocks = text.doc.children.map((block) => `\n    ${JSON.stringify(blockOf(block))}`);
  const lines = [
    "{",
    `  "format": "${JSON_FORMAT}",`,
    `  "version": ${JSON_VERSION},`,
    `  "header": ${JSON.stringify(header)},`,
    `  "blocks": [${blocks.join(",")}\n  ],`,
    `  "record": ${JSON.stringify(sorted(jsonRecord(text.record)))}`,
    "}\n",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

function blockOf(block: Node): unknown {
  if (block.type.name === "provision") return jsonProvision(block);
  const rows = block.children.map((row) =>
    row.children.map((cell) => {
      const { colspan, rowspan, colwidth } = cell.attrs;
      return {
        ...(cell.type.name === "table_header" ? { header: true } : {}),
        ...(colspan === 1 ? {} : { colspan }),
        ...(rowspan === 1 ? {} : { rowspan }),
        ...(colwidth ? { colwidth } : {}),
        blocks: cell.children.map(jsonProvision),
      };
    }),
  );
  return { type: "table", id: block.attrs.id, rows };
}

function jsonProvision(node: Node): unknown {
  const { kind, level, number, bracket, option, within, runs }: ProvisionValue = provisionOfNode(node);
  return {
    type: "provision",
    id: node.attrs.id,
    kind,
    level,
    number,
    ...(bracket === null ? {} : { bracket }),
    ...(option === null ? {} : { option }),
    ...(within === null ? {} : { within }),
    words: runs.map(({ text, marks }) => (marks.length === 0 ? text : { text, marks: marks.map(jsonMark) })),
  };
}

const jsonMark = ({ type, attrs }: MarkValue) => ({
  type,
  ...Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null)),
});

/** The same value with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/** A record as files spell it: by the roots that a file has. */
export function jsonRecord(record: RecordValue): unknown {
  const { brackets, options, stances, statuses, resolutions, comments } = fileRecord(record);
  return { brackets, options, stances, statuses, resolutions, comments };
}
