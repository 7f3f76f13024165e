import { type DraftHead, isShortTitle, isTitle, readDraftHead } from "./draft-heads.ts";
import { type Label, readLabel } from "./labels.ts";
import type { Names } from "./names.ts";
import type { Reading } from "./reading.ts";

/** A paragraph of a draft: the lines that it runs over, and what it begins with. */
export interface DraftBlock {
  readonly from: number;
  to: number;
  /** The ends of its lines and the beginnings of the next, where one space joins them. */
  readonly joints: { readonly from: number; readonly to: number }[];
  readonly head: DraftHead;
  /** `Option 1:` before its words, or alone. */
  readonly label: Label | null;
  /** A heading without a number: the notation's sign for it. */
  readonly caption: "#" | "##" | null;
  /** Whether it goes on with the bracket that the block before ended with: `[2. A] [2. B]`. */
  readonly slash: boolean;
}

interface Line {
  readonly from: number;
  readonly to: number;
}

/** In characters; longer words in capitals are no heading that goes on. */
const LONGEST_HEADING = 1_000;

/** Divides a draft into paragraphs. */
export function draftBlocks(source: string, names: Names, reading: Reading): DraftBlock[] {
  return new Divider(source, names, reading).divide();
}

class Divider {
  readonly #source: string;
  readonly #names: Names;
  readonly #reading: Reading;
  readonly #blocks: DraftBlock[] = [];
  /** Lines are full where they are nearly as long as most: a shorter one may end a paragraph. */
  readonly #full: number;

  constructor(source: string, names: Names, reading: Reading) {
    this.#source = source;
    this.#names = names;
    this.#reading = reading;
    this.#full = reading.lines === "wrapped" ? usualLength(source) * 0.75 : 0;
  }

  divide(): DraftBlock[] {
    let open = false;
    let last: Line | null = null;
    const lines = [...linesOf(this.#source)];
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as Line;
      if (line.to === line.from) {
        open = false;
        continue;
      }
      const before = this.#blocks.at(-1);
      let start = this.#start(line.from, line.to);
      let next = i + 1;
      while (next < lines.length && lines[next]?.to === lines[next]?.from) next++;
      const below =
        next < lines.length && this.#isLeadAlone(start) ? this.#start(line.from, (lines[next] as Line).to) : null;
      if (below?.head.marker) {
        start = below;
        i = next;
      }
      if (open && before && last && this.#goesOn(before, last, line, start)) {
        before.joints.push({ from: last.to, to: line.from });
        before.to = line.to;
      } else this.#blocks.push(start);
      open = this.#reading.lines === "wrapped" || this.#isOpenHeading(this.#blocks.at(-1) as DraftBlock);
      last = lines[i] as Line;
    }
    return this.#blocks.flatMap((block) => this.#split(block));
  }

  #start(from: number, to: number, slash = false): DraftBlock {
    const source = this.#source;
    const found = this.#reading.labels === "options" ? readLabel(source, from, to) : null;
    const label = found && (found.end >= to || /[:.)–—-]\s*$/.test(source.slice(from, found.end))) ? found : null;
    let at = label?.end ?? from;
    while (at < to && /[ \t]/.test(source.charAt(at))) at++;
    const head = readDraftHead(source, at, to, this.#names, this.#reading);
    const caption = head.marker || label ? null : this.#caption(source.slice(head.at, to));
    return { from, to, joints: [], head, label, caption, slash };
  }

  /** Words in capitals, or a title after a Roman numeral or a letter, are a heading; the first one is the text's title. */
  #caption(words: string): "#" | "##" | null {
    if (words.length > 120 || /^[[\]\s\d]*$/.test(words)) return null;
    const capitals = !/\p{Ll}/u.test(words) && (words.match(/\p{Lu}/gu)?.length ?? 0) >= 4 && !/[.;,]$/.test(words);
    if (capitals) return this.#blocks.length === 0 ? "#" : "##";
    return /^(?:[IVXL]{1,5}|[A-H])\.[ \t]+\S/.test(words) && isTitle(words.replace(/^\S+\s+/, "")) ? "##" : null;
  }

  /** An opening sign that has nothing but an attribution or a label behind it, as in `[Option 1:` over a numbered block. */
  #isLeadAlone({ head, to, label }: DraftBlock): boolean {
    return (
      label === null &&
      head.marker === null &&
      head.at >= to &&
      (head.leads.at(-1)?.end ?? 0) > (head.leads.at(-1)?.at ?? 0) + 1
    );
  }

  /** A heading that says its number alone takes the next line as its title. */
  #isOpenHeading({ head, from, to }: DraftBlock): boolean {
    return head.marker?.heading === true && head.marker.end >= to && to > from;
  }

  /** Whether a line goes on with the paragraph before it. */
  #goesOn(before: DraftBlock, last: Line, line: Line, start: DraftBlock): boolean {
    if (start.head.marker || start.label || start.head.leads.some(({ at, end }) => end > at + 1)) return false;
    const words = this.#source.slice(line.from, line.to);
    if (this.#isOpenHeading(before)) return start.caption !== null ? isTitle(words) : isShortTitle(words);
    if (this.#reading.lines === "paragraphs" || /^[[\]\s\d]*$/.test(words) || /^[-•–*]\s/.test(words)) return false;
    if (/^[[\]\s\d]*$/.test(this.#source.slice(last.from, last.to)) || before.label?.end === before.to) return false;
    if (before.head.marker?.heading || before.caption) {
      const { from, to } = before;
      if (start.caption === null || last.to - last.from <= 50 || to - from > LONGEST_HEADING) return false;
      return !/\p{Ll}/u.test(this.#source.slice(from, to));
    }
    if (start.caption) return false;
    const ends = /[.;:](?:["”’\])]|\s?\d{1,2})*$/.test(this.#source.slice(Math.max(last.from, last.to - 20), last.to));
    return !ends || last.to - last.from >= this.#full;
  }

  /** Divides `[2. A] [2. B] [3. C]` on one line into provisions. */
  #split(block: DraftBlock): DraftBlock[] {
    const out: DraftBlock[] = [];
    let rest = block;
    for (let cut = this.#cut(rest); cut !== null; cut = this.#cut(rest)) {
      const { end, next } = cut;
      const second = this.#start(next, rest.to);
      if (!second.head.marker || second.head.leads.length === 0) break;
      const { adjacent } = this.#reading;
      const joins = adjacent === "spaced" || (adjacent === "touching" && next === end);
      const same = second.head.marker.marker === rest.head.marker?.marker;
      out.push({ ...rest, to: end, joints: rest.joints.filter(({ to }) => to < end) });
      rest = { ...second, slash: joins && same, joints: rest.joints.filter(({ from }) => from >= next) };
    }
    out.push(rest);
    return out;
  }

  /** Where the bracket closes that a numbered block opens with, and where the bracket right behind it opens. */
  #cut({ head, label, from, to }: DraftBlock): { end: number; next: number } | null {
    if (head.leads.length === 0 || !head.marker || label) return null;
    const signs = /[[\]]/g;
    let depth = 0;
    signs.lastIndex = from;
    for (let found = signs.exec(this.#source); found && found.index < to; found = signs.exec(this.#source)) {
      depth += found[0] === "[" ? 1 : -1;
      if (depth > 0) continue;
      const end = found.index + 1;
      let next = end;
      while (next < to && /[ \t\n]/.test(this.#source.charAt(next))) next++;
      return depth === 0 && next < to && this.#source[next] === "[" ? { end, next } : null;
    }
    return null;
  }
}

function* linesOf(source: string): Generator<Line> {
  for (let from = 0; from <= source.length; ) {
    const newline = source.indexOf("\n", from);
    const end = newline === -1 ? source.length : newline;
    let start = from;
    while (start < end && /\s/.test(source.charAt(start))) start++;
    let to = end;
    while (to > start && /\s/.test(source.charAt(to - 1))) to--;
    yield { from: start, to };
    from = end + 1;
  }
}

/** The length that nine lines in ten stay under. */
function usualLength(source: string): number {
  const lengths = source
    .split("\n")
    .map((line) => line.trim().length)
    .filter((length) => length > 0)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0;
}
