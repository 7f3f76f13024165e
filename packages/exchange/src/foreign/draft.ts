import { type Kind, LEVEL_OF, type MarkValue, type Run } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { cellNode, provisionNode, tableNode } from "../marked/rebuild.ts";

/** Words as a foreign file has them: formatting by the schema's names, and the footnotes that are attached to them. */
export interface Piece {
  readonly text: string;
  readonly formats: readonly string[];
  readonly footnotes: readonly string[];
}

/** A provision of a foreign file, before ids are given. */
export interface DraftProvision {
  readonly type: "provision";
  readonly kind: Kind;
  readonly level?: number;
  readonly number: string;
  readonly pieces: readonly Piece[];
  /** Of a footnote: the name by which pieces call it. */
  readonly footnote?: string;
}

export interface DraftTable {
  readonly type: "table";
  readonly rows: readonly (readonly {
    readonly header: boolean;
    readonly colspan: number;
    readonly rowspan: number;
    readonly pieces: readonly Piece[];
  }[])[];
}

/** The nodes of a foreign file's blocks, with ids by place: p1, t1. */
export function nodesOf(blocks: readonly (DraftProvision | DraftTable)[]): Node[] {
  const names = new Map<string, string>();
  let provisions = 0;
  for (const block of blocks) {
    if (block.type === "provision") {
      provisions++;
      if (block.footnote !== undefined) names.set(block.footnote, `p${provisions}`);
    } else provisions += block.rows.reduce((sum, row) => sum + row.length, 0);
  }
  let next = 0;
  let tables = 0;
  const provision = (kind: Kind, level: number | undefined, number: string, pieces: readonly Piece[]) =>
    provisionNode(
      { id: `p${++next}`, kind, level: level ?? LEVEL_OF[kind], number, bracket: null, option: null, within: null },
      pieces.map((piece) => runOf(piece, names)),
    );
  return blocks.map((block) => {
    if (block.type === "provision") return provision(block.kind, block.level, block.number, block.pieces);
    const rows = block.rows.map((row) =>
      row.map(({ header, colspan, rowspan, pieces }) =>
        cellNode(header, { colspan, rowspan, colwidth: null }, [provision("cell", undefined, "", pieces)]),
      ),
    );
    return tableNode(`t${++tables}`, rows);
  });
}

function runOf({ text, formats, footnotes }: Piece, names: ReadonlyMap<string, string>): Run {
  const marks: MarkValue[] = formats.map((type) => ({ type, attrs: {} }));
  for (const name of footnotes) {
    const footnote = names.get(name);
    if (footnote !== undefined) marks.push({ type: "footnote", attrs: { footnote } });
  }
  return { text, marks };
}

/** Pieces with single spaces for white space of any kind, and none at either end. */
export function tidied(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let space = true;
  for (const piece of pieces) {
    let text = piece.text.replace(/[\s\u00a0]+/g, " ");
    if (space) text = text.replace(/^ /, "");
    if (text === "") continue;
    space = text.endsWith(" ");
    out.push({ ...piece, text });
  }
  const last = out.at(-1);
  if (last?.text.endsWith(" ")) {
    out.pop();
    if (last.text !== " ") out.push({ ...last, text: last.text.slice(0, -1) });
  }
  return out;
}

/** Pieces without their first characters. */
export function withoutFirst(pieces: readonly Piece[], length: number): Piece[] {
  const out: Piece[] = [];
  let left = length;
  for (const piece of pieces) {
    const text = piece.text.slice(left);
    left = Math.max(0, left - piece.text.length);
    if (text !== "") out.push({ ...piece, text });
  }
  return out;
}

export const wordsOfPieces = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join("");

/** Attaches a footnote to the last word; where there is none yet, to nothing. Says whether it did. */
export function attach(pieces: Piece[], footnote: string): boolean {
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i] as Piece;
    const { text } = piece;
    const end = text.trimEnd().length;
    if (end === 0) continue;
    let start = end - 1;
    while (start > 0 && !/\s/.test(text[start - 1] as string)) start--;
    const parts = [
      { ...piece, text: text.slice(0, start) },
      { ...piece, text: text.slice(start, end), footnotes: [...piece.footnotes, footnote] },
      { ...piece, text: text.slice(end) },
    ];
    pieces.splice(i, 1, ...parts.filter(({ text }) => text !== ""));
    return true;
  }
  return false;
}
