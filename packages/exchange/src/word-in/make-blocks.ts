import { isHeadingKind, type Kind, type Status } from "@adref/schema";
import type { Range, TableShape, WordBlock } from "./block.ts";
import { isOfPaper, readCover } from "./cover-page.ts";
import { trimmedStart, withPrefix } from "./edit-paragraph.ts";
import { looksLikeHeading, SHORT } from "./heading-look.ts";
import { readHighlight } from "./highlights.ts";
import { type Label, readLabel } from "./labels.ts";
import type { Numbering } from "./numbering.ts";
import { OWN_STYLES, ownNumber, rangesOf, type Visible, visibleOf } from "./own-number.ts";
import { placeOf, type WordParagraph, wordsOf } from "./paragraph.ts";
import type { WordCell, WordItem } from "./read-body.ts";
import { joined, settle, type Whose } from "./settle.ts";
import { bulletOf } from "./symbols.ts";
import type { Notes } from "./tally.ts";
import { Unreadable } from "./unreadable.ts";

/** How numbers, headings and colours are understood. */
export interface BlockSettings {
  readonly whose: Whose;
  /** Whether numbers typed as characters are read as numbers. */
  readonly typedNumbers: boolean;
  /** Whether an article's title may stand in the paragraph after its number. */
  readonly joinTitles: boolean;
  readonly highlights: Readonly<Record<string, Status | "parked" | null>>;
}

export interface WordBlocks {
  readonly blocks: readonly WordBlock[];
  readonly tables: readonly TableShape[];
  /** Whether it is one of our own papers. */
  readonly own: boolean;
  /** Facts that one of our own papers has on its cover. */
  readonly header: Readonly<Record<string, string>>;
}

/** Signs before a number: brackets, and whose they are. */
const LEAD =
  /^(?:[ \u00a0]*\[(?:[A-Z][A-Z0-9-]{1,11}(?:,[ \u00a0]?[A-Z][A-Z0-9-]{1,11}){0,40}:[ \u00a0]?)?){1,8}[ \u00a0]*/;
const PREAMBLE = /^(preamble|преамбула)$/i;
/** No status is longer, in characters. */
const LONGEST_STATUS = 60;
const STATUS_TAIL = /[ \u00a0]*\{(?:open|agreed in group|agreed ad ref|adopted|parked)(?:, parked)?\}[ \u00a0]*$/;

/** Makes blocks of a file's paragraphs and tables: what kind each is, and what its number is. */
export class BlockMaker {
  readonly #numbering: Numbering;
  readonly #notes: Notes;
  readonly #settings: BlockSettings;
  readonly #footnotes: ReadonlyMap<string, readonly WordParagraph[]>;
  readonly #blocks: WordBlock[] = [];
  readonly #tables: TableShape[] = [];
  /** What one of our own papers adds to a text. */
  readonly #cover: WordParagraph[] = [];
  readonly #signed = new Set<string>();
  #own = false;
  #preamble = false;
  #before: { readonly kind: Kind; readonly number: string } | null = null;
  #footnoteCount = 0;
  #endnoteCount = 0;

  /** `footnotes` are those of the file by `footnote/1` or `endnote/1`. */
  constructor(
    numbering: Numbering,
    footnotes: ReadonlyMap<string, readonly WordParagraph[]>,
    notes: Notes,
    settings: BlockSettings,
  ) {
    this.#numbering = numbering;
    this.#footnotes = footnotes;
    this.#notes = notes;
    this.#settings = settings;
  }

  make(items: readonly WordItem[]): WordBlocks {
    let stretch: WordParagraph[] = [];
    const flush = () => {
      this.#paragraphs(stretch);
      stretch = [];
    };
    for (const item of items) {
      if ("paragraph" in item) stretch.push(item.paragraph);
      else {
        flush();
        this.#table(item.table.rows);
      }
    }
    flush();
    return {
      blocks: this.#blocks,
      tables: this.#tables,
      header: readCover(this.#cover),
      own: this.#own || this.#cover.length > 0,
    };
  }

  #paragraphs(all: readonly WordParagraph[]): void {
    const paragraphs = settle(all, this.#settings.whose);
    for (let i = 0; i < paragraphs.length; i++) {
      const paragraph = paragraphs[i] as WordParagraph;
      if (isOfPaper(paragraph)) {
        this.#cover.push(paragraph);
        continue;
      }
      if (paragraph.n === 0 && !paragraph.list && paragraph.bookmark === null) continue;
      let block = this.#block(paragraph);
      if (paragraph.n === 0 && paragraph.bookmark === null && !/[\p{L}\p{N}]/u.test(block.number)) continue;
      const after = paragraphs[i + 1];
      if (after && this.#takesTitle(block, after)) {
        this.#notes.guessed.add(
          "# article(s) whose title stands in the next paragraph.",
          "Number and title were made one provision.",
          placeOf(paragraph),
          "joinTitles",
        );
        block = titled(block, after);
        i++;
      }
      this.#push(block);
      this.#notesOf(block.paragraph);
    }
  }

  #push(block: WordBlock): void {
    checkSigns(block);
    this.#blocks.push(block);
    if (block.cell || block.note !== null) return;
    if (isHeadingKind(block.kind)) this.#preamble = PREAMBLE.test(wordsAfter(block).trim());
    else if (block.number !== "") this.#preamble = false;
    if (block.number !== "" || isHeadingKind(block.kind)) this.#before = { kind: block.kind, number: block.number };
  }

  #table(rows: readonly (readonly WordCell[])[]): void {
    if (rows.length === 0) return;
    const all = rows.flat().flatMap(({ paragraphs }) => paragraphs);
    if (all.length > 0 && all.every(isOfPaper)) {
      this.#cover.push(...all);
      return;
    }
    const table = this.#tables.length;
    this.#tables.push({
      rows: rows.map((row) => row.map(({ colspan, rowspan, header }) => ({ colspan, rowspan, header }))),
    });
    const signed: WordParagraph[] = [];
    rows.forEach((row, r) => {
      row.forEach(({ paragraphs }, c) => {
        const settled = settle(paragraphs, this.#settings.whose);
        const full = settled.filter(({ n }) => n > 0);
        for (const paragraph of full.length > 0 ? full : settled.slice(0, 1)) {
          const label = this.#listLabel(paragraph);
          const words = label === null ? paragraph : withPrefix(paragraph, `${label.text} `);
          this.#push({ ...this.#plain(words), kind: "cell", cell: { table, row: r, cell: c } });
          signed.push(words);
        }
      });
    });
    for (const paragraph of signed) this.#notesOf(paragraph);
  }

  /** The footnotes whose signs a paragraph holds, as blocks after it. */
  #notesOf({ notes }: WordParagraph): void {
    for (const { type, id } of notes) {
      const key = `${type}/${id}`;
      const paragraphs = this.#footnotes.get(key);
      if (!paragraphs || this.#signed.has(key)) continue;
      this.#signed.add(key);
      const settled = settle(paragraphs, this.#settings.whose).filter(({ n }) => n > 0);
      if (settled.length > 1) {
        this.#notes.notKept.add(
          "# footnote(s) of several paragraphs.",
          "Their paragraphs were put into one.",
          placeOf(settled[0] as WordParagraph),
        );
      }
      const number = type === "footnote" ? String(++this.#footnoteCount) : `e${++this.#endnoteCount}`;
      const first = settled[0];
      const paragraph = first
        ? joined(settled.map((one, i) => (i === 0 ? trimmedStart(one) : withPrefix(one, " "))))
        : null;
      if (!paragraph) continue;
      this.#push({ ...this.#plain(paragraph), kind: "footnote", number, note: key });
    }
  }

  #plain(paragraph: WordParagraph): WordBlock {
    const chars = spaced(wordsOf(paragraph));
    return {
      paragraph,
      kind: "paragraph",
      number: "",
      chars,
      lead: 0,
      numberFrom: 0,
      numberTo: 0,
      numbers: [],
      end: chars.length,
      status: null,
      cell: null,
      note: null,
    };
  }

  #block(paragraph: WordParagraph): WordBlock {
    const { highlights } = this.#settings;
    const listed = this.#listLabel(paragraph);
    const heading = looksLikeHeading(paragraph);
    const raw = wordsOf(paragraph);
    const visible = visibleOf(paragraph);
    let lead = 0;
    let numberFrom = 0;
    let numberTo = 0;
    let numbers: readonly Range[] = [];
    let label: Label | null = null;
    if (listed === null || listed.format === "bullet") {
      const found = this.#typedLabel(paragraph, visible, heading);
      if (found) ({ label, lead, from: numberFrom, to: numberTo, numbers } = found);
    } else label = this.#labelOfList(listed, heading);
    const bullet = listed?.format === "bullet" && !label ? bulletOf(listed.text) : "";
    const number = label?.number ?? bullet;
    const kind = this.#kind(paragraph, label, bullet, heading, raw);
    const last = Math.max(0, raw.length - LONGEST_STATUS);
    const tail = STATUS_TAIL.exec(raw.slice(last));
    const end = tail && last + tail.index >= numberTo ? last + tail.index : raw.length;
    const colour = readHighlight(paragraph, highlights);
    return {
      ...this.#plain(paragraph),
      kind,
      number: kind === "paragraph" || number !== "" ? number : "",
      lead,
      numberFrom,
      numberTo,
      numbers,
      end,
      status: (tail && end < raw.length ? statusIn(tail[0]) : null) ?? colour,
    };
  }

  #listLabel(paragraph: WordParagraph) {
    if (!paragraph.list) return null;
    const label = this.#numbering.next(paragraph.list.id, paragraph.list.level);
    if (label?.unknown) {
      this.#notes.guessed.add(
        `# number(s) in a format that is not known here (“${label.unknown}”).`,
        "They were written in digits.",
        placeOf(paragraph),
      );
    }
    return label && label.text.trim() !== "" ? label : null;
  }

  #labelOfList(listed: { readonly text: string; readonly format: string }, heading: boolean): Label {
    const text = listed.text.trim();
    const found = readLabel(`${text} `, { heading: true, before: this.#before, format: listed.format, level: null });
    if (found && found.length >= text.length) return found;
    const number = text.replace(/[.:]$/, "");
    if (heading) return { kind: "heading", number, length: 0 };
    return { kind: "paragraph", number, length: 0 };
  }

  #typedLabel(paragraph: WordParagraph, visible: Visible, heading: boolean) {
    const own = ownNumber(paragraph, visible);
    if (own) return own;
    if (!this.#settings.typedNumbers) return null;
    const { words, at } = visible;
    const context = { heading, before: this.#before, level: null };
    const signs = LEAD.exec(words)?.[0].length ?? 0;
    for (const lead of signs > 0 ? [signs, 0] : [0]) {
      const spaces = /^[ \u00a0\t]*/.exec(words.slice(lead))?.[0].length ?? 0;
      const label = readLabel(words.slice(lead + spaces, lead + spaces + SHORT), context);
      // "[1. ] In civil proceedings": the bracket is about the number alone, which then is words.
      if (!label || (lead > 0 && words[lead + spaces + label.length] === "]")) continue;
      this.#notes.guessed.add(
        isHeadingKind(label.kind) ? "# heading(s) with typed numbers." : "# paragraph(s) with typed numbers.",
        "The characters were read as the provision's number.",
        placeOf(paragraph),
        "typedNumbers",
      );
      const first = lead + spaces;
      const from = at[first] ?? 0;
      const numbers = rangesOf(at.slice(lead > 0 ? first : 0, first + label.length));
      const old = lead > 0 ? null : this.#oldNumber(paragraph, from);
      const to = (at[first + label.length - 1] ?? from) + 1;
      return { label, lead: lead > 0 ? from : 0, from, to, numbers: old ? [old, ...numbers] : numbers };
    }
    return null;
  }

  /** A number that was deleted before the new one is no words either. */
  #oldNumber(paragraph: WordParagraph, from: number): Range | null {
    const old = wordsOf(paragraph).slice(0, from);
    if (old.trim() === "") return null;
    const label = readLabel(`${old.trimEnd()} `, { heading: true, before: this.#before, level: null });
    if (!label || label.length < old.trimEnd().length) return null;
    this.#notes.notKept.add("# number(s) changed by tracked changes.", "The new number was taken.", placeOf(paragraph));
    return { from: 0, to: from };
  }

  #kind(paragraph: WordParagraph, label: Label | null, bullet: string, heading: boolean, raw: string): Kind {
    const { style, outline, list } = paragraph;
    const own = OWN_STYLES.get(style.id);
    if (own) {
      this.#own = true;
      return own;
    }
    if (label && isHeadingKind(label.kind)) return label.kind;
    if (/^(title|subtitle)$/.test(style.name)) return "title";
    if (outline !== null) {
      if (/^heading 3$/.test(style.name) && label?.number.startsWith("Article")) return "article";
      return outline === 0 ? "heading" : outline === 1 ? "section" : "article";
    }
    if (bullet !== "") return (list?.level ?? 0) > 0 ? "item" : "subparagraph";
    if (label) return label.kind;
    if (heading && raw.trim().length < SHORT && paragraph.centred) {
      const first = this.#blocks.length === 0;
      this.#notes.guessed.add(
        first ? "A centred paragraph at the top." : "# centred paragraph(s) that stand out.",
        first ? "It was read as the title." : "They were read as headings.",
        placeOf(paragraph),
      );
      return first ? "title" : "heading";
    }
    if (PREAMBLE.test(raw.trim())) return "heading";
    if (this.#preamble) {
      this.#notes.guessed.add(
        "# paragraph(s) without numbers after the heading of a preamble.",
        "They were read as recitals.",
        placeOf(paragraph),
      );
      return "recital";
    }
    return "paragraph";
  }

  #takesTitle(block: WordBlock, after: WordParagraph): boolean {
    if (!this.#settings.joinTitles || block.kind !== "article" || block.number === "") return false;
    if (wordsAfter(block).trim() !== "" || block.lead > 0 || block.paragraph.mark.length > 0) return false;
    if (after.n === 0 || after.list || after.pieces.some(({ changes }) => changes.length > 0)) return false;
    const words = wordsOf(after).trim();
    if (words.length > SHORT || /[.;:,]$/.test(words) || words.includes("[")) return false;
    return looksLikeHeading(after) && readLabel(words, { heading: true, before: null, level: null }) === null;
  }
}

/** So many brackets and changes may stand in one paragraph; a page of real ones has a few dozen. */
const MOST_SIGNS = 5_000;

function checkSigns({ paragraph, chars }: WordBlock): void {
  let changes = 0;
  for (const piece of paragraph.pieces) if (piece.changes.length > 0) changes++;
  if (changes <= MOST_SIGNS && chars.split("[", MOST_SIGNS + 2).length <= MOST_SIGNS + 1) return;
  throw new Unreadable(
    "too-large",
    `A paragraph of the file holds more than ${MOST_SIGNS} brackets or tracked changes. Accept or divide what is in it, and bring the file again (${placeOf(paragraph)}).`,
  );
}

const spaced = (words: string) => words.replace(/[\t\n]/g, " ");

const wordsAfter = ({ chars, numberTo, end }: WordBlock) => chars.slice(numberTo, end);

/** An article's number with the title from the paragraph after it. */
function titled(block: WordBlock, title: WordParagraph): WordBlock {
  const paragraph = joined([block.paragraph, trimmedStart(title)]);
  const chars = spaced(wordsOf(paragraph));
  const { length } = wordsOf(block.paragraph);
  return {
    ...block,
    paragraph,
    chars,
    end: chars.length,
    numberTo: length,
    numbers: [...block.numbers, { from: block.numberTo, to: length }],
  };
}

function statusIn(tail: string): Status | "parked" | null {
  if (tail.includes("agreed in group")) return "agreed-group";
  if (tail.includes("agreed ad ref")) return "agreed-adref";
  if (tail.includes("adopted")) return "adopted";
  return tail.includes("parked") ? "parked" : null;
}
