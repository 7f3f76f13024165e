import {
  innermost,
  type MarkValue,
  type PartyCode,
  type ProvisionValue,
  proposalsOn,
  type RecordValue,
  type WithinOf,
  withinIn,
} from "@adref/schema";
import type { Standing } from "./comparison.ts";
import { tokensOf } from "./tokens.ts";

/** Consecutive characters of a passage that stand in one way. */
export interface StandingRun {
  readonly from: number;
  readonly to: number;
  readonly standing: Standing;
}

/** A token of a passage: never over the edge of a bracket. */
export interface Token {
  readonly text: string;
  readonly from: number;
  /** The option whose words it is, `null` for standing words. */
  readonly option: string | null;
}

/** The words of a provision, ready to be compared. */
export interface Passage {
  readonly text: string;
  readonly runs: readonly StandingRun[];
}

/** Tells whose words runs are, by one record. */
export class Ownership {
  readonly #record: RecordValue;
  readonly #withinOf: WithinOf;

  constructor(record: RecordValue) {
    this.#record = record;
    this.#withinOf = withinIn(record);
  }

  /** The owner of an option; `null` where the record names nobody. */
  partyOf(option: string | null): PartyCode | null {
    if (option === null || !Object.hasOwn(this.#record.options, option)) return null;
    return this.#record.options[option]?.owner ?? null;
  }

  /** The innermost option of a run: where marks bled at an edge and several are, the first of them; else the provision's. */
  optionOf(marks: readonly MarkValue[], provision: Pick<ProvisionValue, "option">): string | null {
    if (!marks.some((mark) => mark.type === "proposed")) return provision.option;
    return innermost(proposalsOn(marks), this.#withinOf)[0]?.option ?? provision.option;
  }

  /** The words of a provision, each with how it stands. */
  passageOf(provision: ProvisionValue): Passage {
    const runs: StandingRun[] = [];
    let at = 0;
    let text = "";
    for (const run of provision.runs) {
      const option = this.optionOf(run.marks, provision);
      const standing: Standing = { option, party: this.partyOf(option), marks: run.marks };
      runs.push({ from: at, to: at + run.text.length, standing });
      at += run.text.length;
      text += run.text;
    }
    return { text, runs };
  }
}

const isBracketMark = (mark: MarkValue) => mark.type === "contested" || mark.type === "proposed";

/** Whether two lists of marks differ in nothing but formatting, notes and footnotes. */
export function sameBrackets(a: readonly MarkValue[], b: readonly MarkValue[]): boolean {
  return a === b || bracketKey(a) === bracketKey(b);
}

/** A string that is equal for the same brackets and options on words, however their ids are `called`. */
export function bracketKey(marks: readonly MarkValue[], called: (id: string) => string = (id) => id): string {
  const keys: string[] = [];
  for (const mark of marks) {
    if (!isBracketMark(mark)) continue;
    const { bracket, option } = mark.attrs;
    keys.push(`${called(bracket ?? "")}/${option ? called(option) : ""}`);
  }
  return keys.length > 1 ? keys.sort().join(" ") : (keys[0] ?? "");
}

/** A string that is equal for the same formatting, notes and footnotes; ids of notes and footnotes do not count. */
export function formattingKey(marks: readonly MarkValue[]): string {
  return marks
    .filter((mark) => !isBracketMark(mark))
    .map((mark) => mark.type)
    .sort()
    .join(" ");
}

/** The tokens of a passage. A bracket's edge divides a word, so that `shall` and a proposed `should` are two. */
export function tokenise(passage: Passage): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (let i = 0; i < passage.runs.length; i++) {
    const run = passage.runs[i] as StandingRun;
    const next = passage.runs[i + 1];
    const divided = !next || !sameBrackets(run.standing.marks, next.standing.marks);
    if (!divided) continue;
    let at = from;
    for (const text of tokensOf(passage.text.slice(from, run.to))) {
      tokens.push({ text, from: at, option: run.standing.option });
      at += text.length;
    }
    from = run.to;
  }
  return tokens;
}
