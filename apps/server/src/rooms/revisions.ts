import type { Directory, Revision, TextInfo } from "@adref/protocol";
import type { Entry } from "../store/port.ts";

/** A revision as the ledger has it; who issued it is a person's id. */
export type Issue = Omit<Revision, "symbol">;

/**
 * The revision that an entry makes, if it makes one: a text's first import is the zero draft, each accepted `issue` the next
 * number. `before` are the revisions up to the entry; `wordsHash` gives the fingerprint of the words as they are at it.
 */
export function issueOf(entry: Entry, before: readonly Issue[], wordsHash: () => string): Issue | null {
  const act = entry.data.act?.type === "issue" ? entry.data.act : null;
  if (!act && (entry.kind !== "import" || before.length > 0)) return null;
  const number = act ? nextNumber(before) : 0;
  const title = act?.title || (number === 0 ? "Zero draft" : `Revision ${number}`);
  const { at, person, seq, hash } = entry;
  return { number, title, at, by: person, seq, entryHash: hash, wordsHash: wordsHash() };
}

/** The revisions as they are shown: with symbols, and with names for people. */
export function revisionsOf(issues: readonly Issue[], text: TextInfo, directory: Directory): Revision[] {
  return issues.map((issue) => ({
    ...issue,
    symbol: issue.number === 0 ? text.symbol : `${text.symbol}/Rev.${issue.number}`,
    by: directory.people.find(({ id }) => id === issue.by)?.name ?? issue.by,
  }));
}

/** The number of the next revision: 1 after the zero draft, and where a text began without one. */
export function nextNumber(before: readonly { readonly number: number }[]): number {
  return (before.at(-1)?.number ?? 0) + 1;
}
