import type { Reading, Reason } from "@adref/notation";
import type { ImportAuthor, ImportResult, ImportSettings, NegotiationView, TextSummary } from "@adref/protocol";
import { PARTY_CODE_PATTERN, type PartyCode, STANDING, type Status } from "@adref/schema";

type Finding = ImportResult["report"]["findings"][number];

/** The settings of a reading that are a choice among a few, and what may be chosen. */
export const CHOICES = {
  source: ["notation", "draft"],
  lines: ["paragraphs", "wrapped"],
  adjacent: ["separate", "touching", "spaced"],
  slashes: ["words", "spaced", "all"],
  labels: ["options", "words"],
  numbers: ["contested", "citations", "footnotes"],
  rounds: ["words", "options"],
  braces: ["words", "options", "notes"],
} as const satisfies { readonly [K in Exclude<keyof Reading, "parties">]: readonly Reading[K][] };

export type ChoiceId = keyof typeof CHOICES;

/** One guess of how typed brackets are read. */
export interface Guess {
  readonly setting: ChoiceId;
  readonly value: string;
  readonly choices: readonly string[];
  /** Why it was guessed so; none where nothing in the file speaks for it or against it. */
  readonly reasons: readonly Reason[];
  /** Whether a person said so. */
  readonly said: boolean;
}

/** Settings that mean nothing in a file of the notation itself. */
const OF_DRAFTS: readonly ChoiceId[] = ["lines", "adjacent", "slashes", "labels", "numbers", "rounds", "braces"];
/** What a Word file or a page says by itself, however its brackets were typed. */
const OF_PLAIN: readonly ChoiceId[] = ["source", "lines"];

/** The guesses about typed brackets, those with something to say for them first; none for files that carry facts. */
export function guessesOf({ reading, suggestion, format }: ImportResult, settings: ImportSettings): readonly Guess[] {
  if (!reading) return [];
  const said = settings.reading ?? {};
  return (Object.keys(CHOICES) as ChoiceId[])
    .filter((setting) => format === "txt" || !OF_PLAIN.includes(setting))
    .filter((setting) => (said.source ?? reading.source) !== "notation" || !OF_DRAFTS.includes(setting))
    .map((setting) => ({
      setting,
      value: said[setting] ?? reading[setting],
      choices: CHOICES[setting],
      reasons: suggestion?.reasons.filter((reason) => reason.setting === setting) ?? [],
      said: Object.hasOwn(said, setting),
    }));
}

/** Whether a guess is worth a look before one goes on. */
export const isTelling = (guess: Guess): boolean => guess.said || guess.reasons.length > 0;

/** A name that stands where names of parties stand. */
export interface NameGuess {
  readonly name: string;
  readonly mentions: number;
  /** The party that it is read as; null for mere words; undefined where nobody knows. */
  readonly code: PartyCode | null | undefined;
  /** A code of its own that it could have, as a group of parties has; null where none can be made of it. */
  readonly own: PartyCode | null;
  readonly said: boolean;
}

/** The names that a person is asked about, those that mean no party first; a code that stands for itself is no question. */
export function namesOf({ suggestion }: ImportResult, settings: ImportSettings): readonly NameGuess[] {
  const said = settings.reading?.parties ?? {};
  const names = (suggestion?.names ?? []).map(({ name, code, mentions }): NameGuess => {
    const isSaid = Object.hasOwn(said, name);
    return { name, mentions, code: isSaid ? said[name] : (code ?? undefined), own: ownCode(name), said: isSaid };
  });
  const asked = names.filter(({ name, code, said }) => said || name !== code);
  return asked.toSorted((a, b) => Number(a.code !== undefined) - Number(b.code !== undefined));
}

function ownCode(name: string): PartyCode | null {
  const code = name
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 12)
    .replace(/-+$/, "");
  return PARTY_CODE_PATTERN.test(code) ? code : null;
}

/** Whose an author's changes are: a party's, nobody's (null), or simply made. */
export type Whose = PartyCode | typeof STANDING | null;

/** Whose an author's changes are, what was said here before what the server knows. */
export function whoseOf(author: ImportAuthor, settings: ImportSettings): Whose {
  const said = settings.authors?.[author.name];
  if (said !== undefined) return said;
  return author.standing ? STANDING : author.party;
}

/** What a colour says of a provision; null for nothing. */
export interface HighlightGuess {
  readonly colour: string;
  readonly status: Status | null;
}

/** The colours that whole paragraphs have: those that the report names, and those of which something was said. */
export function highlightsOf({ report }: ImportResult, settings: ImportSettings): readonly HighlightGuess[] {
  const said = settings.highlights ?? {};
  const met = report.guessed.flatMap(({ setting, what }) => {
    const colour = setting === "highlights" ? /\bin (#?[A-Za-z0-9]{1,20})\.$/.exec(what)?.[1] : undefined;
    return colour ? [colour] : [];
  });
  return [...new Set([...Object.keys(said), ...met])].map((colour) => ({ colour, status: said[colour] ?? null }));
}

/** Guesses that no control of the page shows. */
export function otherGuesses({ report }: ImportResult): readonly Finding[] {
  return report.guessed.filter(({ setting }) => setting !== "authors" && setting !== "highlights");
}

/** Settings after one choice. A choice of another kind of source does away with what was said of the first. */
export function withChoice(settings: ImportSettings, setting: ChoiceId, value: string): ImportSettings {
  const parties = settings.reading?.parties;
  const kept = setting === "source" ? { ...(parties && { parties }) } : settings.reading;
  return { ...settings, reading: { ...kept, [setting]: value } };
}

/** Settings after somebody said what a name means; `undefined` leaves it to the reader again. */
export function withName(settings: ImportSettings, name: string, code: PartyCode | null | undefined): ImportSettings {
  const { [name]: _, ...others } = settings.reading?.parties ?? {};
  const parties = code === undefined ? others : { ...others, [name]: code };
  return { ...settings, reading: { ...settings.reading, parties } };
}

export function withAuthor(settings: ImportSettings, name: string, whose: Whose): ImportSettings {
  return { ...settings, authors: { ...settings.authors, [name]: whose } };
}

export function withHighlight(settings: ImportSettings, colour: string, status: Status | null): ImportSettings {
  return { ...settings, highlights: { ...settings.highlights, [colour]: status } };
}

/** What a new text is to be called, as a person types it. */
export interface Naming {
  readonly title: string;
  readonly symbol: string;
  readonly body: string;
}

/** What the file and the negotiation suggest: what the file says of itself, else its title, else its name. */
export function suggestedNaming(
  header: Readonly<Record<string, string>>,
  fileName: string,
  firstTitle: string,
  { bodies, texts }: Pick<NegotiationView, "bodies" | "texts">,
): Naming {
  const title = header.title || firstTitle || fileName.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
  const said = header.symbol ?? "";
  const body = bodies.find(({ id, name }) => id === header.body || name === header.body) ?? onlyOne(bodies);
  return {
    title: title.trim().slice(0, 300),
    symbol: symbolTaken(said, texts) ? "" : said.trim().slice(0, 80),
    body: body?.id ?? "",
  };
}

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/** What all symbols of the negotiation begin with, up to the last stroke; "" where they have nothing in common. */
export function commonSymbol(texts: readonly Pick<TextSummary, "symbol">[]): string {
  const [first = "", ...others] = texts.map(({ symbol }) => symbol);
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  const shared = first.slice(0, length);
  return shared.slice(0, shared.lastIndexOf("/") + 1);
}

/** The text that has a symbol already. */
export function symbolTaken(symbol: string, texts: readonly Pick<TextSummary, "symbol" | "title">[]): string | null {
  const asked = symbol.trim().toLowerCase();
  return asked === "" ? null : (texts.find((text) => text.symbol.toLowerCase() === asked)?.title ?? null);
}
