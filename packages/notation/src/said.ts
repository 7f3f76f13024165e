import type { PartyCode, Stance } from "@adref/schema";
import { looksLikeName, type Names } from "./names.ts";

/** What one party says of words, as an attribution in a draft has it. */
export interface Saying {
  readonly party: PartyCode;
  readonly says: Stance | "propose";
  readonly note?: string;
}

/** A list of names and verbs as it was read: what parties say, or which names are none that we know. */
export type Said =
  | { readonly sayings: readonly Saying[]; readonly verbs: boolean; readonly footnotes: string }
  | { readonly unknown: readonly string[] };

/** A longer list of names is none. */
export const LONGEST_LIST = 400;
const MOST_PARTIES = 40;

const VERBS: readonly (readonly [RegExp, Stance | "propose"])[] = [
  [/^(?:propos|add|insert|предл)/i, "propose"],
  [/^(?:oppos|object|возраж|против)/i, "oppose"],
  [/^(?:support|second|поддерж)/i, "support"],
  [/^(?:retain|keep|сохран)/i, "retain"],
  [/^(?:delet|remov|strik|исключ|удал)/i, "delete"],
  [/^replac/i, "propose"],
  [/^(?:reserv|резерв)/i, "reserve"],
  [/^flexib/i, "flexible"],
];

const VERB_WORDS = [
  "propos(?:es?|ed|als?|ing)", "oppos(?:es?|ed|ing)", "objects?", "supports?", "supported", "supporting", "retain(?:s|ed)?",
  "keeps?", "delet(?:es?|ed|ion|ing)", "remov(?:es?|ed|al)", "add(?:s|ed)?", "inserts?", "replac(?:es?|ed)",
  "reserv(?:es?|ed|ations?|ing)", "flexible", "flexibility",
  "предлага(?:ет|ют)", "возража(?:ет|ют)", "поддержива(?:ет|ют)", "сохранить", "исключить", "удалить", "резервиру(?:ет|ют)",
].join("|"); // biome-ignore format: a list

const VERB = new RegExp(
  `(?<![\\p{L}\\p{N}-])(${VERB_WORDS})(\\d{0,3})(?![\\p{L}\\p{N}])(?:\\s+["“]([^"”“]*)["”])?`,
  "giu",
);
const VERB_BEFORE_COLON = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${VERB_WORDS})\\d{0,3}$`, "iu");

/** Whether words end with a verb of attributions. */
export const endsWithVerb = (words: string): boolean => VERB_BEFORE_COLON.test(words);

const stanceOf = (verb: string): Stance | "propose" => VERBS.find(([form]) => form.test(verb))?.[1] ?? "propose";

/**
 * Reads a list such as `US; G77 delete`, `EU, Norway`, `US/JP propose; CL oppose`, `proposal by KAZ`. A bare name proposes.
 * Null for anything else; a party that speaks twice in different ways makes it something else too.
 */
export function readSaid(list: string, names: Names): Said | null {
  const trimmed = list.trim().replace(/[\s.:]+$/, "");
  if (trimmed === "" || trimmed.length > LONGEST_LIST) return null;
  const raw: { names: string; says: Stance | "propose"; note?: string }[] = [];
  let verbs = false;
  let footnotes = "";
  for (const entry of divideOutside(trimmed)) {
    const found = [...entry.matchAll(VERB)];
    if (found.length === 0) {
      raw.push({ names: entry, says: "propose" });
      continue;
    }
    verbs = true;
    for (const { 2: digits } of found) footnotes += footnotes === "" || !digits ? (digits ?? "") : `, ${digits}`;
    const pieces = namesAround(entry, found);
    if (!pieces) return null;
    raw.push(...pieces);
  }
  const sayings = new Map<PartyCode, Saying>();
  const unknown: string[] = [];
  let named = true;
  for (const { names: words, says, note } of raw) {
    for (const name of namesIn(words, names)) {
      const party = names.resolve(name);
      if (party === null || party === undefined) {
        if (party === null || !looksLikeName(name)) named = false;
        unknown.push(name);
        continue;
      }
      const before = sayings.get(party);
      if (before && (before.says !== says || before.note !== note)) return null;
      sayings.set(party, { party, says, ...(note === undefined ? {} : { note }) });
    }
  }
  if (unknown.length > 0) return named ? { unknown } : null;
  if (sayings.size === 0 || sayings.size > MOST_PARTIES) return null;
  return { sayings: [...sayings.values()], verbs, footnotes };
}

/** Divides a list at semicolons that are not in quotation marks. */
function divideOutside(list: string): string[] {
  return list
    .split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** `KAZ, UZB propose, GEO oppose` or `proposed by KAZ, supported by UZB`: the names that belong to each verb. */
function namesAround(entry: string, found: readonly RegExpExecArray[]) {
  const out: { names: string; says: Stance | "propose"; note?: string }[] = [];
  const first = entry.slice(0, found[0]?.index).trim();
  const verbFirst = first === "" || /^(?:as|to|was|is)$/i.test(first);
  for (let i = 0; i < found.length; i++) {
    const verb = found[i] as RegExpExecArray;
    const end = verb.index + verb[0].length;
    const words = verbFirst
      ? entry.slice(end, found[i + 1]?.index ?? entry.length).replace(/^\s*(?:(?:by|from|of|per)\s|[:–—-])?/i, "")
      : entry.slice(i === 0 ? 0 : (found[i - 1]?.index ?? 0) + (found[i - 1]?.[0].length ?? 0), verb.index);
    const plain = words.replace(/^[\s,:]+|[\s,:]+$|^\s*(?:and|и)\s|\s(?:to|would|wishes to|and)\s*$/g, "").trim();
    if (plain === "") return null;
    const note = verb[3];
    out.push({ names: plain, says: stanceOf(verb[1] as string), ...(note === undefined ? {} : { note }) });
  }
  if (verbFirst) return out;
  const last = found.at(-1) as RegExpExecArray;
  const rest = entry.slice(last.index + last[0].length).replace(/^[\s,.]+|[\s,.]+$/g, "");
  if (rest !== "") out.push({ names: rest, says: "propose" });
  return out;
}

/** The names in a list without verbs; a name that holds "and" or a comma is looked for first. */
function namesIn(words: string, names: Names): string[] {
  const plain = words.replace(/\s+/g, " ").trim();
  if (names.resolve(plain)) return [plain];
  const parts = plain.split(/\s*[,/&]\s*/).filter((part) => part !== "");
  return parts.flatMap((part) => {
    const bare = part.replace(/^(?:and|и) /, "").trim();
    return names.resolve(bare) ? [bare] : bare.split(/ (?:and|и) /);
  });
}
