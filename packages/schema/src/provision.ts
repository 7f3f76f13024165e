import type { Mark, Node } from "prosemirror-model";
import * as Y from "yjs";
import type { Kind } from "./kinds.ts";

/** A mark as a plain value. */
export interface MarkValue {
  readonly type: string;
  readonly attrs: Readonly<Record<string, string | null>>;
}

/** Consecutive characters with equal marks. Marks are sorted, so that equal runs have equal JSON. */
export interface Run {
  readonly text: string;
  readonly marks: readonly MarkValue[];
}

/**
 * A provision as a plain value, the same whether read from ProseMirror or from Yjs. The order in which replicas hold
 * marks of one type differs, so marks are sorted here and nothing else may compare them.
 */
export interface ProvisionValue {
  readonly id: string;
  readonly kind: Kind;
  readonly level: number;
  readonly number: string | null;
  readonly bracket: string | null;
  readonly option: string | null;
  readonly within: string | null;
  readonly runs: readonly Run[];
}

const NO_MARKS: readonly MarkValue[] = [];

/** Reads a provision node. */
export function provisionOfNode(node: Node): ProvisionValue {
  const runs: Run[] = [];
  node.forEach((child) => {
    pushRun(runs, child.text ?? "", sortMarks(child.marks.map(markOfPm)));
  });
  return provisionFrom(node.attrs, runs);
}

/** Reads a provision element of the shared document, which may hold several text types after concurrent insertions. */
export function provisionOfY(element: Y.XmlElement): ProvisionValue {
  const runs: Run[] = [];
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (const part of child.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
      if (typeof part.insert !== "string") continue;
      pushRun(runs, part.insert, part.attributes ? sortMarks(marksOfAttributes(part.attributes)) : NO_MARKS);
    }
  }
  return provisionFrom(element.getAttributes() as Record<string, unknown>, runs);
}

function provisionFrom(attrs: Record<string, unknown>, runs: Run[]): ProvisionValue {
  return {
    id: (attrs.id as string | null | undefined) ?? "",
    kind: (attrs.kind as Kind | undefined) ?? "paragraph",
    level: (attrs.level as number | undefined) ?? 4,
    number: (attrs.number as string | null | undefined) ?? null,
    bracket: (attrs.bracket as string | null | undefined) ?? null,
    option: (attrs.option as string | null | undefined) ?? null,
    within: (attrs.within as string | null | undefined) ?? null,
    runs,
  };
}

function markOfPm(mark: Mark): MarkValue {
  return { type: mark.type.name, attrs: mark.attrs as Record<string, string | null> };
}

function marksOfAttributes(attributes: Record<string, unknown>): MarkValue[] {
  return Object.entries(attributes).map(([key, attrs]) => ({
    type: markTypeOfKey(key),
    attrs: (attrs ?? {}) as Record<string, string | null>,
  }));
}

const HASHED_KEY = /^(.*)--[A-Za-z0-9+/=]{8}$/;

/** The mark type behind a formatting key of the shared text (see markKey in ymarks.ts). */
export function markTypeOfKey(key: string): string {
  return HASHED_KEY.exec(key)?.[1] ?? key;
}

/** A string that is equal for equal marks: type, then each attribute. */
export function markIdentity(mark: MarkValue): string {
  let out = mark.type;
  for (const name of Object.keys(mark.attrs).sort()) {
    const value = mark.attrs[name];
    if (value !== null && value !== undefined) out += `\u0000${name}=${value}`;
  }
  return out;
}

function sortMarks(marks: MarkValue[]): readonly MarkValue[] {
  if (marks.length < 2) return marks;
  return marks
    .map((mark) => [markIdentity(mark), mark] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, mark]) => mark);
}

/** Whether two sorted mark lists are equal. */
export function sameMarks(a: readonly MarkValue[], b: readonly MarkValue[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((mark, i) => markIdentity(mark) === markIdentity(b[i] as MarkValue));
}

function pushRun(runs: Run[], text: string, marks: readonly MarkValue[]): void {
  if (text === "") return;
  const last = runs.at(-1);
  if (last && sameMarks(last.marks, marks)) runs[runs.length - 1] = { text: last.text + text, marks: last.marks };
  else runs.push({ text, marks });
}

/** The words of a provision without its brackets. */
export function wordsOf(provision: ProvisionValue): string {
  return provision.runs.map((run) => run.text).join("");
}
