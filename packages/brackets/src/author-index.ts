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
