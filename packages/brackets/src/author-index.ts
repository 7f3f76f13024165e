import type { Node } from "prosemirror-model";
import type { Author } from "./author.ts";
import type { BracketIndex } from "./bracket.ts";
import { indexBrackets } from "./index-brackets.ts";

const indexes = new WeakMap<Author, BracketIndex>();

/** The brackets of the document that an author has before them, kept up from one question to the next. */
export function indexFor(author: Author, doc: Node): BracketIndex {
  const index = indexBrackets(doc, indexes.get(author));
  indexes.set(author, index);
  return index;
}

const places = new WeakMap<Author, Map<string, string | null>>();

/** Remembers what the author wrote the options of a bracket into: it binds them before the record tells of it. */
export function rememberPlace(author: Author, bracket: string, within: string | null): void {
  const known = places.get(author) ?? new Map<string, string | null>();
  if (!known.has(bracket)) known.set(bracket, within);
  places.set(author, known);
}

/** What the author wrote the first option of a bracket into, also when that is gone; `undefined` for none of theirs. */
export function rememberedPlace(author: Author, bracket: string): string | null | undefined {
  return places.get(author)?.get(bracket);
}
