import type { Kind } from "@adref/schema";
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  FootnoteReferenceRun,
  Header,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  UnderlineType,
  WidthType,
} from "docx";
import type { Cover } from "./cover.ts";
import type { Printed, PrintedBlock, PrintedSpan, PrintedTable } from "./printed.ts";

const FONT = "Times New Roman";
const BODY_SIZE = 23;
/** Twentieths of a point, as Word counts: 567 are one centimetre. */
const CM = 567;

/** The indent of the number and of the words, in twentieths of a point. */
const INDENT: Partial<Record<Kind, { left: number; hanging: number }>> = {
  paragraph: { left: 1 * CM, hanging: 1 * CM },
  subparagraph: { left: 2 * CM, hanging: 1 * CM },
  item: { left: 3 * CM, hanging: 1 * CM },
  footnote: { left: 0, hanging: 0 },
};

const CENTRED: ReadonlySet<Kind> = new Set(["title", "heading", "chapter", "annex", "section", "article"]);

/** The paper as the bytes of a Word file (.docx). */
export async function writeWord(printed: Printed, cover: Cover): Promise<Uint8Array> {
  const order = footnoteOrder(printed);
  const numberOf = new Map(order.map((id, i) => [id, i + 1]));
  const footnotes: Record<string, { children: Paragraph[] }> = {};
  for (const [id, number] of numberOf) {
    const block = printed.footnotes.get(id);
    if (block) footnotes[number] = { children: [new Paragraph({ children: runs(block.spans, numberOf) })] };
  }
  const document = new Document({
    creator: cover.secretariat ?? "",
    title: `${cover.symbol} ${cover.title}`,
    styles: { default: { document: { run: { font: FONT, size: BODY_SIZE } } } },
    footnotes,
    sections: [
      {
        properties: { page: { margin: { top: 2.5 * CM, bottom: 2.5 * CM, left: 2.8 * CM, right: 2.8 * CM } } },
        headers: { default: new Header({ children: [header(cover)] }) },
        footers: { default: new Footer({ children: [footer()] }) },
        children: [
          ...coverBlock(cover),
          ...printed.blocks.map((block) =>
            block.type === "table" ? tableOf(block, numberOf) : paragraphOf(block, numberOf),
          ),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function footnoteOrder(printed: Printed): string[] {
  const order: string[] = [];
  const visit = (block: PrintedBlock) => {
    for (const span of [...block.lead, ...block.spans]) {
      if (span.footnote && !order.includes(span.footnote)) order.push(span.footnote);
    }
  };
  for (const block of printed.blocks) {
    if (block.type === "block") visit(block);
    else for (const row of block.rows) for (const cell of row) for (const inner of cell) visit(inner);
  }
  return order;
}

function coverBlock(cover: Cover): Paragraph[] {
  const rule = { style: BorderStyle.SINGLE, size: 6, color: "000000", space: 6 };
  return [
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: 15.4 * CM }],
      children: [
        new TextRun({ text: cover.secretariat ?? "", bold: true, size: 26 }),
        new TextRun({ children: [new Tab(), cover.symbol], bold: true, size: 26 }),
      ],
      border: { bottom: rule },
    }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: { before: 80, after: 40 },
      children: [new TextRun(cover.revision ? `${cover.revision} · ${cover.date}` : cover.date)],
    }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: { after: 480 },
      children: cover.language ? [new TextRun({ text: `Original: ${cover.language}`, italics: true })] : [],
    }),
    new Paragraph({
      spacing: { after: 120 },
      children: [new TextRun({ text: cover.title, bold: true, size: 30 })],
    }),
    new Paragraph({ spacing: { after: 240 }, children: [new TextRun(cover.subtitle)] }),
    ...(cover.note ? [new Paragraph({ border: box(), spacing: { after: 240 }, children: [bold(cover.note)] })] : []),
    ...(cover.lines ?? []).map(
      (line) =>
        new Paragraph({ spacing: { after: 80 }, children: [new TextRun({ text: line, italics: true, size: 20 })] }),
    ),
    new Paragraph({ border: { bottom: rule }, spacing: { after: 480 }, children: [] }),
  ];
}

const bold = (text: string) => new TextRun({ text, bold: true });

function box() {
  const side = { style: BorderStyle.SINGLE, size: 6, color: "000000", space: 4 };
  return { top: side, bottom: side, left: side, right: side };
}

function header(cover: Cover): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [
      new TextRun({
        text: cover.revision ? `${cover.symbol} · ${cover.revision}` : `${cover.symbol} · ${cover.date}`,
        size: 18,
      }),
    ],
  });
}

function footer(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES], size: 18 })],
  });
}

function paragraphOf(block: PrintedBlock, numberOf: ReadonlyMap<string, number>): Paragraph {
  const indent = block.number === "" && block.kind === "paragraph" ? undefined : INDENT[block.kind];
  const children: ParagraphChild[] = runs(block.lead, numberOf);
  const heading = CENTRED.has(block.kind);
  if (block.number !== "") {
    children.push(new TextRun({ children: [block.number, heading ? ". " : new Tab()], bold: heading }));
  }
  children.push(...runs(block.spans, numberOf, heading));
  const options: IParagraphOptions = {
    children,
    spacing: {
      before: heading ? 280 : 0,
      after: heading ? 160 : 140,
      line: 276,
      lineRule: LineRuleType.AUTO,
    },
    alignment: heading ? AlignmentType.CENTER : AlignmentType.BOTH,
    keepNext: heading,
    ...(indent ? { indent, tabStops: [{ type: TabStopType.LEFT, position: indent.left }] } : {}),
  };
  return new Paragraph(options);
}

function tableOf(table: PrintedTable, numberOf: ReadonlyMap<string, number>): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: table.rows.map(
      (cells) =>
        new TableRow({
          children: cells.map(
            (blocks) =>
              new TableCell({
                margins: { top: 60, bottom: 60, left: 100, right: 100 },
                children: blocks.length > 0 ? blocks.map((block) => paragraphOf(block, numberOf)) : [new Paragraph("")],
              }),
          ),
        }),
    ),
  });
}

function runs(
  spans: readonly PrintedSpan[],
  numberOf: ReadonlyMap<string, number>,
  bold = false,
): (TextRun | FootnoteReferenceRun)[] {
  return spans.flatMap((span) => {
    const out: (TextRun | FootnoteReferenceRun)[] = [];
    if (span.text !== "") out.push(new TextRun(runOptions(span, bold)));
    const number = span.footnote ? numberOf.get(span.footnote) : undefined;
    if (number !== undefined) out.push(new FootnoteReferenceRun(number));
    return out;
  });
}

function runOptions(span: PrintedSpan, bold: boolean): IRunOptions {
  const has = (format: PrintedSpan["format"][number]) => span.format.includes(format);
  return {
    text: span.text,
    bold: span.role === "sign" || bold || has("strong"),
    italics: span.role === "note" || has("em"),
    ...(has("underline") ? { underline: { type: UnderlineType.SINGLE } } : {}),
    strike: has("strike"),
    superScript: has("superscript"),
    subScript: has("subscript"),
  };
}
