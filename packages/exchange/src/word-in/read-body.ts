import type { Change, WordParagraph } from "./paragraph.ts";
import { placeOf } from "./paragraph.ts";
import { changeOf, chosen, type ParagraphReader } from "./read-paragraph.ts";
import type { Notes } from "./tally.ts";
import { childOf, childrenOf, readXml, switchOf, valOf, type XmlElement } from "./xml.ts";

export interface WordCell {
  readonly paragraphs: WordParagraph[];
  readonly colspan: number;
  rowspan: number;
  readonly header: boolean;
}

export interface WordTable {
  readonly rows: readonly (readonly WordCell[])[];
}

export type WordItem = { readonly paragraph: WordParagraph } | { readonly table: WordTable };

const TRANSPARENT = new Set([
  "w:sdt",
  "w:sdtContent",
  "w:customXml",
  "w:smartTag",
  "w:ins",
  "w:moveTo",
  "w:del",
  "w:moveFrom",
  "w:subDoc",
]);
const MOST_SPAN = 100;

/** Reads the words of a file in order: its paragraphs and tables, in whatever they are wrapped. */
export function readBody(bytes: Uint8Array, path: string, reader: ParagraphReader, notes: Notes): WordItem[] {
  const items: WordItem[] = [];
  const changes: (Change | null)[] = [];
  const around = () => changes.filter((change) => change !== null);
  let place = "";
  const take = (element: XmlElement) => {
    if (element.name === "w:p") {
      for (const paragraph of reader.read(element, around())) {
        items.push({ paragraph });
        if (paragraph.n > 0) place = placeOf(paragraph);
      }
    } else if (element.name === "w:tbl") items.push({ table: readTable(element, around(), reader, notes) });
    else if (element.name === "mc:AlternateContent") for (const child of childrenOf(chosen(element))) take(child);
    else if (element.name === "w:altChunk") {
      notes.notKept.add(
        "# part(s) in another format, put into the file as a whole.",
        "Left out. Open the file in Word and save it again, so that Word takes the words in.",
        place,
      );
    } else if (TRANSPARENT.has(element.name)) for (const child of childrenOf(element)) take(child);
  };
  readXml(bytes, path, {
    wants: (name) => ["w:p", "w:tbl", "mc:AlternateContent", "w:altChunk"].includes(name),
    take,
    enter(element) {
      changes.push(/^w:(ins|del|moveFrom|moveTo)$/.test(element.name) ? changeOf(element) : null);
    },
    leave() {
      changes.pop();
    },
  });
  return items;
}

function readTable(table: XmlElement, around: readonly Change[], reader: ParagraphReader, notes: Notes): WordTable {
  const rows: WordCell[][] = [];
  /** The cells that go on downwards, by the column that they begin in. */
  const open = new Map<number, WordCell>();
  for (const row of unwrapped(table, "w:tr")) {
    const properties = childOf(row, "w:trPr");
    const rowChanges = [...(properties ? childrenOf(properties) : [])]
      .filter(({ name }) => name === "w:ins" || name === "w:del")
      .map(changeOf);
    const header = switchOf(properties, "w:tblHeader") ?? false;
    const cells: WordCell[] = [];
    let column = numberOf(valOf(properties, "w:gridBefore"), 0);
    for (const element of unwrapped(row, "w:tc")) {
      const cellProperties = childOf(element, "w:tcPr");
      const colspan = Math.max(1, numberOf(valOf(cellProperties, "w:gridSpan"), 1));
      const merge = childOf(cellProperties, "w:vMerge");
      const above = open.get(column);
      const paragraphs = paragraphsIn(element, [...around, ...rowChanges], reader, notes);
      const continued = merge && merge.attrs["w:val"] !== "restart" ? above : undefined;
      if (continued) {
        continued.rowspan++;
        continued.paragraphs.push(...paragraphs.filter(({ n }) => n > 0));
      } else {
        const cell: WordCell = { paragraphs, colspan, rowspan: 1, header };
        cells.push(cell);
        if (merge) open.set(column, cell);
        else open.delete(column);
      }
      column += colspan;
    }
    if (rowChanges.length > 0) {
      const where = cells.flatMap(({ paragraphs }) => paragraphs).find(({ n }) => n > 0);
      notes.findings.add(
        "# row(s) of tables put in or taken out by tracked changes.",
        "The words of their cells are proposals; the row itself stands until somebody of the Secretariat removes it.",
        where ? placeOf(where) : "",
      );
    }
    rows.push(cells);
  }
  return { rows: rows.filter((row) => row.length > 0) };
}

function paragraphsIn(
  cell: XmlElement,
  around: readonly Change[],
  reader: ParagraphReader,
  notes: Notes,
): WordParagraph[] {
  const out: WordParagraph[] = [];
  for (const child of childrenOf(cell)) {
    if (child.name === "w:p") out.push(...reader.read(child, around));
    else if (child.name === "w:tbl") {
      const inner = readTable(child, around, reader, notes)
        .rows.flat()
        .flatMap(({ paragraphs }) => paragraphs);
      const first = inner.find(({ n }) => n > 0);
      notes.notKept.add(
        "# table(s) inside of a table's cell.",
        "Their paragraphs were put into the cell one after another.",
        first ? placeOf(first) : "",
      );
      out.push(...inner);
    } else if (child.name === "mc:AlternateContent") out.push(...paragraphsIn(chosen(child), around, reader, notes));
    else if (TRANSPARENT.has(child.name)) out.push(...paragraphsIn(child, around, reader, notes));
  }
  return out;
}

/** The rows of a table or the cells of a row, in whatever they are wrapped. */
function* unwrapped(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of childrenOf(element)) {
    if (child.name === name) yield child;
    else if (TRANSPARENT.has(child.name)) yield* unwrapped(child, name);
  }
}

function numberOf(value: string | null, otherwise: number): number {
  const number = Number.parseInt(value ?? "", 10);
  return number >= 0 && number <= MOST_SPAN ? number : otherwise;
}

/** Footnotes or endnotes by their id; separators and the like are left out. */
export function readNotes(
  bytes: Uint8Array | null,
  path: string,
  reader: ParagraphReader,
  notes: Notes,
): ReadonlyMap<string, readonly WordParagraph[]> {
  const out = new Map<string, readonly WordParagraph[]>();
  if (!bytes) return out;
  readXml(bytes, path, {
    wants: (name) => name === "w:footnote" || name === "w:endnote",
    take(element) {
      const type = element.attrs["w:type"] ?? "normal";
      if (type === "normal") out.set(element.attrs["w:id"] ?? "", paragraphsIn(element, [], reader, notes));
    },
  });
  return out;
}
