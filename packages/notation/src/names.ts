import { PARTY_CODE_PATTERN, type PartyCode } from "@adref/schema";
import type { KnownParty } from "./reading.ts";

/** What names a foreign draft may use for parties, and which names without a party were met. */
export class Names {
  readonly #codes = new Map<string, PartyCode | null>();
  /** Whether any code is a party, because nobody said which are. */
  readonly #open: boolean;
  readonly #resolved = new Map<string, PartyCode | null | undefined>();
  readonly unknown = new Map<string, number>();

  constructor(
    parties: readonly KnownParty[] | undefined,
    ...spellings: readonly Readonly<Record<string, PartyCode | null>>[]
  ) {
    this.#open = parties === undefined;
    for (const party of parties ?? []) {
      if (typeof party === "string") this.#add(party, party);
      else for (const name of namesOf(party)) this.#add(name, party.code);
    }
    for (const spelling of spellings) for (const [name, code] of Object.entries(spelling)) this.#add(name, code);
  }

  #add(name: string, code: PartyCode | null): void {
    if (code === null || PARTY_CODE_PATTERN.test(code)) this.#codes.set(normal(name), code);
  }

  /** The party that a name means; null for words that are said to be no party, undefined for an unknown name. */
  resolve(name: string): PartyCode | null | undefined {
    let code = this.#resolved.get(name);
    if (code === undefined && !this.#resolved.has(name)) {
      const key = normal(name);
      code = this.#codes.has(key)
        ? this.#codes.get(key)
        : this.#open && PARTY_CODE_PATTERN.test(name)
          ? name
          : undefined;
      if (this.#resolved.size < MOST_REMEMBERED) this.#resolved.set(name, code);
    }
    return code;
  }

  /** Counts names that are no party's. */
  countUnknown(names: readonly string[]): void {
    for (const name of names) this.unknown.set(name, (this.unknown.get(name) ?? 0) + 1);
  }
}

/** So many spellings are looked up once. */
const MOST_REMEMBERED = 2_000;

const FORM = /^(?:the )?(?:people's |islamic |democratic |federal )*republic of (?:the )?/;

function namesOf({ code, names }: Exclude<KnownParty, string>): string[] {
  const out: string[] = [code];
  for (const name of Object.values(names)) {
    out.push(name);
    const short = normal(name).replace(FORM, "");
    if (short !== "") out.push(short);
  }
  return out;
}

/** Names are compared without case, full stops, an article, and differences of space and apostrophe. */
function normal(name: string): string {
  const plain = name.normalize("NFC").toLowerCase().replace(/[.]/g, "").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ");
  return plain.trim().replace(/^the /, "");
}

/** Whether words could be a name: one to five of them, beginning with capitals but for particles. */
export function looksLikeName(words: string): boolean {
  return words.length >= 2 && words.length <= 60 && NAME.test(words) && !NO_NAME.test(words);
}

const CAPITAL = "\\p{Lu}[\\p{L}\\p{N}.'’-]*";
const NAME = new RegExp(`^${CAPITAL}(?: (?:(?:of|the|and|de|da|do|la|и) ){0,2}(?:${CAPITAL}|\\d{1,3})){0,4}$`, "u");
/** Words with a capital that begin sentences of treaties, not lists of parties. */
const NO_NAME =
  /^(?:Each|The|This|These|Any|No|In|For|Where|Such|All|Article|Chapter|Section|Annex|Paragraph|Note|Option|Alternative|Variant|Alt|X+|TB[CD]|Definitions?|Footnote|Placeholder)\b/u;
