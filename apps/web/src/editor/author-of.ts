import type { Author } from "@adref/brackets";
import { isLocked, newId, withinIn, withinOfBracket } from "@adref/schema";
import type { TextSession } from "../sync/types.ts";

const authors = new WeakMap<TextSession, Author>();

/** Forgets what the author of a session remembers of its document, because another one takes its place. */
export function renewAuthor(session: TextSession): void {
  authors.delete(session);
}

/**
 * The reader as author of proposals; null for who proposes none. What is neither on the record nor made here is somebody
 * else's that the record has not told of yet, so it is treated as nobody's.
 */
export function authorOf(session: TextSession): Author | null {
  const { me, claimed } = session;
  if (me.role !== "delegation" || me.party === null) return null;
  let author = authors.get(session);
  if (!author) {
    const record = () => session.getState().record;
    const unknown = (id: string) => (claimed.has(id) ? undefined : null);
    author = {
      party: me.party,
      ownerOfOption: (id) => (record().options[id] ? record().options[id]?.owner : unknown(id)),
      ownerOfBracket: (id) => (record().brackets[id] ? record().brackets[id]?.owner : unknown(id)),
      withinOf: (option) => withinIn(record())(option),
      withinOfBracket: (bracket) => withinOfBracket(record(), bracket),
      locked: (provision) => isLocked(record(), provision),
      newId,
    };
    authors.set(session, author);
  }
  return author;
}
