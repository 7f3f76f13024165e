import type { ImportAuthor } from "@adref/protocol";
import { PARTY_CODE_PATTERN, type PartyCode, STANDING } from "@adref/schema";
import type { Store } from "../store/port.ts";

const NAME = "import-authors";
/** How many authors are remembered; the oldest are forgotten first. */
const MOST = 2_000;

export type AuthorMap = Readonly<Record<string, PartyCode | typeof STANDING | null>>;

/** Whose the changes of Word authors were said to be, in this negotiation, the last time. */
export async function rememberedAuthors(store: Store): Promise<AuthorMap> {
  const value = await store.remembered(NAME);
  if (value === null) return {};
  const pairs = JSON.parse(value) as [string, AuthorMap[string]][];
  const isKnown = (code: AuthorMap[string]) => code === null || code === STANDING || PARTY_CODE_PATTERN.test(code);
  return Object.fromEntries(pairs.filter(([, code = null]) => isKnown(code)));
}

/** Remembers what an accepted import said of its authors. What was only left unknown is not remembered. */
export async function rememberAuthors(store: Store, authors: readonly ImportAuthor[]): Promise<void> {
  const known = authors.filter(({ from }) => from !== "unknown");
  if (known.length === 0) return;
  const all = new Map(Object.entries(await rememberedAuthors(store)));
  for (const { name, party, standing } of known) {
    all.delete(name);
    all.set(name, standing ? STANDING : party);
  }
  await store.remember(NAME, JSON.stringify([...all].slice(-MOST)));
}
