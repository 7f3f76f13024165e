import type { Stance } from "@adref/schema";
import { attributedAt, readStances, type StanceWords, writeStances } from "./attributions.ts";
import { type Part, Roles } from "./bracket-roles.ts";
import { readBehind } from "./draft-attributions.ts";
import type { Findings } from "./findings.ts";
import { readMarker } from "./markers.ts";
import type { Names } from "./names.ts";
import type { Reading } from "./reading.ts";
import { type Edit, type Rewritten, rewrite } from "./rewriting.ts";
import { LONGEST_LIST, type Saying } from "./said.ts";
import { pairsOf, type SignPair } from "./sign-pairs.ts";
import { StatusTags } from "./status-tags.ts";

/**
 * Rewrites the brackets of a source as the notation writes them: who says what goes before and behind the words, slashes
 * and spaces between options go, placeholders become notes, tags become statuses.
 */
export function rewriteBrackets(source: string, reading: Reading, names: Names, findings: Findings): Rewritten {
  return new BracketWriter(source, reading, names, findings).write();
}

/** What is to be written of one part, once everything about it is known. */
interface Draft {
  readonly part: Part;
  readonly codes: readonly string[];
  readonly unnamed: boolean;
  /** Whether its words are those that stand. */
  readonly standing: boolean;
  readonly said: Map<string, StanceWords>;
  readonly label: boolean;
  readonly verb: boolean;
  readonly behind: boolean;
}

/** Brackets side by side that are one. */
interface Group {
  standing: boolean;
  labelled: number;
  last: Draft | null;
}

class BracketWriter {
  readonly #source: string;
  readonly #end: number;
  readonly #reading: Reading;
  readonly #names: Names;
  readonly #findings: Findings;
  readonly #roles: Roles;
  readonly #edits: Edit[] = [];
  readonly #statuses: StatusTags;
  readonly #footnotes: ReadonlySet<string>;
  /** By parent, the pair that closed last there, and its group. */
  readonly #before = new Map<SignPair | null, { pair: SignPair; group: Group | null }>();

  constructor(source: string, reading: Reading, names: Names, findings: Findings) {
    this.#source = source;
    this.#end = source.length;
    this.#reading = reading;
    this.#names = names;
    this.#findings = findings;
    this.#roles = new Roles(source, names, reading);
    this.#statuses = new StatusTags(source, source.length);
    this.#footnotes = new Set([...source.matchAll(/^\{\^(\d{1,3})\}/gm)].map((found) => found[1] as string));
  }

  write(): Rewritten {
    const isOption = (from: number, to: number) => readBehind(this.#source, from, to, this.#names).credit !== null;
    const pairs = pairsOf(this.#source, this.#end, this.#reading, isOption);
    const signs = new Set<number>();
    const written: { pair: SignPair; drafts: readonly Draft[] }[] = [];
    for (const pair of pairs) {
      const drafts = this.#pair(pair, signs);
      if (drafts) written.push({ pair, drafts });
    }
    for (const { pair, drafts } of written) this.#parts(pair, drafts);
    if (this.#reading.source === "draft" && this.#reading.braces !== "words") this.#escapeBraces(signs);
    return rewrite(this.#source, this.#edits);
  }

  /** Decides about one pair, and writes it unless it has parts, which are returned. `signs` collects braces that are read. */
  #pair(pair: SignPair, signs: Set<number>): readonly Draft[] | null {
    const role = this.#roles.of(pair);
    const gap = this.#gapBefore(pair);
    this.#before.set(pair.parent, { pair, group: null });
    switch (role.is) {
      case "words":
        return null;
      case "note":
        this.#note(pair, role.guessed);
        signs.add(pair.open);
        return null;
      case "number":
        this.#number(pair);
        return null;
      case "status": {
        const edits = this.#statuses.editsFor(pair, role.status);
        if (edits) this.#edits.push(...edits);
        else this.#note(pair, true);
        signs.add(pair.open);
        return null;
      }
      case "stances":
        this.#stances(pair, role.sayings, gap);
        signs.add(pair.open);
        return null;
      case "parts": {
        const group = gap?.group ?? { standing: false, labelled: 0, last: null };
        if (gap && gap.to > gap.from) this.#edits.push({ from: gap.from, to: gap.to, text: "" });
        const drafts = role.parts.map((part) => this.#draft(part, group));
        this.#before.set(pair.parent, { pair, group });
        signs.add(pair.open);
        return drafts;
      }
    }
  }

  /** The bracket right before a pair that it goes on with, and what stands in between; parts are told apart by a bar else. */
  #gapBefore(pair: SignPair): { group: Group; from: number; to: number } | null {
    const before = this.#before.get(pair.parent);
    if (!before?.group) return null;
    const from = before.pair.close + 1;
    const gap = this.#source.slice(from, Math.min(pair.open, from + 40));
    if (from + gap.length < pair.open || /\n[ \t]*\n/.test(gap)) return null;
    const { adjacent, slashes } = this.#reading;
    const round = pair.sign === "(" && /^\s*$/.test(gap);
    const role = this.#roles.of(pair);
    // A labelled option goes on with labelled ones alone.
    if (role.is === "parts" && (role.parts[0]?.label !== null) !== before.group.labelled > 0) return null;
    const joins =
      gap === ""
        ? round || adjacent !== "separate"
        : /^\s+$/.test(gap)
          ? round || adjacent === "spaced" || role.is === "stances"
          : slashes !== "words" && /^\s*\/\s*$/.test(gap);
    if (joins) return { group: before.group, from, to: pair.open };
    if (gap === "" && role.is === "parts") this.#edits.push({ from, to: from, text: "|" });
    return null;
  }

  #note({ sign, open, close }: SignPair, guessed: boolean): void {
    if (guessed) {
      this.#findings.add(
        open,
        "Words in brackets look like a note to the draftsmen.",
        "They were read as a note, not as contested words.",
      );
    }
    const explicit = this.#source.startsWith("!:", open + 1) ? "" : "!: ";
    this.#edits.push({ from: open, to: open + 1, text: `[${explicit}` });
    if (sign !== "[") this.#edits.push({ from: close, to: close + 1, text: "]" });
  }

  /** A number alone in brackets: a footnote's, a citation, a former number right behind the present one, or words. */
  #number({ open, close }: SignPair): void {
    const label = this.#source.slice(open + 1, close).trim();
    if (this.#reading.numbers === "citations") {
      this.#edits.push({ from: open, to: open + 1, text: "\\[" }, { from: close, to: close + 1, text: "\\]" });
    } else if (this.#reading.numbers === "footnotes") {
      let from = open;
      while (from > 0 && this.#source[from - 1] === " ") from--;
      if (this.#footnotes.has(label)) this.#edits.push({ from, to: close + 1, text: `{^${label}}` });
      else this.#edits.push({ from: open, to: open + 1, text: "[!: " });
    } else {
      this.#findings.add(
        open,
        "A number in brackets follows a provision's number.",
        "It was read as a note of its former number.",
      );
      this.#edits.push({ from: open, to: open + 1, text: "[!: " });
    }
  }

  /** What a bracket that only names parties says of the bracket before it; a note where there is none. */
  #stances(pair: SignPair, sayings: readonly Saying[], gap: { group: Group; from: number } | null): void {
    const last = gap?.group.last;
    const twice = last && sayings.some(({ party }) => last.said.has(party) || last.codes.includes(party));
    if (!gap || !last || twice) {
      this.#findings.add(
        pair.open,
        twice ? "A party speaks twice of the same words." : "Words in brackets say what parties want, but of nothing.",
        "They were read as a note.",
      );
      this.#note(pair, false);
      return;
    }
    for (const saying of sayings) last.said.set(saying.party, stanceWords(saying, last.standing));
    this.#edits.push({ from: gap.from, to: pair.close + 1, text: "" });
    this.#before.set(pair.parent, { pair, group: gap.group });
  }

  #draft(part: Part, group: Group): Draft {
    const { before, amid, label } = part;
    let behind = part.behind.credit;
    const first = [...(before.credit?.sayings ?? []), ...(amid?.sayings ?? [])];
    if (behind && first.some(({ party }) => behind?.sayings.some((other) => other.party === party))) {
      this.#findings.add(
        behind.from,
        "A party speaks twice of the same words.",
        "What stands behind them was kept as words.",
      );
      behind = null;
    }
    const verb = before.verb !== null && (behind?.sayings.every(({ says }) => says === "propose") ?? false);
    const sayings = verb
      ? (behind?.sayings ?? []).map((saying): Saying => ({ ...saying, says: before.verb?.stance as Stance }))
      : [...first, ...(behind?.sayings ?? [])];
    const codes = sayings.filter(({ says }) => says === "propose").map(({ party }) => party);
    const unknown = before.unknown ?? part.behind.unknown;
    const unnamed =
      codes.length === 0 && (before.unnamed || label !== null || (unknown !== null && sayings.length === 0));
    const standing = codes.length === 0 && !unnamed && !group.standing;
    if (standing) group.standing = true;
    const said = new Map<string, StanceWords>();
    for (const saying of sayings) {
      if (saying.says !== "propose") said.set(saying.party, stanceWords(saying, standing));
    }
    const ordered = label !== null && label.ordinal === group.labelled + 1;
    if (label) group.labelled++;
    if (unknown) {
      this.#names.countUnknown(unknown.names);
      this.#findings.add(
        before.unknown ? part.from : unknown.at,
        `${unknown.names.join(", ")}: not a party that is known here.`,
        sayings.length === 0 ? "It was kept as words of an option that nobody signed." : "It was kept as words.",
      );
    }
    const draft: Draft = { part, codes, unnamed, standing, said, label: ordered, verb, behind: behind !== null };
    group.last = draft;
    return draft;
  }

  /** Writes the parts of a pair. */
  #parts(pair: SignPair, drafts: readonly Draft[]): void {
    if (pair.sign !== "[") {
      this.#edits.push(
        { from: pair.open, to: pair.open + 1, text: "[" },
        { from: pair.close, to: pair.close + 1, text: "]" },
      );
    }
    drafts.forEach((draft, i) => {
      const before = drafts[i - 1];
      if (before) this.#edits.push({ from: before.part.to, to: draft.part.from, text: "][" });
      this.#head(draft);
      const { amid, behind } = draft.part;
      if (amid) this.#edits.push({ from: amid.from, to: amid.to, text: noteOf(amid.footnotes) });
      this.#tail(
        draft,
        draft.behind ? behind.credit?.from : undefined,
        draft.behind ? (behind.credit?.footnotes ?? "") : "",
      );
    });
  }

  #head({ part, codes, unnamed, label, verb }: Draft): void {
    const { from, before } = part;
    const to = (verb ? before.verb?.to : before.credit?.to) ?? part.label?.end ?? from;
    let text = codes.length > 0 ? `${codes.join(", ")}: ` : unnamed ? "?: " : "";
    const note = part.label && !label ? `[!: ${part.label.words}] ` : "";
    const marker = note === "" ? 0 : this.#markerLength(from, to);
    if (marker > 0) this.#edits.push({ from: to + marker, to: to + marker, text: note });
    else text += note;
    text += noteOf(before.credit?.footnotes ?? "");
    if (text !== "" || to > from) this.#edits.push({ from, to, text });
    if (text !== "") return;
    const colon = attributedAt(this.#source.slice(to, Math.min(part.to, to + LONGEST_HEAD)));
    if (colon >= 0) this.#edits.push({ from: to + colon, to: to + colon, text: "\\" });
  }

  /** How long the marker is that follows a bracket's attribution at the beginning of a block; 0 without one. */
  #markerLength(from: number, to: number): number {
    if (!/(?:^|\n)[ \t]*\/?\[{1,8}$/.test(this.#source.slice(Math.max(0, from - 20), from))) return 0;
    const marker = readMarker(this.#source, to, this.#end, { indented: false, before: null });
    return marker && this.#source[to + marker.length] === " " ? marker.length + 1 : 0;
  }

  #tail({ part, said }: Draft, from: number | undefined, footnotes: string): void {
    const tail = said.size > 0 ? ` — ${writeStances([...said.values()], null)}` : "";
    if (from === undefined) this.#escapeDash(part);
    const space = from !== undefined && tail === "" && this.#isBareMarker(part.from, from) ? " " : "";
    const text = noteOf(footnotes) + tail + space;
    if (text !== "" || from !== undefined) this.#edits.push({ from: from ?? part.to, to: part.to, text });
  }

  /** Keeps the notation from reading as stances what was not read as an attribution behind words. */
  #escapeDash({ from, to, behind }: Part): void {
    const near = Math.max(from, to - LONGEST_LIST);
    const dash = near + this.#source.slice(near, to).lastIndexOf("—");
    const stances = dash >= near && readStances(this.#source.slice(dash + 1, to)) !== null;
    const kept = behind.credit ? this.#source.slice(behind.credit.from, to).search(/[-–—]/) : -1;
    const at = stances ? dash : (behind.unknown?.at ?? (kept >= 0 && behind.credit ? behind.credit.from + kept : -1));
    if (at >= from && this.#source[at - 1] !== "\\") this.#edits.push({ from: at, to: at, text: "\\" });
  }

  /** Whether the last of several blocks in a part holds a marker alone: it needs a space behind it. */
  #isBareMarker(from: number, to: number): boolean {
    const start = this.#source.lastIndexOf("\n", to - 1) + 1;
    if (start <= from || to - start > 60) return false;
    const line = this.#source.slice(start, to).replace(/^[[/]+/, "");
    return readMarker(`${line} `, 0, line.length + 1, { indented: false, before: null })?.length === line.length;
  }

  #escapeBraces(signs: ReadonlySet<number>): void {
    for (let at = this.#source.indexOf("{"); at !== -1 && at < this.#end; at = this.#source.indexOf("{", at + 1)) {
      if (!signs.has(at) && this.#source[at - 1] !== "\\") this.#edits.push({ from: at, to: at, text: "\\" });
    }
  }
}

/** Longer attributions are not read. */
const LONGEST_HEAD = 700;

const noteOf = (footnotes: string): string => (footnotes === "" ? "" : `[!: ${footnotes}]`);

/** Wanting an option deleted is opposing it, and wanting it kept is supporting it. */
function stanceWords({ party, says, note }: Saying, standing: boolean): StanceWords {
  const stance = says as Stance;
  const meant = standing ? stance : stance === "delete" ? "oppose" : stance === "retain" ? "support" : stance;
  return { party, stance: meant, ...(note === undefined ? {} : { note }) };
}
