import {
  FILE_ROOTS,
  fileRecord,
  provisionOfNode,
  type RecordValue,
  sameMarks,
  type TextValue,
  wordsOf,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { escapeValue } from "./characters.ts";
import { flowOf } from "./flow.ts";
import { readBack } from "./parse.ts";
import { Corrections } from "./record-section.ts";
import { writeBlocks } from "./writer.ts";

export interface SerializeOptions {
  /** Lines for the top of the source, such as `title`; keys are lower-case words. */
  readonly header?: Readonly<Record<string, string>>;
  /** Whether to add what the signs cannot say (ids, times, crossing brackets); true unless told. */
  readonly record?: boolean;
}

/**
 * Writes a text in the notation (SPEC.md). With the record section parsing gives the text back exactly, except for the
 * order of marks; without it, what the signs can say. Throws RangeError for a header that cannot be written.
 */
export function serialize(text: TextValue, options: SerializeOptions = {}): string {
  const { source, ids } = writeBlocks(flowOf(text.doc), text.record);
  const parts = [headerLines(options.header ?? {}), source];
  if (options.record ?? true) {
    const lines = correctionLines(text, source, ids);
    if (lines.length > 0) parts.push(["%% record", ...lines].join("\n"));
  }
  const written = parts.filter((part) => part !== "").join("\n\n");
  return written === "" ? "" : `${written}\n`;
}

function headerLines(header: Readonly<Record<string, string>>): string {
  return Object.entries(header)
    .map(([key, value]) => {
      if (!/^[a-z][a-z0-9-]{0,39}$/.test(key))
        throw new RangeError(`A header's key is a lower-case word, not "${key}"`);
      return `%% ${key}: ${escapeValue(value)}`.trimEnd();
    })
    .join("\n");
}

/** Says what differs between a text and what its blocks are read as. */
function correctionLines(text: TextValue, source: string, ids: ReadonlyMap<string, string>): string[] {
  const corrections = new Corrections();
  for (const [generated, id] of ids) corrections.ids.set(generated, id);
  const read = readBack(source, corrections);
  return [...idLines(ids), ...blockLines(text.doc, read.doc), ...factLines(fileRecord(text.record), read.record)];
}

const LINE = 120;

function idLines(ids: ReadonlyMap<string, string>): string[] {
  const lines: string[] = [];
  let pairs: string[] = [];
  let length = 0;
  for (const [generated, id] of ids) {
    const pair = `${JSON.stringify(generated)}:${JSON.stringify(id)}`;
    if (pairs.length > 0 && length + pair.length > LINE) {
      lines.push(`ids {${pairs.join(",")}}`);
      pairs = [];
      length = 0;
    }
    pairs.push(pair);
    length += pair.length + 1;
  }
  if (pairs.length > 0) lines.push(`ids {${pairs.join(",")}}`);
  return lines;
}

function blockLines(wanted: Node, read: Node): string[] {
  if (wanted.childCount !== read.childCount)
    throw new Error("A block was not read back as one; this is a mistake here");
  const lines: string[] = [];
  let provisions = 0;
  let tables = 0;
  wanted.forEach((block, _, i) => {
    const other = read.child(i);
    if (block.type.name === "provision") {
      lines.push(...provisionLines(`p${++provisions}`, block, other));
      return;
    }
    tables++;
    const before = provisions;
    const same = sameTable(block, other);
    if (!same) lines.push(`table ${JSON.stringify([`t${tables}`, block.toJSON()])}`);
    other.forEach((row, _offset, r) => {
      row.forEach((cell, _inner, c) => {
        provisions++;
        if (same) lines.push(...provisionLines(`p${provisions}`, block.child(r).child(c).child(0), cell.child(0)));
      });
    });
    if (!same && block.childCount === 0) provisions = before;
  });
  return lines;
}

function sameTable(a: Node, b: Node): boolean {
  if (a.type !== b.type || a.attrs.id !== b.attrs.id || a.childCount !== b.childCount) return false;
  for (let r = 0; r < a.childCount; r++) {
    const [rowA, rowB] = [a.child(r), b.child(r)];
    if (rowA.childCount !== rowB.childCount) return false;
    for (let c = 0; c < rowA.childCount; c++) {
      const [cellA, cellB] = [rowA.child(c), rowB.child(c)];
      if (cellA.childCount !== 1 || cellB.childCount !== 1 || !cellA.sameMarkup(cellB)) return false;
    }
  }
  return true;
}

function provisionLines(name: string, wanted: Node, read: Node): string[] {
  const lines: string[] = [];
  const attrs = Object.entries(wanted.attrs).filter(([key, value]) => read.attrs[key] !== value);
  if (attrs.length > 0) lines.push(`provision ${JSON.stringify([name, Object.fromEntries(attrs)])}`);
  const [a, b] = [provisionOfNode(wanted), provisionOfNode(read)];
  const same =
    a.runs.length === b.runs.length &&
    a.runs.every((run, i) => run.text === b.runs[i]?.text && sameMarks(run.marks, b.runs[i]?.marks ?? []));
  if (same) return lines;
  const words = wordsOf(a);
  if (words !== wordsOf(b)) {
    lines.push(`content ${JSON.stringify([name, wanted.content.toJSON() ?? []])}`);
    return lines;
  }
  let to = 0;
  const ranges: unknown[][] = [];
  wanted.forEach((child) => {
    to += child.nodeSize;
    ranges.push([to, ...child.marks.map((mark) => mark.toJSON())]);
  });
  lines.push(`marks ${JSON.stringify([name, words.length, ranges])}`);
  return lines;
}

function factLines(wanted: RecordValue, read: RecordValue): string[] {
  const lines: string[] = [];
  for (const name of [...FILE_ROOTS, "stances"] as const) {
    const [a, b] = [new Map(Object.entries(wanted[name])), new Map(Object.entries(read[name]))];
    for (const id of [...new Set([...a.keys(), ...b.keys()])].sort()) {
      const facts = a.get(id) ?? null;
      if (!sameFacts(facts, b.get(id) ?? null)) lines.push(`${name} ${JSON.stringify([id, facts])}`);
    }
  }
  return lines;
}

/** Whether two facts, plain values of JSON, are equal; a missing property equals an undefined one. */
function sameFacts(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...left.keys(), ...right.keys()])].every((key) => sameFacts(left.get(key), right.get(key)));
}
