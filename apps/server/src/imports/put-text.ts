import type { Directory, TextInfo } from "@adref/protocol";
import type { NewEntry, Store } from "../store/port.ts";
import { textIds } from "./text-id.ts";

/** The negotiation's list of texts, as far as a new text needs it. */
export interface Listed {
  readonly current: () => Directory;
  /** Looks at what other nodes and the command line have listed. */
  refresh(): Promise<void>;
  addText(text: TextInfo, person: string, at: string): Promise<void>;
}

/** An id under which nothing stands yet: neither in the list nor in a ledger. */
export async function freeTextId(store: Store, listed: Listed, title: string): Promise<string> {
  const taken = new Set(listed.current().texts.map(({ id }) => id));
  for (const id of textIds(title)) if (!taken.has(id) && (await store.head(id)).seq === 0) return id;
  throw new Error("Ids of texts have no end");
}

/**
 * Puts a text in: its first entry into the ledger, then its name into the list, so that no list names a text without words.
 * Whoever does the same again after a failure finishes it. False where another text has taken the id meanwhile: try another.
 */
export async function putText(store: Store, listed: Listed, text: TextInfo, entry: NewEntry): Promise<boolean> {
  const appended = await store.append(text.id, 0, [entry]);
  if (!appended.appended) {
    const [first] = await store.read(text.id, 0, 1);
    if (first?.kind !== "import" || first.data.key === undefined || first.data.key !== entry.data.key) return false;
  }
  await listed.addText(text, entry.person, entry.at);
  return true;
}
