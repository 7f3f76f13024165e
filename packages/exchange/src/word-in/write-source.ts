import { isIn, type WordBlock } from "./block.ts";

/** The notation's source of a file's blocks, one line each, and where its characters come from. */
export interface WordSource {
  readonly source: string;
  /** Of every block, in order: the offset of its line. */
  readonly lines: readonly number[];
  /** Of every block, in order: the offset in the source of each of its characters; -1 for those that are not in it. */
  readonly offsets: readonly Int32Array[];
}

/** Characters that the notation takes for signs and that a Word file means as characters. Brackets are not among them. */
const SIGN = /[\\{|*_~^]/;
const BRACES_KEPT = /[\\|*_~^]/;

/**
 * Writes blocks in the notation, so that brackets and attributions that were typed as characters are read by its parser and
 * by nothing else. Everything that would be a sign there and is a character here is escaped; with `braces` curly
 * ones are left for the parser, too.
 */
export function writeSource(blocks: readonly WordBlock[], braces = false): WordSource {
  const parts: string[] = [];
  const lines: number[] = [];
  const offsets: Int32Array[] = [];
  let length = 0;
  for (const block of blocks) {
    if (length > 0) {
      parts.push("\n\n");
      length += 2;
    }
    lines.push(length);
    const { line, offsets: own } = writeLine(block, length, braces ? BRACES_KEPT : SIGN);
    parts.push(line);
    length += line.length;
    offsets.push(own);
  }
  return { source: parts.join(""), lines, offsets };
}

function writeLine(block: WordBlock, start: number, escaped: RegExp): { line: string; offsets: Int32Array } {
  const { chars, end } = block;
  const offsets = new Int32Array(chars.length).fill(-1);
  const parts: string[] = [];
  let length = 0;
  const put = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const char = (i: number, text: string) => {
    offsets[i] = start + length;
    put(text);
  };
  const whole = block.lead > 0 ? block.lead : wholeLead(block);
  if (whole > 0) for (let i = 0; i < whole; i++) char(i, chars.charAt(i));
  writeMarker(block, whole, put, char);
  let plain = whole;
  const flush = (to: number) => {
    put(chars.slice(plain, Math.max(plain, to)));
  };
  const first = firstWord(block, whole);
  for (let i = whole; i < end; i++) {
    if (block.numbers.length > 0 && isIn(block.numbers, i)) {
      flush(i);
      plain = i + 1;
      continue;
    }
    const one = chars.charAt(i);
    const atEdge = (one === " " && (i === first || i === end - 1)) || (one === "/" && i === first);
    const doubled = one === "," && (chars[i - 1] === "," || chars[i + 1] === ",");
    offsets[i] = start + length + i - plain;
    if (!atEdge && !doubled && !escaped.test(one)) continue;
    flush(i);
    offsets[i] = start + length;
    put(`\\${one}`);
    plain = i + 1;
  }
  flush(end);
  return { line: parts.join(""), offsets };
}

/** The first character that is neither a sign before the number nor the number. */
function firstWord({ numbers, end }: WordBlock, lead: number): number {
  let first = lead;
  while (first < end && isIn(numbers, first)) first++;
  return first;
}

const SIMPLE =
  /^(?:\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?(?: [a-z]+)?|\((?:\p{L}{1,2}|[ivxlcIVXLC]{1,8}|\d{1,3})(?: [a-z]+)?\))$/u;
const HEADS: Readonly<Partial<Record<WordBlock["kind"], string>>> = {
  chapter: "##",
  annex: "##",
  section: "###",
  article: "####",
};

/**
 * The marker of a block. Its kind and number are the block's, whatever the marker says; but where signs stand before the
 * number, the parser may have to take the number for words, so that its own characters must stand there.
 */
function writeMarker(
  block: WordBlock,
  lead: number,
  put: (text: string) => void,
  char: (i: number, text: string) => void,
): void {
  const { kind, number, chars, numberFrom, numberTo } = block;
  if (lead === 0 || number === "" || numberTo <= numberFrom) {
    put("¶ ");
    return;
  }
  const head = HEADS[kind];
  if (head) put(`${head} `);
  const label = chars.slice(numberFrom, numberTo);
  const typed = label.trimEnd();
  const spelled = head || !SIMPLE.test(number) ? number : number;
  // The characters of the number as typed, where they are those of the marker; the marker's own ones otherwise.
  let i = 0;
  for (const sign of spelled) {
    const at = typed.indexOf(sign, i);
    if (at === -1) put(sign);
    else {
      char(numberFrom + at, sign);
      i = at + sign.length;
    }
  }
  if (!number.endsWith(")")) {
    const dot = typed.indexOf(".", i);
    if (dot === -1) put(".");
    else char(numberFrom + dot, ".");
  }
  const space = label.search(/\s$/);
  if (space === -1) put(" ");
  else char(numberFrom + space, " ");
}

const ATTRIBUTED = /^[ \u00a0]*\[[A-Z][A-Z0-9-]{1,11}(?:,[ \u00a0]?[A-Z][A-Z0-9-]{1,11}){0,40}:[ \u00a0]/;

/** Where the signs end of a paragraph that is one party's bracket from its first character to its last; 0 for others. */
function wholeLead({ chars, kind, number, end, cell, note }: WordBlock): number {
  if (number !== "" || kind !== "paragraph" || cell || note !== null) return 0;
  const lead = ATTRIBUTED.exec(chars.slice(0, 300));
  const last = chars.slice(0, end).trimEnd().length - 1;
  if (!lead || chars[last] !== "]") return 0;
  let depth = 0;
  for (let i = 0; i <= last; i++) {
    if (chars[i] === "[") depth++;
    else if (chars[i] === "]" && --depth === 0) return i === last ? lead[0].length : 0;
  }
  return 0;
}
