import {
  displayedNumbers,
  isHeadingKind,
  type MarkValue,
  type ProvisionValue,
  provisionElements,
  provisionOfY,
  type RecordValue,
  type Run,
  type Stance,
  wordsOf,
} from "@adref/schema";
import type { Served } from "./served.ts";

/** What a Word file must hold of a text: its paragraphs and its footnotes, as characters. */
export interface Paper {
  readonly paragraphs: readonly string[];
  readonly footnotes: readonly string[];
}

/**
 * Something in brackets, from the first to the last character that it encloses. Places count every character of the text;
 * before the words of each provision one place more stands for its number.
 */
interface Enclosed {
  readonly key: string;
  readonly option: string | null;
  readonly within: string | null;
  readonly bracket: string | null;
  readonly from: number;
  to: number;
}

/** What stands behind a provision of each status; nothing behind an open one. */
const AGREED: Readonly<Record<string, string>> = {
  "agreed-group": " {agreed in group}",
  "agreed-adref": " {agreed ad ref}",
  adopted: " {adopted}",
};

const VERBS: readonly Stance[] = ["support", "oppose", "retain", "delete", "reserve", "flexible"];

/**
 * The paper of a text with its brackets, worked out character by character from what the server serves, with nothing of what
 * the editor and the exports draw brackets with.
 */
export function bracketed({ body, record }: Served): Paper {
  const provisions = [...provisionElements(body)].map(provisionOfY);
  const { opens, closes } = signsIn(provisions, record);
  let place = 0;
  const status = ({ id }: ProvisionValue) => AGREED[record.statuses[id]?.status ?? "open"] ?? "";
  const words = (provision: ProvisionValue, number: string) => {
    let line = `${opens.get(place) ?? ""}${number}`;
    place += 1;
    for (const run of provision.runs) {
      for (const [i, character] of [...run.text].entries()) {
        line += `${opens.get(place) ?? ""}${character}`;
        if (i === [...run.text].length - 1 && isAnchor(provision, run)) line += "^";
        line += closes.get(place) ?? "";
        place += 1;
      }
    }
    return provision.runs.length === 0 ? line + (closes.get(place - 1) ?? "") : line;
  };
  return printed(provisions, words, status);
}

/**
 * The paper of the standing words: nothing that is proposed, everything that is contested, no signs but those of notes, and
 * no space left over before a space or a stop where words are left out.
 */
export function clean({ body }: Served): Paper {
  const provisions = [...provisionElements(body)]
    .map(provisionOfY)
    .filter((provision) => provision.option === null)
    .map((provision) => ({ ...provision, standing: standing(provision) }))
    .filter(({ runs, standing: words }) => words !== "" || runs.length === 0)
    .map((provision) => ({ ...provision, runs: provision.runs.filter((run) => !isProposed(run)) }));
  return printed(
    provisions,
    (provision, number) => number + provision.standing,
    () => "",
  );
}

/** Lines with their numbers; of the footnotes those whose sign is printed, in the order of the signs; `behind` ends each. */
function printed<P extends ProvisionValue>(
  provisions: readonly P[],
  lineOf: (provision: P, number: string) => string,
  behind: (provision: P) => string,
): Paper {
  const numbers = displayedNumbers(provisions);
  const paragraphs: string[] = [];
  const notes = new Set<string>();
  for (const provision of provisions) {
    const number = numbers.get(provision.id) ?? "";
    const heading = provision.kind === "title" || isHeadingKind(provision.kind);
    for (const run of provision.runs) notes.add(anchorOf(run.marks) ?? "");
    const line = lineOf(provision, number === "" ? "" : `${number}${heading ? ". " : "\t"}`) + behind(provision);
    if (provision.kind !== "footnote") paragraphs.push(line);
  }
  const footnotes = [...notes].flatMap((note) => {
    const provision = provisions.find(({ id }) => id === note);
    return provision ? [wordsOf(provision) + behind(provision)] : [];
  });
  return { paragraphs, footnotes };
}

function standing(provision: ProvisionValue): string {
  let words = "";
  let hole = false;
  let open: string | null = null;
  for (const run of provision.runs) {
    if (isProposed(run)) {
      hole = true;
      continue;
    }
    const note = run.marks.find((mark) => mark.type === "note")?.attrs.note ?? null;
    if (note !== open) words += `${open === null ? "" : "]"}${note === null ? "" : "["}`;
    open = note;
    if (hole && /^[\s,.;:!?)\]]/.test(run.text)) words = words.replace(/ $/, "");
    words += run.text;
    if (isAnchor(provision, run)) words += "^";
    hole = false;
  }
  if (provision.runs.some(isProposed)) words = words.replace(/^ | $/g, "");
  return open === null ? words : `${words}]`;
}

const isProposed = (run: Run) => run.marks.some((mark) => mark.type === "proposed");

/** A footnote's sign stands after the last words that carry its anchor. */
function isAnchor(provision: ProvisionValue, run: Run): boolean {
  const note = anchorOf(run.marks);
  if (note === undefined) return false;
  return provision.runs.findLast((other) => anchorOf(other.marks) === note) === run;
}

const anchorOf = (marks: readonly MarkValue[]) => marks.find((mark) => mark.type === "footnote")?.attrs.footnote;

/** What is printed before and after each place. */
function signsIn(provisions: readonly ProvisionValue[], record: RecordValue) {
  const all = enclosedIn(provisions);
  const opens = new Map<number, string>();
  const closes = new Map<number, string>();
  const inOrder = [...all].sort((a, b) => a.from - b.from || outerFirst(a, b));
  for (const one of inOrder) opens.set(one.from, (opens.get(one.from) ?? "") + opening(one, record));
  for (const one of inOrder) closes.set(one.to, closing(one, record) + (closes.get(one.to) ?? ""));
  return { opens, closes };
}

/** Of two that begin together: the longer one, else the option into which the other was written, else the option. */
function outerFirst(a: Enclosed, b: Enclosed): number {
  if (a.to !== b.to) return b.to - a.to;
  if (a.option !== null && b.within === a.option) return -1;
  if (b.option !== null && a.within === b.option) return 1;
  return Number(a.option === null) - Number(b.option === null);
}

function enclosedIn(provisions: readonly ProvisionValue[]): readonly Enclosed[] {
  const done: Enclosed[] = [];
  let open = new Map<string, Enclosed>();
  const step = (place: number, here: readonly Omit<Enclosed, "from" | "to">[]) => {
    const next = new Map<string, Enclosed>();
    for (const one of here) {
      const going = open.get(one.key);
      if (going) going.to = place;
      const enclosed = going ?? { ...one, from: place, to: place };
      if (!going) done.push(enclosed);
      next.set(one.key, enclosed);
    }
    open = next;
  };
  let place = 0;
  for (const [i, provision] of provisions.entries()) {
    const last = provisions[i - 1]?.runs.at(-1)?.marks ?? [];
    const begins = new Set(inlineOf(provision.runs[0]?.marks ?? []).map((one) => one.key));
    const goesOn = inlineOf(last).filter((one) => begins.has(one.key));
    const wholly = contestedThroughout(provision).filter((one) => !goesOn.some((other) => other.key === one.key));
    step(place, [...wholeOf(provision), ...goesOn, ...wholly]);
    place += 1;
    for (const run of provision.runs) {
      const here = [...wholeOf(provision), ...inlineOf(run.marks)];
      for (const _ of run.text) step(place++, here);
    }
  }
  return done;
}

function wholeOf({ bracket, option, within }: ProvisionValue): Omit<Enclosed, "from" | "to">[] {
  return bracket && option ? [{ key: `whole/${option}`, bracket, option, within }] : [];
}

function inlineOf(marks: readonly MarkValue[]): Omit<Enclosed, "from" | "to">[] {
  return marks.flatMap(({ type, attrs }) => {
    const { bracket = null, option = null, within = null, note = null } = attrs;
    if (type === "proposed") return [{ key: `option/${option}`, bracket, option, within }];
    if (type === "contested") return [{ key: `standing/${bracket}`, bracket, option: null, within: null }];
    if (type === "note") return [{ key: `note/${note}`, bracket: null, option: null, within: null }];
    return [];
  });
}

/** Where all words of a provision that stands are contested, its number is in brackets too. */
function contestedThroughout(provision: ProvisionValue): Omit<Enclosed, "from" | "to">[] {
  const [first, ...rest] = provision.runs.map((run) => inlineOf(run.marks));
  if (!first) return [];
  const throughout = first.filter((one) => rest.every((other) => other.some(({ key }) => key === one.key)));
  if (throughout.some((one) => one.option !== null)) return [];
  return throughout.filter((one) => one.bracket !== null);
}

function opening({ option }: Enclosed, record: RecordValue): string {
  const owner = option === null ? null : record.options[option]?.owner;
  if (!option || !owner) return "[";
  const supporters = saying(record, option, "support").filter((party) => party !== owner);
  return `[${[owner, ...supporters].join(", ")}: `;
}

function closing({ bracket, option }: Enclosed, record: RecordValue): string {
  if (bracket === null) return "]";
  const target = option ?? bracket;
  const named = option !== null && record.options[option]?.owner;
  const said = VERBS.filter((verb) => !(named && verb === "support"))
    .map((verb) => ({ verb, parties: saying(record, target, verb) }))
    .filter(({ parties }) => parties.length > 0)
    .map(({ verb, parties }) => `${parties.join(", ")} ${verb}`);
  return said.length === 0 ? "]" : ` — ${said.join("; ")}]`;
}

function saying(record: RecordValue, target: string, verb: Stance): string[] {
  const stances = Object.entries(record.stances[target] ?? {});
  return stances.flatMap(([party, { stance }]) => (stance === verb ? [party] : [])).sort();
}
