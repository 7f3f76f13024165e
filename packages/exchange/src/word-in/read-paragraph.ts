import type { Change, CommentEdge, NoteSign, Piece, WordParagraph } from "./paragraph.ts";
import { placeOf } from "./paragraph.ts";
import { highlightOf, lookOf, type RunLook } from "./read-run.ts";
import { numberingOf, outlineOf, type Styles } from "./styles.ts";
import { symbolOf } from "./symbols.ts";
import type { Notes } from "./tally.ts";
import { Unreadable } from "./unreadable.ts";
import { childOf, childrenOf, textOf, valOf, type XmlElement } from "./xml.ts";

/** A field that is open: before its result nothing is words. */
interface Field {
  instruction: string;
  result: boolean;
}

/** Extensions of Word's whose elements are read here; for content in others the file holds a fallback. */
const UNDERSTOOD = new Set(["wps", "wpg", "wpc", "wp14", "w14", "w15"]);

const MOVES = "A move by tracked changes was read as a deletion and an insertion.";

/** What is read at most: several times what the longest agreements hold. Beyond it the words would not fit in memory. */
const MOST = { paragraphs: 100_000, worded: 25_000, pieces: 250_000, characters: 6_000_000 } as const;

/** Fields stand in others this deep at most; Word's own are two or three deep. */
const DEEPEST_FIELDS = 64;

/** Reads paragraphs in order; fields and changes may run over several. */
export class ParagraphReader {
  readonly #styles: Styles;
  readonly #notes: Notes;
  #fields: Field[] = [];
  #count = 0;
  #met = { paragraphs: 0, worded: 0, pieces: 0, characters: 0 };

  // The paragraph that is being read.
  #pieces: Piece[] = [];
  #signs: NoteSign[] = [];
  #comments: CommentEdge[] = [];
  #boxes: XmlElement[] = [];
  #length = 0;
  #shade: string | null = null;
  #bookmark: string | null = null;

  constructor(styles: Styles, notes: Notes) {
    this.#styles = styles;
    this.#notes = notes;
  }

  /** Reads a `w:p`; text boxes that hang on it come after it. `around` are changes of what it stands in. */
  read(element: XmlElement, around: readonly Change[] = []): WordParagraph[] {
    const properties = childOf(element, "w:pPr");
    const style = this.#styles.style(valOf(properties, "w:pStyle"));
    this.#pieces = [];
    this.#signs = [];
    this.#comments = [];
    this.#boxes = [];
    this.#length = 0;
    this.#bookmark = null;
    this.#shade = highlightOf(properties);
    this.#inline(element, around, /^toc\b|^table of/.test(style.name));
    this.#fields = this.#fields.filter((field) => field.result);
    const alignment = valOf(properties, "w:jc");
    const paragraph: WordParagraph = {
      n: this.#pieces.some(({ text }) => text.trim() !== "") ? ++this.#count : 0,
      pieces: this.#pieces,
      notes: this.#signs,
      comments: this.#comments,
      style,
      outline: outlineOf(properties) ?? style.outline,
      list: numberingOf(properties, style.numbering),
      centred: alignment === null ? style.centred : alignment === "center",
      bookmark: this.#bookmark,
      mark: [...around, ...markChanges(properties)],
    };
    this.#noteProperties(properties, paragraph);
    this.#limit();
    const boxes = this.#boxes;
    const inside = boxes.flatMap((box) => [...childrenOf(box)].flatMap((child) => this.#boxed(child, around)));
    if (inside.some(({ n }) => n > 0)) {
      this.#notes.findings.add(
        "# text box(es) stood beside the text.",
        "Their paragraphs were put after the one they hang on.",
        placeOf(paragraph),
      );
    }
    return [paragraph, ...inside];
  }

  #limit(): void {
    const { paragraphs, pieces, characters } = this.#met;
    this.#met = {
      paragraphs: paragraphs + 1,
      worded: this.#count,
      pieces: pieces + this.#pieces.length,
      characters: characters + this.#length,
    };
    const over = (Object.keys(MOST) as (keyof typeof MOST)[]).some((what) => this.#met[what] > MOST[what]);
    if (!over) return;
    throw new Unreadable(
      "too-large",
      `The text is longer than can be read at once: more than ${MOST.characters / 1_000_000} million characters, or ${MOST.worded.toLocaleString("en")} paragraphs. Save the file in parts.`,
    );
  }

  #boxed(element: XmlElement, around: readonly Change[]): WordParagraph[] {
    if (element.name === "w:p") return this.read(element, around);
    return [...childrenOf(element)].flatMap((child) => this.#boxed(child, around));
  }

  #inline(element: XmlElement, changes: readonly Change[], contents: boolean): void {
    for (const child of childrenOf(element)) {
      switch (child.name) {
        case "w:r":
          this.#run(child, changes, contents);
          break;
        case "w:ins":
        case "w:moveTo":
        case "w:del":
        case "w:moveFrom":
          if (child.name.startsWith("w:move")) this.#note("findings", MOVES, "Each can be adopted by itself.");
          this.#inline(child, [...changes, changeOf(child)], contents);
          break;
        case "w:commentRangeStart":
        case "w:commentRangeEnd":
          this.#comments.push({
            at: this.#length,
            side: child.name.endsWith("Start") ? "start" : "end",
            id: child.attrs["w:id"] ?? "",
          });
          break;
        case "w:bookmarkStart":
          this.#bookmark ??= /^_p_([A-Za-z0-9_]{1,36})$/.exec(child.attrs["w:name"] ?? "")?.[1] ?? null;
          break;
        case "mc:AlternateContent":
          this.#inline(chosen(child), changes, contents);
          break;
        case "m:oMath":
        case "m:oMathPara":
          this.#formula(child, changes);
          break;
        case "w:pPr":
        case "w:sdtPr":
        case "w:sdtEndPr":
        case "w:customXmlPr":
        case "w:smartTagPr":
          break;
        default:
          // Content controls, hyperlinks, smart tags, simple fields, directions: what stands inside is words.
          this.#inline(child, changes, contents);
      }
    }
  }

  #run(run: XmlElement, changes: readonly Change[], contents: boolean): void {
    const properties = childOf(run, "w:rPr");
    const look = lookOf(properties, this.#styles, this.#shade);
    if (childOf(properties, "w:rPrChange")) {
      this.#note("notKept", "# tracked change(s) of formatting.", "The formatting after the change was taken.");
    }
    this.#content(run, { look, changes, contents });
  }

  #content(run: XmlElement, at: { look: RunLook; changes: readonly Change[]; contents: boolean }): void {
    for (const child of childrenOf(run)) {
      switch (child.name) {
        case "w:t":
        case "w:delText":
          this.#words(wordsIn(child), at);
          break;
        case "w:tab":
        case "w:ptab":
          this.#words("\t", at);
          break;
        case "w:br":
          if (!["page", "column"].includes(child.attrs["w:type"] ?? "")) this.#words("\n", at);
          break;
        case "w:cr":
          this.#words("\n", at);
          break;
        case "w:noBreakHyphen":
          this.#words("\u2011", at);
          break;
        case "w:softHyphen":
          this.#note("notKept", "# soft hyphen(s), which only say where a line may break.", "Left out.");
          break;
        case "w:sym":
          this.#symbol(child, at);
          break;
        case "w:fldChar":
          this.#field(child.attrs["w:fldCharType"] ?? "");
          break;
        case "w:instrText":
        case "w:delInstrText": {
          const field = this.#fields.at(-1);
          if (field && !field.result) field.instruction += textOf(child).slice(0, 200);
          break;
        }
        case "w:footnoteReference":
        case "w:endnoteReference":
          this.#signs.push({
            at: this.#length,
            type: child.name === "w:footnoteReference" ? "footnote" : "endnote",
            id: child.attrs["w:id"] ?? "",
          });
          break;
        case "w:commentReference":
          this.#comments.push({ at: this.#length, side: "sign", id: child.attrs["w:id"] ?? "" });
          break;
        case "mc:AlternateContent":
          this.#content(chosen(child), at);
          break;
        case "w:ruby":
          for (const base of childrenOf(child))
            if (base.name === "w:rubyBase") this.#inline(base, at.changes, at.contents);
          break;
        case "w:drawing":
        case "w:pict":
        case "w:object":
          this.#picture(child);
          break;
      }
    }
  }

  #words(
    text: string,
    { look, changes, contents }: { look: RunLook; changes: readonly Change[]; contents: boolean },
  ): void {
    if (text === "" || this.#fields.some((field) => !field.result)) return;
    if (contents && this.#fields.some(({ instruction }) => /^\s*TOC\b/i.test(instruction))) {
      this.#note("notKept", "A table of contents.", "Left out: the text has its own.");
      return;
    }
    if (look.hidden) {
      this.#note("notKept", "# run(s) of hidden words.", "Left out: nobody sees them on the page.");
      return;
    }
    const { format, highlight, role } = look;
    const last = this.#pieces.at(-1);
    const same =
      last &&
      last.format === format &&
      last.highlight === highlight &&
      last.role === role &&
      last.changes.length === changes.length &&
      last.changes.every((change, i) => change === changes[i]);
    const clean = text.toWellFormed();
    if (same) this.#pieces[this.#pieces.length - 1] = { ...last, text: last.text + clean };
    else this.#pieces.push({ text: clean, format, changes, highlight, role });
    this.#length += clean.length;
  }

  #symbol(element: XmlElement, at: { look: RunLook; changes: readonly Change[]; contents: boolean }): void {
    const character = symbolOf(element.attrs["w:font"] ?? "", element.attrs["w:char"] ?? "");
    if (character === null) {
      this.#note("findings", "# symbol(s) of a font that is not known here.", "“�” was put in their place.");
    }
    this.#words(character ?? "\ufffd", at);
  }

  #field(type: string): void {
    if (type === "begin") {
      if (this.#fields.length >= DEEPEST_FIELDS) {
        throw new Unreadable(
          "too-deep",
          "The Word file has fields inside of fields without end; Word itself makes none like it.",
        );
      }
      this.#fields.push({ instruction: "", result: false });
    }
    if (type === "separate") {
      const field = this.#fields.at(-1);
      if (field) field.result = true;
    } else if (type === "end") this.#fields.pop();
  }

  #formula(element: XmlElement, changes: readonly Change[]): void {
    this.#note("notKept", "# formula(s).", "Their characters were kept in a row, without their layout.");
    this.#words(formulaText(element), {
      look: { format: 0, highlight: this.#shade, hidden: false, role: null },
      changes,
      contents: false,
    });
  }

  #picture(element: XmlElement): void {
    const boxes = boxesIn(element);
    this.#boxes.push(...boxes);
    if (boxes.length === 0) this.#note("notKept", "# picture(s).", "Left out: a text holds words only.");
  }

  #noteProperties(properties: XmlElement | null, paragraph: WordParagraph): void {
    if (childOf(properties, "w:pPrChange")) {
      this.#notes.notKept.add(
        "# tracked change(s) of a paragraph's layout.",
        "The layout after the change was taken.",
        placeOf(paragraph),
      );
    }
  }

  #note(list: "findings" | "notKept", what: string, did: string): void {
    this.#notes[list].add(what, did, placeOf({ n: this.#count + 1, pieces: this.#pieces }));
  }
}

/** The words of a `w:t`. Spaces at its ends count only where the file says so, as in Word. */
function wordsIn(element: XmlElement): string {
  const text = element.children.filter((child) => typeof child === "string").join("");
  const kept = Object.entries(element.attrs).some(([name, value]) => name.endsWith("space") && value === "preserve");
  return (kept ? text : trimmed(text)).replace(/\r\n?/g, "\n").replace(/[\n\t]/g, " ");
}

/** Without XML's own spaces at its ends; others, such as fixed ones, are characters. */
function trimmed(text: string): string {
  const blank = (at: number) => " \t\r\n".includes(text.charAt(at));
  let from = 0;
  while (from < text.length && blank(from)) from++;
  let to = text.length;
  while (to > from && blank(to - 1)) to--;
  return text.slice(from, to);
}

/** A tracked change as its element says it. */
export function changeOf(element: XmlElement): Change {
  const type = element.name === "w:ins" || element.name === "w:moveTo" ? "inserted" : "deleted";
  const date = element.attrs["w:date"] ?? "";
  const at = Number.isNaN(Date.parse(date)) ? "" : new Date(date).toISOString();
  return { type, author: (element.attrs["w:author"] ?? "").trim().toWellFormed(), at };
}

function markChanges(properties: XmlElement | null): Change[] {
  const run = childOf(properties, "w:rPr");
  if (!run) return [];
  return [...childrenOf(run)].filter(({ name }) => /^w:(ins|del|moveFrom|moveTo)$/.test(name)).map(changeOf);
}

/** Of content that a file holds in several ways, the one that is read here. */
export function chosen(element: XmlElement): XmlElement {
  for (const child of childrenOf(element)) {
    if (child.name !== "mc:Choice") continue;
    const requires = (child.attrs.Requires ?? "").split(/\s+/).filter((prefix) => prefix !== "");
    if (requires.every((prefix) => UNDERSTOOD.has(prefix))) return child;
  }
  return childOf(element, "mc:Fallback") ?? { name: "mc:Fallback", attrs: {}, children: [] };
}

function boxesIn(element: XmlElement): XmlElement[] {
  if (element.name === "w:txbxContent") return [element];
  const inside = element.name === "mc:AlternateContent" ? chosen(element) : element;
  return [...childrenOf(inside)].flatMap(boxesIn);
}

function formulaText(element: XmlElement): string {
  if (element.name === "m:t") return textOf(element);
  return [...childrenOf(element)].map(formulaText).join("");
}
