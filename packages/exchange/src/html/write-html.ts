import type { Sign } from "@adref/brackets";
import type { Kind, MarkValue, Party, RecordValue, Status, TextValue } from "@adref/schema";
import { closingStances, openingCodes } from "../attribution.ts";
import type { Cover } from "../cover.ts";
import { jsonRecord } from "../json/write-json.ts";
import { type Sheet, type SheetBlock, type SheetTable, sheetOf } from "../marked/sheet.ts";
import { type PaperView, viewOf } from "../view.ts";
import { kindOf, prefaceOf } from "../word-out/preface.ts";
import { factAttribute, shownHtml, wordsHtml } from "./escape.ts";
import { pageOf } from "./page.ts";

/** The version of what the page says in its attributes; a page of a later one is refused, not guessed at. */
export const HTML_VERSION = "1";

export interface HtmlOptions extends PaperView {
  readonly cover: Cover;
  /** Named on the cover of a paper that shows their codes. */
  readonly parties: readonly Party[];
  /** What the file says of itself to those who read it again. */
  readonly header?: Readonly<Record<string, string>>;
  /** Whether a provision's status stands after it; of no effect on a clean paper. True unless told. */
  readonly statuses?: boolean;
}

/**
 * A text as one self-contained page of HTML that prints as a paper and can be read again: signs, numbers and statuses are
 * marked as the paper's (`data-paper`), everything else is the text with its facts in data attributes. What was said beside
 * the words, and how past brackets ended, is not on the page and not in the file.
 */
export function writeHtml(text: TextValue, options: HtmlOptions): string {
  const shown = viewOf(text, options);
  const record: RecordValue = { ...shown.record, comments: {}, resolutions: {} };
  const sheet = sheetOf({ doc: shown.doc, record });
  const paper = new Paper(sheet, record, options);
  return pageOf({
    cover: { kind: kindOf(options), ...options.cover, lines: [...(options.cover.lines ?? []), ...prefaceOf(options)] },
    attributes: ` data-adref="text" data-version="${HTML_VERSION}"`,
    main: paper.blocks(),
    facts: JSON.stringify({ header: options.header ?? {}, record: jsonRecord(record) }),
  });
}

const TAGS: Partial<Record<Kind, string>> = {
  title: "h1",
  heading: "h2",
  chapter: "h2",
  annex: "h2",
  section: "h3",
  article: "h4",
};

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  open: "",
  "agreed-group": "agreed in group",
  "agreed-adref": "agreed ad ref",
  adopted: "adopted",
};

/** Elements of formatting, as the editor's own schema writes them. */
const FORMAT_TAGS: Readonly<Record<string, string>> = {
  strong: "strong",
  em: "em",
  underline: "u",
  strike: "s",
  superscript: "sup",
  subscript: "sub",
};

class Paper {
  readonly #sheet: Sheet;
  readonly #record: RecordValue;
  readonly #options: HtmlOptions;
  readonly #noteNumbers: ReadonlyMap<string, number>;
  readonly #printed = new Set<string>();
  readonly #anchors = new Set<string>();

  constructor(sheet: Sheet, record: RecordValue, options: HtmlOptions) {
    this.#sheet = sheet;
    this.#record = record;
    this.#options = options;
    this.#noteNumbers = new Map([...sheet.footnotes.keys()].map((id, i) => [id, i + 1]));
  }

  blocks(): string {
    return this.#sheet.blocks.map((block) => this.#withNotes(block)).join("\n");
  }

  /** A block and, below it, the footnotes whose first sign it has. */
  #withNotes(block: SheetBlock | SheetTable): string {
    const html = block.type === "table" ? this.#table(block) : this.#provision(block, TAGS[block.value.kind] ?? "p");
    const inside = block.type === "table" ? block.rows.flat().flatMap((cell) => cell.blocks) : [block];
    const due = inside
      .flatMap(({ content }) => content.flatMap((part) => (part.type === "note" ? [part.footnote] : [])))
      .filter((id) => this.#noteNumbers.has(id) && !this.#printed.has(id));
    const notes = [...new Set(due)].map((id) => {
      this.#printed.add(id);
      return this.#provision(this.#sheet.footnotes.get(id) as SheetBlock, "p", this.#noteNumbers.get(id));
    });
    return notes.length === 0 ? html : `${html}\n<aside class="footnotes">\n${notes.join("\n")}\n</aside>`;
  }

  #table({ node, rows }: SheetTable): string {
    const body = rows.map((cells) => {
      const inner = cells.map(({ node: cell, blocks }) => {
        const tag = cell.type.name === "table_header" ? "th" : "td";
        const { colspan, rowspan, colwidth } = cell.attrs;
        const attributes = [
          colspan === 1 ? "" : ` colspan="${Number(colspan)}"`,
          rowspan === 1 ? "" : ` rowspan="${Number(rowspan)}"`,
          colwidth ? ` data-colwidth="${(colwidth as number[]).map(Number).join(",")}"` : "",
        ];
        return `<${tag}${attributes.join("")}>${blocks.map((block) => this.#provision(block, "p")).join("")}</${tag}>`;
      });
      return `<tr>${inner.join("")}</tr>`;
    });
    return `<table class="words-table"${factAttribute("data-table", node.attrs.id)}>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
  }

  #provision(block: SheetBlock, tag: string, note?: number): string {
    const { value, number, content, lead } = block;
    const classes = ["provision", `kind-${value.kind}`, ...(number === "" || note !== undefined ? [] : ["numbered"])];
    const attributes = [
      ` class="${classes.join(" ")}"`,
      this.#anchor(value.id),
      factAttribute("data-provision", value.id === "" ? null : value.id),
      ` data-kind="${value.kind}" data-level="${value.level}"`,
      factAttribute("data-number", value.number),
      factAttribute("data-bracket", value.bracket),
      factAttribute("data-option", value.option),
      factAttribute("data-within", value.within),
      note === undefined ? "" : ` data-place="${block.place}"`,
      ' dir="auto"',
    ];
    const before = lead.map((sign) => this.#sign(sign)).join("");
    const label =
      note === undefined ? numberHtml(number, tag) : `<span class="footnote-sign" data-paper>${note}</span>`;
    return `<${tag}${attributes.join("")}>${before}${label}${this.#content(content)}${this.#status(block)}</${tag}>`;
  }

  /** A place to jump to, for the first provision of an id that may be one. */
  #anchor(id: string): string {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(id) || this.#anchors.has(id)) return "";
    this.#anchors.add(id);
    return ` id="${id}"`;
  }

  #content(content: SheetBlock["content"]): string {
    let html = "";
    for (const part of content) {
      if (part.type === "text") html += wordsHtml(part.text);
      else if (part.type === "sign") html += this.#sign(part.sign);
      else if (part.type === "note") html += this.#noteSign(part.footnote);
      else html += part.type === "open" ? openTag(part.mark) : closeTag(part.mark);
    }
    return html;
  }

  #noteSign(footnote: string): string {
    const number = this.#noteNumbers.get(footnote);
    if (number === undefined) return "";
    const target = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(footnote) ? ` href="#${footnote}"` : "";
    return `<a class="footnote-sign"${target} data-paper>${number}</a>`;
  }

  #sign(sign: Sign): string {
    const named = this.#options.attributions && sign.kind === "bracket";
    const text =
      sign.side === "open"
        ? `[${named ? openingCodes(this.#record, sign.option) : ""}`
        : `${named ? closingStances(this.#record, sign.bracket, sign.option) : ""}]`;
    return `<b class="sign" data-paper>${shownHtml(text)}</b>`;
  }

  #status({ status, value }: SheetBlock): string {
    if (this.#options.view === "clean" || this.#options.statuses === false) return "";
    const parked = this.#record.statuses[value.id]?.parked ? "parked" : "";
    const words = [STATUS_WORDS[status], parked].filter((word) => word !== "").join(", ");
    return words === "" ? "" : `<span data-paper> </span><span class="status" data-paper>{${words}}</span>`;
  }
}

function numberHtml(number: string, tag: string): string {
  if (number === "") return "";
  return `<span class="number" data-paper>${shownHtml(number)}${tag === "p" ? "" : ". "}</span>`;
}

function openTag({ type, attrs }: MarkValue): string {
  const fact = (name: string) => factAttribute(`data-${name}`, attrs[name] ?? null);
  switch (type) {
    case "contested":
      return `<span class="contested"${fact("bracket")}>`;
    case "proposed":
      return `<span class="proposed"${fact("bracket")}${fact("option")}${fact("within")}>`;
    case "note":
      return `<span class="note"${fact("note")}>`;
    case "footnote":
      return `<span class="footnote-anchor"${fact("footnote")}>`;
    default:
      return `<${FORMAT_TAGS[type] ?? "span"}>`;
  }
}

const closeTag = ({ type }: MarkValue) => `</${FORMAT_TAGS[type] ?? "span"}>`;
