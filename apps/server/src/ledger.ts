import { createHash } from "node:crypto";
import type { Entry, NewEntry } from "./store/port.ts";

/** The `prev` of a text's first entry, and the head's hash of a text that has none yet. */
export const GENESIS = "0".repeat(64);

/**
 * JSON with sorted keys and no spaces, so that equal values have equal bytes. Members that are `undefined` are left out, as
 * in JSON.stringify. Throws TypeError on what JSON cannot hold (functions, cycles, NaN).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const member = (value as Record<string, unknown>)[key];
      if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
    }
    return `{${members.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("JSON holds finite numbers only");
  const json = JSON.stringify(value);
  if (json === undefined) throw new TypeError(`JSON cannot hold a ${typeof value}`);
  return json;
}

/** What is hashed besides the update: `data` as its canonical JSON, so that a store may keep that string as it is. */
export interface SealedHeader {
  readonly text: string;
  readonly seq: number;
  readonly prev: string;
  readonly kind: string;
  readonly data: string;
  readonly party: string | null;
  readonly person: string;
  readonly at: string;
}

/**
 * The hash of an entry, lower-case hex SHA-256 over its canonical header (which names `prev`), a line feed (which JSON
 * without spaces never holds) and the update's bytes.
 */
export function entryHash(header: SealedHeader, update: Uint8Array): string {
  const { text, seq, prev, kind, data, party, person, at } = header;
  const json = canonicalJson({ at, data, kind, party, person, prev, seq, text });
  return createHash("sha256").update(`${json}\n`).update(update).digest("hex");
}

/**
 * Puts new entries on the chain after the entry (`prevSeq`, `prevHash`). For an empty ledger pass 0 and GENESIS.
 */
export function sealEntries(text: string, prevSeq: number, prevHash: string, newEntries: readonly NewEntry[]): Entry[] {
  const out: Entry[] = [];
  let prev = prevHash;
  let seq = prevSeq;
  for (const { kind, update, data, party, person, at } of newEntries) {
    seq += 1;
    const header = { text, seq, prev, kind, data: canonicalJson(data), party, person, at };
    const hash = entryHash(header, update);
    out.push({ text, seq, kind, update, data, party, person, at, prev, hash });
    prev = hash;
  }
  return out;
}

/** Where a chain is broken, and why; `null` when it is whole. */
export type ChainBreak = { readonly seq: number; readonly reason: string } | null;

/**
 * Checks that entries follow one another without a gap and that every hash is that of its content. `after` is the entry
 * before the first, or the start of the ledger when omitted.
 */
export function checkChain(
  entries: readonly Entry[],
  after: { readonly seq: number; readonly hash: string } = { seq: 0, hash: GENESIS },
): ChainBreak {
  let { seq, hash } = after;
  for (const entry of entries) {
    if (entry.seq !== seq + 1)
      return { seq: seq + 1, reason: `entry ${seq + 1} is missing; ${entry.seq} stands there` };
    if (entry.prev !== hash) return { seq: entry.seq, reason: "its prev is not the hash of the entry before" };
    const header = { ...entry, data: canonicalJson(entry.data) };
    if (entryHash(header, entry.update) !== entry.hash)
      return { seq: entry.seq, reason: "its hash is not its content's" };
    ({ seq, hash } = entry);
  }
  return null;
}
