import { forget, keep, kept } from "../kept.ts";
import { KEPT } from "../use-load.ts";
import type { Anchor, WordsPlace } from "./anchor.ts";
import type { Said } from "./threads.ts";

/** What a new comment is to be about. */
export interface About extends WordsPlace {
  readonly quoted: string;
  readonly anchor: Anchor | null;
}

/** What somebody has begun to say in a text, and what waits here to be sent. It survives leaving the page. */
export interface Drafts {
  readonly about: About | null;
  /** Words by what they are for: `new`, `answer/<thread>`, `edit/<comment>`. */
  readonly words: Readonly<Record<string, string>>;
  readonly unsent: readonly Said[];
}

const NONE: Drafts = { about: null, words: {}, unsent: [] };

const nameOf = (text: string, person: string) => `${KEPT}drafts.${text}.${person}`;

/** Reads the drafts of a person in a text. */
export function draftsKept(text: string, person: string): Drafts {
  const json = kept(nameOf(text, person));
  return json === null ? NONE : { ...NONE, ...(JSON.parse(json) as Partial<Drafts>) };
}

/** Keeps them on this device. */
export function keepDrafts(text: string, person: string, drafts: Drafts): void {
  const empty = drafts.about === null && Object.keys(drafts.words).length === 0 && drafts.unsent.length === 0;
  if (empty) forget(nameOf(text, person));
  else keep(nameOf(text, person), JSON.stringify(drafts));
}
