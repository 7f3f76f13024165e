import { type MarkValue, markKey, markValue, provisionOfNode, provisionOfY, yOfNode } from "@adref/schema";
import * as Y from "yjs";
import { type Block, signOf } from "./blocks.ts";
import type { RestorePlan } from "./plan-restore.ts";
import { wordEdits } from "./word-edits.ts";

/**
 * Writes a plan into the shared words that it was made for, in the caller's transaction. What stays stays the very element,
 * and in a rewritten provision the words that stay are the very characters: what others are typing there meanwhile keeps
 * its place.
 */
export function writeRestore(body: Y.XmlFragment, plan: RestorePlan): void {
  const blocks = body.toArray();
  const kept = new Set(plan.target.flatMap((one) => ("keep" in one ? one.keep : [])));
  for (const one of plan.target) {
    if ("keep" in one && one.rewrite.size > 0) rewriteIn(blocks[one.keep] as Y.XmlElement, one.rewrite);
  }
  for (let i = blocks.length - 1; i >= 0; ) {
    if (kept.has(i)) {
      i -= 1;
      continue;
    }
    const end = i + 1;
    while (i >= 0 && !kept.has(i)) i -= 1;
    body.delete(i + 1, end - i - 1);
  }
  for (let i = 0; i < plan.target.length; i++) {
    const fresh: Y.XmlElement[] = [];
    for (let one = plan.target[i + fresh.length]; one && "insert" in one; one = plan.target[i + fresh.length]) {
      fresh.push(yOfNode(one.insert));
    }
    if (fresh.length === 0) continue;
    body.insert(i, fresh);
    i += fresh.length - 1;
  }
}

function rewriteIn(block: Y.XmlElement, rewrite: ReadonlyMap<string, Block>): void {
  if (block.nodeName === "provision") {
    const node = rewrite.get(block.getAttribute("id") ?? "");
    if (node) rewriteProvision(block, node);
    return;
  }
  for (const child of block.toArray()) if (child instanceof Y.XmlElement) rewriteIn(child, rewrite);
}

/** Makes a shared provision what a node says, with as few changed characters as words allow. */
export function rewriteProvision(element: Y.XmlElement, node: Block): void {
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value === null) {
      if (element.getAttribute(name) !== undefined) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) element.setAttribute(name, value as string);
  }
  const runs: StoredRun[] = [];
  node.forEach((child) => {
    const marks = child.marks.map(markValue).map((mark) => [markKey(mark), mark.attrs] as const);
    runs.push({ words: child.text ?? "", marks: new Map(marks) });
  });
  const [text, ...others] = element.toArray().filter((child) => child instanceof Y.XmlText);
  // Concurrent insertions may have left several texts; they stay, for who writes in them, and hold nothing.
  for (const other of others) other.delete(0, other.length);
  if (!text)
    element.insert(
      0,
      [...yOfNode(node).toArray()].map((child) => child.clone() as Y.XmlText),
    );
  else rewriteText(text, runs);
  if (signOf(provisionOfY(element)) === signOf(provisionOfNode(node))) return;
  throw new Error(`Provision ${node.attrs.id} did not become what it was; please report it`);
}

interface StoredRun {
  readonly words: string;
  /** By formatting key. */
  readonly marks: ReadonlyMap<string, MarkValue["attrs"]>;
}

function rewriteText(text: Y.XmlText, runs: readonly StoredRun[]): void {
  const before = stored(text)
    .map(({ words }) => words)
    .join("");
  const after = runs.map(({ words }) => words).join("");
  let at = 0;
  for (const edit of wordEdits(before, after)) {
    if (edit.kind === "delete") text.delete(at, edit.length);
    else if (edit.kind === "keep") at += edit.length;
    else {
      text.insert(at, edit.words, {});
      at += edit.words.length;
    }
  }
  format(text, runs);
}

interface Change {
  readonly from: number;
  readonly length: number;
  readonly keys: Readonly<Record<string, unknown>>;
}

/** Gives the words exactly the marks of the runs, which are the same words. */
function format(text: Y.XmlText, runs: readonly StoredRun[]): void {
  const changes: Change[] = [];
  let from = 0;
  let run = 0;
  let left = runs[0]?.words.length ?? 0;
  for (const { words, marks } of stored(text)) {
    for (let rest = words.length; rest > 0 && run < runs.length; ) {
      const length = Math.min(rest, left);
      const keys = keysBetween(marks, (runs[run] as StoredRun).marks);
      if (keys) changes.push({ from, length, keys });
      from += length;
      rest -= length;
      left -= length;
      if (left === 0) left = runs[++run]?.words.length ?? 0;
    }
  }
  for (const change of changes) text.format(change.from, change.length, change.keys);
}

/** What has to be set, with null for what has to go; null where nothing has to. */
function keysBetween(have: StoredRun["marks"], want: StoredRun["marks"]): Record<string, unknown> | null {
  const keys: Record<string, unknown> = {};
  for (const key of have.keys()) if (!want.has(key)) keys[key] = null;
  for (const [key, attrs] of want) {
    const old = have.get(key);
    if (!old || JSON.stringify(old) !== JSON.stringify(attrs)) keys[key] = { ...attrs };
  }
  return Object.keys(keys).length > 0 ? keys : null;
}

function stored(text: Y.XmlText): StoredRun[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, MarkValue["attrs"] | null> }[];
  return parts.map(({ insert, attributes = {} }) => {
    const marks = new Map<string, MarkValue["attrs"]>();
    for (const [key, attrs] of Object.entries(attributes)) if (attrs !== null) marks.set(key, attrs);
    return { words: String(insert), marks };
  });
}
