import type { DraftBlock } from "./draft-blocks.ts";
import type { Findings } from "./findings.ts";

/** How a block is part of an option that a label such as `Option 1` begins. */
export interface Labelled {
  /** What stands before the block's first sign or marker. */
  readonly opens: string;
  /** What stands at its end. */
  readonly closes: string;
  /** Whether its own first bracket is the option. */
  readonly own: boolean;
  /** Whether the block is a label alone and falls away, or begins with one. */
  readonly label: "alone" | "before" | null;
}

/**
 * Finds the options that labels over blocks make: `Option 1` … `Option 2` …. An option goes on to the next label; the last
 * one ends with its first paragraph, or where the bracket closes that it opens with, because what follows is common to all.
 */
export function optionBlocks(
  source: string,
  blocks: readonly DraftBlock[],
  findings: Findings,
  isPlain: (block: number) => boolean,
): Map<number, Labelled> {
  const out = new Map<number, Labelled>();
  for (let i = 0; i < blocks.length; i++) {
    const label = blocks[i]?.label;
    if (!label) continue;
    const series = label.ordinal === 1 ? seriesFrom(blocks, i) : [i];
    const extents = series.map((at, n) => extentOf(source, blocks, at, series[n + 1] ?? null));
    const broken = (extent: Extent | null) => {
      if (extent) for (let at = extent.first; at <= extent.last; at++) if (isPlain(at)) return true;
      return extent === null;
    };
    if (series.length < 2 || extents.some(broken)) {
      for (const at of series) {
        findings.add(
          (blocks[at] as DraftBlock).from,
          `"${blocks[at]?.label?.words}" does not begin one of several options.`,
          "It was kept as words.",
        );
      }
    } else
      extents.forEach((extent, n) => {
        mark(blocks, extent as Extent, n, out);
      });
    i = series.at(-1) as number;
  }
  return out;
}

/** Blocks of one option, from `first` to `last`; `own` where a bracket of the draft encloses exactly them. */
interface Extent {
  readonly label: number;
  readonly first: number;
  readonly last: number;
  readonly own: boolean;
}

/** The blocks whose labels count on from the one at `from`, with no heading in between. */
function seriesFrom(blocks: readonly DraftBlock[], from: number): number[] {
  const out = [from];
  const first = (blocks[from] as DraftBlock).label;
  for (let i = from + 1; i < blocks.length; i++) {
    const { head, label, caption } = blocks[i] as DraftBlock;
    if (head.marker?.heading || caption) break;
    if (!label) continue;
    if (label.series !== first?.series || label.ordinal !== out.length + 1) break;
    out.push(i);
  }
  return out;
}

function extentOf(source: string, blocks: readonly DraftBlock[], label: number, next: number | null): Extent | null {
  const first = isAlone(blocks[label] as DraftBlock) ? label + 1 : label;
  const stop = next ?? blocks.length;
  let depth = 0;
  let own = (blocks[first]?.head.leads.length ?? 0) > 0;
  for (let i = first; i < stop; i++) {
    const block = blocks[i] as DraftBlock;
    if ((i > first && block.label) || block.head.marker?.heading || block.caption) return null;
    const from = i === label ? (block.label?.end ?? block.from) : block.from;
    for (let at = from; at < block.to; at++) {
      const sign = source[at];
      if (sign !== "[" && sign !== "]") continue;
      depth += sign === "[" ? 1 : -1;
      if (depth < 0) return null;
      if (depth === 0 && at + 1 < block.to) own = false;
    }
    if (depth === 0 && (next === null || i + 1 === stop)) return { label, first, last: i, own };
    if (depth === 0) own = false;
  }
  return null;
}

const isAlone = ({ label, to }: DraftBlock): boolean => label !== null && label.end >= to;

function mark(
  blocks: readonly DraftBlock[],
  { label, first, last, own }: Extent,
  n: number,
  out: Map<number, Labelled>,
): void {
  const alone = isAlone(blocks[label] as DraftBlock);
  if (alone) out.set(label, { opens: "", closes: "", own: false, label: "alone" });
  for (let i = first; i <= last; i++) {
    const slash = i === first && n > 0 ? "/" : "";
    out.set(i, {
      opens: i === first ? (own ? slash : `${slash}[?: `) : "",
      closes: i === last && !own ? "]" : "",
      own: i === first && own,
      label: i === label && !alone ? "before" : null,
    });
  }
}
