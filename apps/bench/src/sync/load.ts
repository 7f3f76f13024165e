import { percentile } from "../stats.ts";
import { type Framing, Typist } from "./typist.ts";

export interface Load {
  readonly clients: number;
  /** Letters a second that each client types. */
  readonly rate: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** Milliseconds from a letter's writing to its being seen, over all letters and all other clients. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly deliveries: number;
  readonly missing: number;
  readonly refused: number;
}

/**
 * Clients type at a steady rate, each letter at its own moment of the second, and every other client must see each letter.
 * A delivery is one letter seen by one other client.
 */
export async function runLoad(
  load: Load,
  words: Uint8Array,
  framing: Framing,
  url: (index: number, client: number) => string,
): Promise<LoadResult> {
  const written = new Map<number, { clock: number; at: number }[]>();
  const latencies: number[] = [];
  const typists: Typist[] = [];
  for (let index = 0; index < load.clients; index++) {
    const next = new Map<number, number>();
    typists.push(
      new Typist({
        index,
        words,
        framing,
        onSeen: (client, clock) => {
          const letters = written.get(client);
          if (!letters || client === 1_000 + index) return;
          const now = performance.now();
          let at = next.get(client) ?? 0;
          while (at < letters.length && (letters[at]?.clock ?? Number.POSITIVE_INFINITY) <= clock) {
            latencies.push(now - (letters[at]?.at ?? now));
            at++;
          }
          next.set(client, at);
        },
      }),
    );
  }
  await Promise.all(typists.map((typist, index) => typist.open(url(index, typist.clientId))));
  await pause(1_500);
  for (const typist of typists) typist.type();
  await pause(1_500);
  for (const typist of typists) written.set(typist.clientId, []);

  const interval = 1_000 / load.rate;
  const start = performance.now() + 50;
  const end = start + load.seconds * 1_000;
  const due = typists.map((_, index) => start + (index / load.clients) * interval);
  let letters = 0;
  while (performance.now() < end) {
    const now = performance.now();
    for (const [index, typist] of typists.entries()) {
      if ((due[index] ?? 0) > now) continue;
      due[index] = (due[index] ?? now) + interval;
      const at = performance.now();
      written.get(typist.clientId)?.push({ clock: typist.type(), at });
      letters++;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const expected = letters * (load.clients - 1);
  for (let waited = 0; latencies.length < expected && waited < 10_000; waited += 100) await pause(100);
  const refused = typists.reduce((sum, typist) => sum + typist.refused + (typist.closed === null ? 0 : 1), 0);
  for (const typist of typists) typist.close();
  return {
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    deliveries: latencies.length,
    missing: expected - latencies.length,
    refused,
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
