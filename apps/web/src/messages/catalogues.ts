import type { Lang } from "../settings/language.ts";
import { en } from "./en.ts";
import type { Translation } from "./translation.ts";

/** The messages of a language: those of the English catalogue, each of them said. */
export type Catalogue = Readonly<Record<keyof typeof en, string>>;

/** English comes with the client; another language is fetched by those who read it. */
const FETCHED: Readonly<Record<Exclude<Lang, "en">, () => Promise<Translation<typeof en>>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  // Where the device has letters for Chinese, the style sheet fetches none.
  zh: async () => (await Promise.all([import("./zh.ts"), import("../styles/chinese.ts")]))[0].zh,
  ur: async () => (await import("./ur.ts")).ur,
};

/**
 * Codes, symbols and names that are put into a sentence keep their own direction in one that runs from right to left: without
 * the signs of isolation "CARTIF/FA" would stand with its parts in turned order.
 */
export function isolated<Words extends Translation<typeof en>>(words: Words): Words {
  const signs = Object.entries(words).map(([id, words]) => [id, words?.replace(/\{(\w+)\}/g, "\u2068{$1}\u2069")]);
  return Object.fromEntries(signs) as Words;
}

const here = new Map<Lang, Catalogue>([["en", en]]);

/** A language's catalogue, where it is here already. */
export function catalogueHere(lang: Lang): Catalogue | null {
  return here.get(lang) ?? null;
}

/** Fetches a language's catalogue. Rejects where it cannot be had; may be called again. */
export async function fetchCatalogue(lang: Lang): Promise<Catalogue> {
  const known = here.get(lang);
  if (known || lang === "en") return known ?? en;
  const said = await FETCHED[lang]();
  const catalogue = { ...en, ...(lang === "ur" ? isolated(said) : said) };
  here.set(lang, catalogue);
  return catalogue;
}
