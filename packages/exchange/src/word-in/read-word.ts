import { DRAFT, NOTATION, type ParseOptions, parse, type Reading, suggestReading } from "@adref/notation";
import type { RecordValue, TextValue } from "@adref/schema";
import { countsOf } from "../read-report.ts";
import { LARGEST_BYTES, type ReadFinding, type ReadResult, refused } from "../reading.ts";
import { anchorFootnotes, documentOf, giveIds, recordOf } from "./assemble.ts";
import { Authors } from "./authors.ts";
import { type Draft, draftOf } from "./draft.ts";
import { colourOf } from "./highlights.ts";
import { noteJoins } from "./joins.ts";
import { BlockMaker, type WordBlocks } from "./make-blocks.ts";
import { Numbering } from "./numbering.ts";
import { openPackage } from "./open-package.ts";
import { placeOf, type WordParagraph } from "./paragraph.ts";
import { findParts, type WordParts } from "./parts.ts";
import { placeComments } from "./place-comments.ts";
import { readBody, readNotes, type WordItem } from "./read-body.ts";
import { readComments, type WordComment } from "./read-comments.ts";
import { ParagraphReader } from "./read-paragraph.ts";
import type { WordReadSettings } from "./settings.ts";
import { checkKind } from "./sniff.ts";
import { Styles } from "./styles.ts";
import { Notes } from "./tally.ts";
import { trackChanges } from "./tracked.ts";
import { Unreadable } from "./unreadable.ts";
import { writeSource } from "./write-source.ts";
import { childrenOf, textOf } from "./xml.ts";

/**
 * Reads a Word file (.docx) as a text: words, brackets typed as characters, tracked changes as proposals, comments. Nothing
 * is changed anywhere; the report says what was read, what was guessed, and what could not be kept. A file that is not
 * Word's, is broken, protected or made to do harm is refused with a sentence that says what to do. Never throws for what
 * stands in the file.
 */
export function readWord(bytes: Uint8Array, settings: WordReadSettings = {}): ReadResult {
  try {
    if (bytes.length > LARGEST_BYTES) {
      throw new Unreadable(
        "too-large",
        "The file is larger than 50 MB. A negotiating text of 300 pages takes less than 5 MB: remove pictures from it, or save it in parts.",
      );
    }
    checkKind(bytes);
    return readParts(findParts(openPackage(bytes)), settings);
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.reason, error.message, error.path);
    throw error;
  }
}

/** What stands in a file, before anything is understood. */
interface WordContent {
  readonly items: readonly WordItem[];
  readonly footnotes: ReadonlyMap<string, readonly WordParagraph[]>;
  readonly comments: readonly WordComment[];
}

function readParts(parts: WordParts, settings: WordReadSettings): ReadResult {
  const notes = new Notes();
  const content = readContent(parts, notes);
  noteParts(parts, notes);
  const authors = new Authors(settings);
  const maker = new BlockMaker(new Numbering(parts.numbering), content.footnotes, notes, {
    whose: authors.whose,
    typedNumbers: settings.typedNumbers ?? true,
    joinTitles: settings.joinTitles ?? true,
    highlights: settings.highlights ?? {},
  });
  const made = maker.make(content.items);
  noteColours(made, settings, notes);
  const suggestion = suggestReading(made.blocks.map(({ chars }) => chars).join("\n\n"), settings.notation);
  const reading = readingOf(settings.notation ?? {}, made.own, suggestion.reading);
  const { source, lines, offsets } = writeSource(made.blocks, reading.braces !== "words");
  const parsed = parse(source, { ...settings.notation, reading });
  const at = settings.notation?.at ?? "";

  const drafts: Draft[] = [];
  let line = 0;
  let index = 0;
  parsed.text.doc.forEach((node) => {
    const found = parsed.origins[index++];
    if (!found) return;
    while (line + 1 < lines.length && (lines[line + 1] as number) <= found.at) line++;
    const block = made.blocks[line];
    if (block) drafts.push(draftOf(node, found, block, offsets[line] as Int32Array));
  });
  const owners = parsed.text.record.options;
  const tracked = trackChanges(drafts, authors.whose, (option) => owners[option]?.owner ?? null);
  const ready = giveIds(drafts);
  noteJoins(ready, notes);
  anchorFootnotes(ready, notes);
  const comments = placeComments(content.comments, ready, authors, notes);
  const record: RecordValue = { ...recordOf(parsed.text.record, tracked, ready, at, notes), comments };
  const text: TextValue = { doc: documentOf(ready, made.tables), record };
  const found = parsed.findings.map(({ line: n, what, did }): ReadFinding => {
    const block = made.blocks[Math.floor((n - 1) / 2)];
    return { where: block ? placeOf(block.paragraph) : "", what, did, setting: "notation" };
  });
  const list = authors.list(content.items, content.footnotes.values(), content.comments);
  noteAuthors(list, notes);
  return {
    ok: true,
    text,
    header: { ...coreOf(parts), ...made.header },
    report: {
      read: {
        ...countsOf(text),
        comments: Object.keys(comments).length,
        changes: list.reduce((sum, { changes }) => sum + changes, 0),
      },
      guessed: withProvisions(notes.guessed.list(), ready),
      notKept: withProvisions(notes.notKept.list(), ready),
      findings: withProvisions([...notes.findings.list(), ...found], ready),
    },
    authors: list,
    reading,
    suggestion,
  };
}

/** Findings with the provisions that their paragraphs became. */
function withProvisions(findings: readonly ReadFinding[], ready: ReturnType<typeof giveIds>): ReadFinding[] {
  if (findings.every(({ where }) => where === "")) return [...findings];
  const ids = new Map(ready.map(({ draft, id }) => [placeOf(draft.block.paragraph), id]));
  return findings.map((finding) => {
    const provision = ids.get(finding.where.replace(/^first in /, ""));
    return provision === undefined ? finding : { ...finding, provision };
  });
}

function readContent(parts: WordParts, notes: Notes): WordContent {
  const styles = new Styles(parts.styles);
  const reader = new ParagraphReader(styles, notes);
  const items = readBody(parts.document, parts.main, reader, notes);
  const footnotes = new Map<string, readonly WordParagraph[]>();
  for (const [type, bytes] of [
    ["footnote", parts.footnotes],
    ["endnote", parts.endnotes],
  ] as const) {
    const read = readNotes(bytes, `word/${type}s.xml`, new ParagraphReader(styles, notes), notes);
    for (const [id, paragraphs] of read) footnotes.set(`${type}/${id}`, paragraphs);
  }
  const comments = readComments(parts.comments, parts.commentsExtended, new ParagraphReader(styles, notes));
  return { items, footnotes, comments };
}

/**
 * How typed brackets are read: as the settings say, and where these say nothing as they seem to be meant. One of our own
 * papers has them as the notation writes them, so that nothing need be guessed. Everything else is what the file says, in
 * the notation's own signs.
 */
function readingOf({ reading: said }: ParseOptions, own: boolean, guessed: Reading): Reading {
  if (own && !said) return NOTATION;
  // Words alone can look like the notation, which they are not: there the guess says nothing.
  const base = guessed.source === "draft" ? guessed : DRAFT;
  return { ...base, ...said, parties: { ...base.parties, ...said?.parties }, source: "marked" };
}

function coreOf({ core }: WordParts): Record<string, string> {
  const out: Record<string, string> = {};
  for (const child of core ? childrenOf(core) : []) {
    const words = textOf(child).trim();
    if (child.name === "dc:title" && words !== "") out.title = words;
  }
  return out;
}

function noteParts({ macros, margins }: WordParts, notes: Notes): void {
  if (macros) notes.notKept.add("Macros.", "They were not looked at and nothing of them was taken.", "");
  if (margins > 0)
    notes.notKept.add("Headers and footers.", "Left out: papers that are made of the text get their own.", "");
}

function noteColours({ blocks }: WordBlocks, { highlights }: WordReadSettings, notes: Notes): void {
  for (const { paragraph } of blocks) {
    const colour = colourOf(paragraph);
    if (colour !== null && highlights && Object.hasOwn(highlights, colour)) continue;
    if (colour !== null) {
      notes.guessed.add(
        `# paragraph(s) in ${colour}.`,
        "The colour was read as a mere colour. Say what it means, and it becomes their status.",
        placeOf(paragraph),
        "highlights",
      );
    } else if (paragraph.pieces.some(({ highlight }) => highlight !== null)) {
      notes.notKept.add(
        "# paragraph(s) of which some words have a colour.",
        "The colour was left out.",
        placeOf(paragraph),
      );
    }
  }
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function noteAuthors(authors: NonNullable<Extract<ReadResult, { ok: true }>["authors"]>, notes: Notes): void {
  for (const { name, changes, comments, party, standing } of authors) {
    const did = standing
      ? "They were made, without a proposal."
      : party === null
        ? "They were read as proposals of nobody."
        : `They were read as those of ${party}.`;
    notes.guessed.add(
      `“${name}” has ${counted(changes, "tracked change")} and ${counted(comments, "comment")}.`,
      did,
      "",
      "authors",
    );
  }
}
