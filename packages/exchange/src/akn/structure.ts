import { isHeadingKind } from "@adref/schema";
import type { SheetBlock, SheetTable } from "../marked/sheet.ts";

/** A block and those that stand below it. */
export interface Branch {
  readonly block: SheetBlock | SheetTable;
  readonly inside: readonly Branch[];
}

/** The parts of a document: its titles, its preamble, its body. Read one after the other they are the text in order. */
export interface Division {
  readonly titles: readonly SheetBlock[];
  readonly preamble: readonly SheetBlock[];
  readonly body: readonly Branch[];
}

/** Elements do not nest deeper than this; what would stand deeper stands beside, its level being a fact of its own. */
const DEEPEST = 10;

/**
 * Finds the parts of a text. The titles are those that it begins with; what follows up to the first chapter, annex,
 * section, article or table is a preamble if there is a recital in it.
 */
export function divide(blocks: readonly (SheetBlock | SheetTable)[]): Division {
  const titles: SheetBlock[] = [];
  for (const block of blocks) {
    if (block.type === "table" || block.value.kind !== "title") break;
    titles.push(block);
  }
  const preamble: SheetBlock[] = [];
  for (const block of blocks.slice(titles.length)) {
    if (block.type === "table" || (isHeadingKind(block.value.kind) && block.value.kind !== "heading")) break;
    preamble.push(block);
  }
  const has = preamble.some((block) => block.value.kind === "recital");
  const rest = blocks.slice(titles.length + (has ? preamble.length : 0));
  return { titles, preamble: has ? preamble : [], body: nest(rest) };
}

/** A provision stands in the nearest one before it whose level is smaller. */
function nest(blocks: readonly (SheetBlock | SheetTable)[]): Branch[] {
  const top: Branch[] = [];
  const open: { level: number; inside: Branch[] }[] = [];
  for (const block of blocks) {
    const inside: Branch[] = [];
    const level = block.type === "table" ? Number.POSITIVE_INFINITY : block.value.level;
    while (open.length > 0 && (open.at(-1) as { level: number }).level >= level) open.pop();
    (open.at(-1)?.inside ?? top).push({ block, inside });
    if (block.type === "block" && holdsOthers(block) && open.length < DEEPEST) open.push({ level, inside });
  }
  return top;
}

const holdsOthers = ({ value: { kind } }: SheetBlock) => kind !== "title" && kind !== "footnote" && kind !== "cell";
