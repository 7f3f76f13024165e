import type { Directory, TextInfo } from "@adref/protocol";
import { bodyOf, canonicalWords, EMPTY_RECORD, newWordsDoc, type RecordValue } from "@adref/schema";
import { SERVER } from "../gate/leases.ts";
import { canonicalJson } from "../ledger.ts";
import { pastReader, type Rest } from "../rooms/replay.ts";
import type { Checkpoint, Entry, Store } from "../store/port.ts";
import { type Looked, NO_LOOK } from "./judge-act-entry.ts";
import { type Finding, LedgerJudge } from "./judge-ledger.ts";
import type { Served } from "./served.ts";
import type { Timetable } from "./timetable.ts";

const PAGE = 500;
/** How often a server that goes on writing while it is verified is asked anew. */
const TRIES = 10;

/** What verifying a text came to; `finding` is null when the ledger and everything made from it agree. */
export interface Verified {
  readonly entries: number;
  readonly hash: string;
  readonly finding: Finding | null;
}

/**
 * Replays a text's ledger from its first entry and judges every one; then compares the newest checkpoint (words, record,
 * revisions, holders of client ids) and, where `served` asks a server, what it serves.
 */
export async function verifyText(
  store: Store,
  text: TextInfo,
  people: Directory | Timetable,
  served?: () => Promise<Served>,
): Promise<Verified> {
  const judge = new LedgerJudge(text, people);
  const checkpoint = await store.checkpoint(text.id);
  const result = (finding: Finding | null): Verified => ({ entries: judge.head.seq, hash: judge.head.hash, finding });

  const found = await replay(store, text, judge, checkpoint);
  if (found) return result(found);
  if (checkpoint && checkpoint.seq > judge.head.seq) {
    return result({ seq: checkpoint.seq, reason: "a checkpoint is ahead of the ledger" });
  }
  if (!served) return result(null);
  for (let tried = 0; tried < TRIES; tried++) {
    const { words, record } = await served();
    const later = await replay(store, text, judge, null, () => same(judge, words, record));
    if (later) return result(later);
    if (same(judge, words, record)) return result(null);
  }
  return result({ seq: judge.head.seq, reason: "what the server serves is not what the ledger says" });
}

/** Judges on to the end of the ledger, or to where `enough` says so. */
async function replay(
  store: Store,
  text: TextInfo,
  judge: LedgerJudge,
  checkpoint: Checkpoint | null,
  enough: () => boolean = () => false,
): Promise<Finding | null> {
  for (;;) {
    const page = await store.read(text.id, judge.head.seq, PAGE);
    for (const entry of page) {
      if (enough()) return null;
      const finding = judge.next(entry, await lookedBack(store, text, entry));
      if (finding) return finding;
      const differs = entry.seq === checkpoint?.seq ? difference(judge, checkpoint) : null;
      if (differs !== null) {
        return { seq: entry.seq, reason: `${differs} of the checkpoint made after it are not what the ledger says` };
      }
    }
    if (page.length < PAGE) return null;
  }
}

/** What an act of restoring or undoing looks back on, from the first entry on: a checkpoint may be wrong. */
async function lookedBack(store: Store, text: TextInfo, { seq, data: { act } }: Entry): Promise<Looked> {
  if ((act?.type !== "restore" && act?.type !== "undo") || act.seq >= seq) return NO_LOOK;
  const read = pastReader({ read: store.read.bind(store), checkpoint: async () => null });
  const past = await read(text, act.seq);
  if (act.type === "restore" || act.seq === 1) return { past, undoing: null };
  const [entry] = await store.read(text.id, act.seq - 1, 1);
  return { past, undoing: entry ? { entry, before: await read(text, act.seq - 1), after: past } : null };
}

/** Which part of a checkpoint is not what the ledger says; null when all agree. The judge stands at its entry. */
function difference(judge: LedgerJudge, { words, rest }: Checkpoint): string | null {
  const { record, leases = [], issues, moments = [] } = JSON.parse(rest) as Partial<Rest>;
  if (judge.words() !== canonicalWords(bodyOf(newWordsDoc(words)))) return "the words";
  if (!record || !alike(judge.record, { ...EMPTY_RECORD, ...record })) return "the facts";
  if (!alike(judge.issues, issues)) return "the revisions";
  if (!alike(judge.moments, moments)) return "the named moments";
  // The server's own ids bear no entry's name; a person's id among them would be missing from the others.
  const held = leases.filter(([, person]) => person !== SERVER);
  if (!alike(inOrder(judge.leases), inOrder(held))) return "the holders of client ids";
  return null;
}

const inOrder = (leases: Iterable<readonly [number, string]>) => [...leases].sort(([a], [b]) => a - b);

const alike = (a: unknown, b: unknown) => b !== undefined && canonicalJson(a) === canonicalJson(b);

function same(judge: LedgerJudge, words: string, record: RecordValue): boolean {
  return judge.words() === words && alike(judge.record, record);
}
