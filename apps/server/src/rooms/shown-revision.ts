import type { Person, Revision } from "@adref/protocol";

/**
 * A revision as a reader may see it. Where names are withheld the entry's hash is, too: everything else that is hashed can be
 * known or guessed by such a reader, so that trying party after party would tell who wrote the entry.
 */
export function shownRevision<R extends Revision | null>(revision: R, { names }: Pick<Person, "names">): R {
  return revision && !names ? { ...revision, entryHash: null } : revision;
}
