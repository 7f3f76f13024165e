import type { PartyCode, TextValue } from "@adref/schema";
import { asNotation } from "./as-notation.ts";
import { buildText } from "./build.ts";
import { skipSpaces, trimmedEnd } from "./characters.ts";
import type { Origin, TextDraft } from "./draft.ts";
import { type Finding, Findings } from "./findings.ts";
import { type Block, readLayout } from "./layout.ts";
import { pairSigns } from "./matching.ts";
import { Names } from "./names.ts";
import { previewOf } from "./preview.ts";
import { readText } from "./reader.ts";
import { DRAFT, type KnownParty, type Reading } from "./reading.ts";
import { Corrections } from "./record-section.ts";
import type { Rewritten } from "./rewriting.ts";
import type { Preview } from "./suggestion.ts";
import { divide } from "./units.ts";

export interface ParseOptions {
  /** The time that every fact of the record gets, ISO 8601; "" where unknown. */
  readonly at?: string;
  /**
   * The parties, if known. In the notation any other code is read as a party all the same, but found; in a foreign draft
   * any other name stays words.
   */
  readonly parties?: readonly KnownParty[];
  /** More names and groups, such as `{ "G77": "G77", "Group of 77": "G77" }`, by spelling. */
  readonly aliases?: Readonly<Record<string, PartyCode>>;
  /** How the source is to be read; what is left out is as in DRAFT, or as in NOTATION where there is no reading at all. */
  readonly reading?: Partial<Reading>;
}

/** A source as it was read. */
export interface Parsed {
  readonly text: TextValue;
  readonly header: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  /** Of every provision in reading order, where it and its words stand in the source; the record section changes nothing here. */
  readonly origins: readonly { readonly at: number; readonly words: readonly Origin[] }[];
}

/**
 * Reads a source in the notation (SPEC.md). Never throws, and never loses a word: what cannot be read as structure stays
 * words, with a finding. Ids are given by place (`p12`, `b5`, `o5a`), so that the same source always gives equal texts;
 * the record section gives others. The result fits the schema.
 */
export function parse(source: string, options: ParseOptions = {}): Parsed {
  const start = withPlainLines(source);
  const { draft, header, corrections, findings, origins } = readAs(start, options);
  const text = buildText(draft, corrections, options.at ?? "");
  return { text, header, findings: findings.list(), origins };
}

/** Counts what parsing a source would give, without making a text of it. Never throws. */
export function preview(source: string, options: ParseOptions = {}): Preview {
  const start = withPlainLines(source);
  const { draft, names, findings } = readAs(start, options);
  return previewOf(draft, names, findings.list());
}

function withPlainLines(source: string): string {
  const lines = source.replace(/\r\n?/g, "\n");
  return lines.startsWith("\ufeff") ? lines.slice(1) : lines;
}

/** Reads a source as its reading says: a foreign draft is first written as the notation writes it. */
function readAs(source: string, options: ParseOptions) {
  if (options.reading && (options.reading.source ?? DRAFT.source) !== "notation") {
    return readForeign(source, { ...DRAFT, ...options.reading }, options, new Set());
  }
  const findings = new Findings(source);
  const corrections = new Corrections(findings);
  const codes = options.parties?.map((party) => (typeof party === "string" ? party : party.code));
  const known = codes && [...codes, ...Object.values(options.aliases ?? {})];
  const { draft, header } = readDraft(source, corrections, findings, known);
  return { draft, header, corrections, findings, names: null, origins: originsOf(draft) };
}

const MOST_TRIES = 5;

/**
 * Reads a foreign draft. Where a marker that was respelled turns out to be words, because the bracket round it is none or
 * closes amid a paragraph, the draft is read again with that marker as it was.
 */
function readForeign(source: string, reading: Reading, options: ParseOptions, plain: Set<number>, tries = 1) {
  const findings = new Findings(source);
  const names = new Names(options.parties, options.aliases ?? {}, reading.parties);
  const written = asNotation(source, reading, names, findings, plain);
  const through = findings.through(written.source, (offset) => written.originOf(offset));
  const corrections = new Corrections(through);
  const { draft, header } = readDraft(written.source, corrections, through);
  const origins = originsOf(draft, written);
  const strays = strayMarkers(draft, origins, written.markers);
  if (strays.length === 0 || tries === MOST_TRIES) return { draft, header, corrections, findings, names, origins };
  for (const at of strays) plain.add(at);
  return readForeign(source, reading, options, plain, tries + 1);
}

/** The markers, by their offsets in the source, that stand among words. */
function strayMarkers(draft: TextDraft, origins: Parsed["origins"], markers: ReadonlyMap<number, string>): number[] {
  if (markers.size === 0) return [];
  return provisionsIn(draft).flatMap(({ segments }, i) => {
    const found = origins[i]?.words.filter(({ at, plain }) => !plain && markers.has(at)) ?? [];
    if (found.length === 0) return [];
    const words = segments.map(({ text }) => text).join("");
    return found
      .filter(({ word, at }) => words.startsWith((markers.get(at) ?? "").slice(0, 2), word))
      .map(({ at }) => at);
  });
}

function provisionsIn({ items }: TextDraft) {
  return items.flatMap((item) => {
    return "provision" in item ? [item.provision] : item.rows.flat().map(({ provision }) => provision);
  });
}

function originsOf(draft: TextDraft, written?: Rewritten): Parsed["origins"] {
  const provisions = provisionsIn(draft);
  if (!written) return provisions.map(({ at, origins }) => ({ at, words: origins }));
  return provisions.map(({ at, origins, segments }) => {
    const length = segments.reduce((sum, { text }) => sum + text.length, 0);
    return { at: written.originOf(at), words: written.trace(origins, length) };
  });
}

/** The text that blocks written by writeBlocks are read as, with the given ids. */
export function readBack(source: string, corrections: Corrections): TextValue {
  const { draft } = readDraft(source, new Corrections(), new Findings(source));
  return buildText(draft, corrections, "");
}

function readDraft(
  source: string,
  corrections: Corrections,
  findings: Findings,
  parties?: readonly string[],
): { draft: TextDraft; header: Readonly<Record<string, string>> } {
  const layout = readLayout(source, findings);
  const stray = layout.record === null ? [] : readRecord(source, layout.record, corrections, findings);
  const division = divide(source, [...layout.blocks, ...stray], findings);
  const stances = pairSigns(source, division.tokens, division.units, findings);
  const draft = readText(source, division, stances, findings, parties ? new Set(parties) : null);
  return { draft, header: layout.header };
}

/** Reads the record section; the lines that are none come back as blocks of words. */
function readRecord(source: string, from: number, corrections: Corrections, findings: Findings): Block[] {
  const stray: Block[] = [];
  for (let at = from; at < source.length; ) {
    const newline = source.indexOf("\n", at);
    const end = newline === -1 ? source.length : newline;
    const start = skipSpaces(source, at, end);
    const to = trimmedEnd(source, start, end);
    if (to > start && !corrections.read(source.slice(start, to), start)) {
      findings.add(start, "A line of the record section cannot be read.", "It was kept as a paragraph at the end.");
      const head = { slash: false, leads: [], marker: null, markerAt: start, content: start };
      stray.push({ from: start, to, table: false, head });
    }
    at = end + 1;
  }
  return stray;
}
