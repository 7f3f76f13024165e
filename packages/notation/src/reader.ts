import { type Attribution, readAttribution, readNoteStart } from "./attributions.ts";
import type { Group, ItemDraft, Part, ProvisionDraft, TextDraft } from "./draft.ts";
import { Facts } from "./facts.ts";
import type { Findings } from "./findings.ts";
import { footnoteLabels } from "./footnotes.ts";
import type { Stances } from "./matching.ts";
import { FORMATS, labelOf, type Token } from "./tokens.ts";
import type { Division, Unit } from "./units.ts";

/** Brackets that stand deeper than this are words: marks on a character must not grow with the length of a source. */
export const MOST_DEPTH = 32;
/** So many footnotes may stand on one word. */
export const MOST_ANCHORS = 16;

/**
 * Reads paired tokens as provisions under brackets. One pass in reading order; brackets stay open from one block to the
 * next until their closing sign comes.
 */
export function readText(
  source: string,
  division: Division,
  stances: Stances,
  findings: Findings,
  parties: ReadonlySet<string> | null,
): TextDraft {
  return new Reader(source, division, stances, findings, parties).read();
}

class Reader {
  readonly #source: string;
  readonly #division: Division;
  readonly #stances: Stances;
  readonly #findings: Findings;
  readonly #parties: ReadonlySet<string> | null;
  readonly #labels: ReadonlySet<string>;

  readonly #facts = new Facts();
  readonly #kinds = new Map<Token, "part" | "note">();
  /** The dashes that begin stances, with the closing sign after them. */
  readonly #dashes = new Map<Token, Token>();

  #part: Part | null = null;
  /** The bracket that closed just before, so that an opening sign adds a part to it. */
  #closed: Group | null = null;
  /** The bracket that closed at the very end of the block before, and where it stood. */
  #carried: { group: Group; part: Part | null } | null = null;
  #note = 0;
  #notes = 0;
  #tables = 0;
  #provisions = 0;

  #draft: ProvisionDraft | null = null;
  #length = 0;
  #word = 0;
  #anchored = 0;
  #format = 0;
  /** Source before this offset has been read as something else than words. */
  #read = 0;

  constructor(
    source: string,
    division: Division,
    stances: Stances,
    findings: Findings,
    parties: ReadonlySet<string> | null,
  ) {
    this.#source = source;
    this.#division = division;
    this.#stances = stances;
    this.#findings = findings;
    this.#parties = parties;
    this.#labels = footnoteLabels(division.units.filter((unit) => unit.headed));
  }

  read(): TextDraft {
    const items = this.#division.items.map((item): ItemDraft => {
      if ("unit" in item) return { provision: this.#unit(item.unit) };
      const rows = item.rows.map((row) => row.map(({ unit, header }) => ({ provision: this.#unit(unit), header })));
      return { table: ++this.#tables, rows };
    });
    const { groups, options, stances } = this.#facts;
    return { items, groups, options, stances };
  }

  #unit(unit: Unit): ProvisionDraft {
    this.#closed = this.#continued(unit);
    const words: Token[] = [];
    if (unit.headed) {
      this.#read = unit.marker?.end ?? this.#read;
      for (const { lead, token } of unit.leads) {
        if (!this.#lead(token, lead.parties, unit.slash)) words.push(token);
      }
    }
    this.#draft = {
      kind: unit.headed ? unit.kind : "paragraph",
      number: unit.headed ? unit.number : "",
      n: ++this.#provisions,
      whole: wholeOf(this.#part),
      segments: [],
      anchors: [],
      at: unit.at,
      origins: [],
      status: unit.status,
    };
    this.#length = 0;
    this.#word = 0;
    this.#anchored = 0;
    this.#format = 0;
    for (const token of words) this.#write(token.text, token);
    const skip = unit.headed ? unit.leads.length + (unit.marker ? 1 : 0) : 0;
    for (let i = unit.first + skip; i < unit.last; i++) i = this.#token(i);
    this.#carried = this.#closed ? { group: this.#closed, part: this.#part } : null;
    return this.#draft;
  }

  /** The bracket that a block with `/[` goes on with. */
  #continued(unit: Unit): Group | null {
    if (!unit.slash) return null;
    if (this.#carried && this.#carried.part === this.#part) return this.#carried.group;
    this.#findings.add(unit.at, "No bracket ended just before this block.", "It was read as a bracket of its own.");
    return null;
  }

  /** Opens a bracket that stands before a marker; false when it is words. */
  #lead(token: Token, parties: readonly string[] | null, slash: boolean): boolean {
    const whole = parties !== null || (slash && this.#closed?.standing === true);
    if (this.#note > 0 || !this.#mayOpen(token) || (!whole && this.#isEmpty(token))) {
      token.literal = true;
      return false;
    }
    this.#open(token, parties, whole);
    return true;
  }

  /** Reads the token at `index`; returns the index of the last token that was read. */
  #token(index: number): number {
    const token = this.#division.tokens[index] as Token;
    switch (token.type) {
      case "text":
        this.#text(token);
        return index;
      case "open":
        this.#sign(token);
        return index;
      case "close":
        this.#close(token);
        return index;
      case "format":
        if (token.literal) this.#write(token.text, token);
        else this.#format ^= FORMATS[token.text] as number;
        return index;
      case "anchor":
        this.#anchor(token);
        return index;
      case "bar": {
        const next = this.#division.tokens[index + 1];
        if (this.#closed && next?.type === "open" && next.mate && !next.literal) this.#closed = null;
        else this.#write("|", token);
        return index;
      }
      case "dash": {
        const close = this.#dashes.get(token);
        if (!close) this.#write("—", token);
        return close ? close.index - 1 : index;
      }
    }
  }

  #text(token: Token): void {
    if (token.end <= this.#read) return;
    const at = token.escaped ? token.at : Math.max(token.at, this.#read);
    const text = token.text.slice(at - token.at);
    const next = this.#division.tokens[token.index + 1];
    const tail = next?.type === "dash" && this.#dashes.has(next) && !token.escaped && text.endsWith(" ");
    this.#write(tail ? text.slice(0, -1) : text, token, at);
  }

  #sign(token: Token): void {
    if (this.#note > 0 || !this.#mayOpen(token)) {
      this.#words(token);
      return;
    }
    const close = token.mate as Token;
    const start = token.at + 1;
    const note = readNoteStart(this.#source, start, close.at);
    if (note !== null && note < close.at) {
      this.#kinds.set(token, "note");
      this.#closed = null;
      this.#note = ++this.#notes;
      this.#read = note;
      return;
    }
    const attribution = readAttribution(this.#source, start, close.at);
    const read = this.#read;
    this.#read = attribution?.end ?? start;
    if (this.#isEmpty(token)) {
      this.#read = read;
      this.#findings.add(token.at, "A bracket holds no words.", "It was kept as words.");
      this.#words(token);
      return;
    }
    if (attribution) this.#checkAttribution(token, attribution);
    this.#open(token, attribution?.parties ?? null, false);
  }

  #words(token: Token): void {
    token.literal = true;
    this.#write(token.text, token);
  }

  #mayOpen(token: Token): boolean {
    if (!token.mate) {
      this.#findings.add(token.at, 'A "[" is not closed.', "It was kept as a word.");
      return false;
    }
    if ((this.#part?.depth ?? 0) >= MOST_DEPTH) {
      this.#findings.add(token.at, `A bracket stands inside ${MOST_DEPTH} others.`, "It was kept as words.");
      return false;
    }
    return true;
  }

  #checkAttribution(token: Token, { parties, spaced }: Attribution): void {
    if (!spaced) {
      this.#findings.add(token.at, "No space follows a party's colon.", "It was read as a party's proposal.");
    }
    const unknown = this.#parties ? parties.filter((party) => !this.#parties?.has(party)) : [];
    if (unknown.length > 0) {
      const who = unknown.join(", ");
      this.#findings.add(token.at, `${who} takes no part in this negotiation.`, "It was read as a party's code.");
    }
  }

  /** Whether no words stand between a bracket's signs. Looks no further than the first. */
  #isEmpty(open: Token): boolean {
    const { tokens } = this.#division;
    const from = Math.max(this.#read, open.end);
    for (let i = open.index + 1; i < tokens.length; i++) {
      const token = tokens[i] as Token;
      if (token === open.mate || token === open.dash) return true;
      if (token.type === "open" || token.type === "bar" || token.type === "dash" || token.type === "close")
        return false;
      if (token.type !== "text" || token.end <= from) continue;
      const text = token.at < from ? token.text.slice(from - token.at) : token.text;
      if (!(text === " " && !token.escaped && tokens[i + 1] === open.dash)) return false;
    }
    return true;
  }

  #open(token: Token, parties: readonly string[] | null, whole: boolean): void {
    const group = this.#closed ?? this.#facts.newGroup();
    const standing = parties === null && !whole && !group.standing;
    const parent = this.#part;
    const option = standing ? null : this.#facts.newOption(group, parent?.innermost ?? null, parties?.[0] ?? null);
    if (standing) group.standing = true;
    this.#part = {
      kind: standing ? "standing" : whole ? "whole" : "option",
      group,
      option,
      parent,
      depth: (parent?.depth ?? 0) + 1,
      innermost: option ?? parent?.innermost ?? null,
    };
    this.#kinds.set(token, "part");
    this.#closed = null;
    for (const party of parties?.slice(1) ?? []) this.#facts.say(group, option, { party, stance: "support" });
    const said = this.#stances.get(token);
    if (!said || !token.dash || !token.mate) return;
    this.#dashes.set(token.dash, token.mate);
    for (const stance of said) this.#facts.say(group, option, stance);
  }

  #close(token: Token): void {
    const kind = token.mate ? this.#kinds.get(token.mate) : undefined;
    if (!token.mate) this.#findings.add(token.at, 'A "]" closes nothing.', "It was kept as a word.");
    if (kind === "note") {
      this.#note = 0;
      this.#closed = null;
    } else if (kind === "part" && this.#part) {
      this.#closed = this.#part.group;
      this.#part = this.#part.parent;
    } else this.#write("]", token);
  }

  #anchor(token: Token): void {
    const label = labelOf(token);
    const draft = this.#draft as ProvisionDraft;
    if (!this.#labels.has(label)) {
      this.#findings.add(token.at, `There is no footnote ${label}.`, "Its sign was kept as words.");
    } else if (this.#word === this.#length) {
      this.#findings.add(token.at, "A footnote's sign follows no word.", "It was kept as words.");
    } else if (this.#anchored >= MOST_ANCHORS) {
      this.#findings.add(token.at, `More than ${MOST_ANCHORS} footnotes stand on one word.`, "It was kept as words.");
    } else {
      this.#anchored++;
      draft.anchors.push({ from: this.#word, to: this.#length, label });
      return;
    }
    this.#write(token.text, token);
  }

  /** Writes words that come from a token; they begin at `at`. */
  #write(text: string, token: Token, at = token.at): void {
    if (text === "") return;
    const { segments, origins } = this.#draft as ProvisionDraft;
    origins.push({ word: this.#length, at, plain: !token.escaped });
    const last = segments.at(-1);
    if (last && last.part === this.#part && last.format === this.#format && last.note === this.#note) last.text += text;
    else segments.push({ text, part: this.#part, format: this.#format, note: this.#note });
    this.#closed = null;
    this.#length += text.length;
    for (let i = text.length - 1; i >= 0; i--) {
      if (!/\s/.test(text.charAt(i))) continue;
      this.#word = this.#length - text.length + i + 1;
      this.#anchored = 0;
      break;
    }
  }
}

function wholeOf(part: Part | null): Part | null {
  for (let at = part; at; at = at.parent) if (at.kind === "whole") return at;
  return null;
}
