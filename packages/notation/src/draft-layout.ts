import { type DraftBlock, draftBlocks } from "./draft-blocks.ts";
import type { Findings } from "./findings.ts";
import { markedAt } from "./markers.ts";
import type { Names } from "./names.ts";
import { type Labelled, optionBlocks } from "./option-blocks.ts";
import type { Reading } from "./reading.ts";
import { type Edit, type Rewritten, rewrite } from "./rewriting.ts";

/** A draft whose blocks are the notation's. */
export interface LaidOut extends Rewritten {
  /** The markers that were put in, by the offset in the draft of what they stand for. */
  readonly markers: ReadonlyMap<number, string>;
}

/**
 * Rewrites the blocks of a plain draft as the notation writes them: a blank line between paragraphs, markers in its
 * spelling, and signs that mean nothing in a draft as characters. Brackets stay as they are. `plain` are offsets where what
 * looks like a marker is words.
 */
export function rewriteLayout(
  source: string,
  reading: Reading,
  names: Names,
  findings: Findings,
  plain: ReadonlySet<number>,
): LaidOut {
  const blocks = draftBlocks(source, names, reading).map((block): DraftBlock => {
    return plain.has(block.head.at) ? { ...block, head: { ...block.head, marker: null }, caption: null } : block;
  });
  const isPlain = (i: number) => plain.has((blocks[i] as DraftBlock).head.at);
  const labelled =
    reading.labels === "options" ? optionBlocks(source, blocks, findings, isPlain) : new Map<number, Labelled>();
  const markers = new Map<number, string>();
  for (const { head, caption } of blocks) {
    const marker = head.marker?.marker ?? caption;
    if (marker) markers.set(head.at, marker);
  }
  const edits: Edit[] = [];
  let done = 0;
  blocks.forEach((block, i) => {
    edits.push({ from: done, to: block.from, text: i === 0 ? "" : "\n\n" });
    done = block.to;
    edits.push(...blockEdits(source, block, labelled.get(i) ?? null, blocks[i - 1], reading));
  });
  edits.push({ from: done, to: source.length, text: "" });
  return Object.assign(rewrite(source, edits), { markers });
}

function blockEdits(
  source: string,
  block: DraftBlock,
  labelled: Labelled | null,
  before: DraftBlock | undefined,
  reading: Reading,
): Edit[] {
  const { head, from, to, joints } = block;
  if (labelled?.label === "alone") return [{ from, to, text: "" }];
  const edits: Edit[] = [];
  if (block.label && !labelled) {
    escapeWords(source, from, to, joints, "", reading, edits);
    for (const joint of joints) edits.push({ ...joint, text: " " });
    return edits;
  }
  const start = labelled?.label === "before" ? (head.leads[0]?.at ?? head.at) : from;
  const isWhole = labelled !== null && (labelled.opens !== "" || labelled.own);
  const first = head.leads[0];
  const opens = labelled?.opens ?? (block.slash || (first && repeats(source, before, block, reading)) ? "/" : "");
  edits.push({ from, to: start, text: opens });
  if (labelled?.own && first && first.end === first.at + 1) edits.push({ from: first.end, to: first.end, text: "?: " });
  head.leads.forEach(({ at, end }, i) => {
    const next = head.leads[i + 1]?.at ?? head.at;
    let last = end;
    while (last > at + 1 && /\s/.test(source.charAt(last - 1))) last--;
    if (source.slice(last, end).includes("\n")) edits.push({ from: last, to: end, text: last > at + 1 ? " " : "" });
    if (end < next) edits.push({ from: end, to: next, text: "" });
    else if (!/\s/.test(source.charAt(end - 1)) && end > at + 1) edits.push({ from: end, to: end, text: " " });
  });
  const { marker } = head;
  const caption = block.caption ? `${block.caption} ` : "";
  const words = marker?.end ?? head.at;
  if (marker)
    edits.push({
      from: head.at,
      to: words,
      text: words < to || labelled?.closes ? `${marker.marker} ` : marker.marker,
    });
  else if (words > from || !block.label)
    edits.push({ from: head.at, to: head.at, text: caption || (isWhole ? "¶ " : "") });
  escapeWords(
    source,
    words,
    to,
    joints,
    marker?.marker.replace(/ .*/, "") ?? (caption.trim() || (isWhole ? "¶" : "")),
    reading,
    edits,
  );
  for (const { from: end, to: next } of joints) edits.push({ from: end, to: next, text: " " });
  if (labelled && labelled.closes !== "") edits.push({ from: to, to, text: labelled.closes });
  return edits;
}

/** Whether a block is a further version of the provision before it: both wholly in brackets, with one number. */
function repeats(source: string, before: DraftBlock | undefined, block: DraftBlock, reading: Reading): boolean {
  if (reading.adjacent !== "spaced" || !before?.head.marker || before.head.leads.length === 0) return false;
  if (before.head.marker.marker !== block.head.marker?.marker || block.label || before.label) return false;
  let depth = 0;
  for (let at = before.from; at < before.to; at++) {
    if (source[at] === "[") depth++;
    else if (source[at] === "]" && --depth <= 0 && at + 1 < before.to) return false;
  }
  return depth === 0 && source[before.to - 1] === "]";
}

const SIGNS = /\\|\*|\||([_~^,])\1+|\{/g;

/** Escapes the signs that the notation would read in words, and the beginning of words that look like a marker. */
function escapeWords(
  source: string,
  from: number,
  to: number,
  joints: DraftBlock["joints"],
  marker: string,
  reading: Reading,
  edits: Edit[],
): void {
  const joined = joints[0]?.from ?? to;
  const guarded = markedAt(/^#{2,4}$|^>$/.test(marker) ? marker : "", source.slice(from, Math.min(joined, from + 200)));
  const plain = marker !== "" && !/^(?:#{2,4}|>)$/.test(marker);
  const slash = source[from] === "/" ? 0 : -1;
  const at = plain ? slash : guarded >= 0 ? guarded : slash;
  if (at >= 0 && source[from + at] !== "\\") edits.push({ from: from + at, to: from + at, text: "\\" });
  for (const found of source.slice(from, to).matchAll(SIGNS)) {
    if (found[0] === "{" && reading.braces !== "words") continue;
    for (let i = 0; i < found[0].length; i++) {
      const offset = from + found.index + i;
      if (offset !== from + at || found[0] === "\\") edits.push({ from: offset, to: offset, text: "\\" });
    }
  }
}
