import type { RecordValue, TextValue } from "@adref/schema";
import type { Built } from "@adref/schema/testing";
import type { Node } from "prosemirror-model";
import { expect } from "vitest";
import { parse, serialize } from "../src/index.ts";
import { textKey } from "../src/testing/index.ts";

interface NodeJson {
  readonly type: string;
  readonly marks?: readonly unknown[];
  readonly content?: readonly NodeJson[];
}

function sortMarks(json: NodeJson): NodeJson {
  const marks = json.marks ? { marks: json.marks.map((mark) => JSON.stringify(mark)).sort() } : {};
  return { ...json, ...marks, ...(json.content ? { content: json.content.map(sortMarks) } : {}) };
}

/** A document as JSON in which the order of marks, which means nothing, is always the same. */
export const normal = (doc: Node): NodeJson => sortMarks(doc.toJSON());

/** Both texts are equal. */
export function expectEqual(actual: TextValue, wanted: TextValue): void {
  if (textKey(actual) === textKey(wanted)) return;
  expect(normal(actual.doc)).toEqual(normal(wanted.doc));
  expect(actual.record).toEqual(wanted.record);
  expect(textKey(actual)).toBe(textKey(wanted));
}

/** What of a record a case states; the rest is not looked at. */
export type Facts = {
  readonly [part in keyof RecordValue]?: Readonly<Record<string, object>>;
};

/**
 * A source and a document are the same thing: parsing gives the document, without findings, and with the given facts;
 * serialising what was parsed gives the source, without a record section; and parsing twice gives the same.
 */
export function same(source: string, wanted: Built, facts: Facts = {}): void {
  const parsed = parse(source);
  expect(normal(parsed.text.doc)).toEqual(normal(wanted.doc));
  expect(parsed.findings).toEqual([]);
  expect(parsed.text.record).toMatchObject(facts);
  expect(serialize(parsed.text)).toBe(`${source}\n`);
  expectEqual(parse(source).text, parsed.text);
}

/** A source is read as another one would be, which is how serialising writes it. Returns the findings. */
export function reads(source: string, as: string): readonly string[] {
  const parsed = parse(source);
  expect(serialize(parsed.text)).toBe(as === "" ? "" : `${as}\n`);
  return parsed.findings.map(({ line, column, what }) => `${line}:${column} ${what}`);
}
