import { encodeUpdate, SYNC } from "@adref/protocol";
import * as Y from "yjs";
import { EMPTY_UPDATE, encodeSync } from "./frames.ts";

/** A client's state vector, read. */
export type StateVector = ReadonlyMap<number, number>;

/** An answer may be shared when it is for someone who has nothing, or when it is small. */
const SHARED_BYTES = 64 * 1024;
const SHARED_ANSWERS = 256;
const SINCE_FRAMES = 256;
const SINCE_BYTES = 512 * 1024;
/** Ends every answer. A client takes step 2 for the whole answer, so it comes when nothing is missing any more. */
const NOTHING_MISSING = encodeSync(SYNC.step2, EMPTY_UPDATE);

interface Answer {
  /** The ledger entry at which it was encoded. */
  readonly seq: number;
  readonly frame: Uint8Array;
}

/**
 * Answers to "what do I miss?" that serve many: two hundred people who open a long text, or come back after the network was
 * gone, miss the same. An answer is encoded once; who asks later gets it and the frames sent since. State vectors are cut
 * to what the document held when the first answer was encoded (`base`), so that new words do not make every question new.
 */
export class JoinCache {
  #base: StateVector | null = null;
  #answers = new Map<string, Answer>();
  /** What is being encoded for one entry, so that those who wait for the same one share it. */
  #making: { readonly seq: number; readonly base: StateVector; readonly answers: Map<string, Answer> } | null = null;
  #since: Answer[] = [];
  #sinceBytes = 0;

  /** The frames for a client that has `has`, or null: then `encode` has to be asked. */
  answer(has: StateVector): readonly Uint8Array[] | null {
    if (!this.#base) return null;
    const known = this.#answers.get(question(this.#base, has));
    return known ? this.#whole(known) : null;
  }

  /**
   * Encodes an answer from the document as it is at entry `seq`. Returns what gives the frames and keeps the answer, to be
   * called once entry `seq` is durable and its frame was passed on.
   */
  encode(doc: Y.Doc, seq: number, has: StateVector): () => readonly Uint8Array[] {
    if (this.#making?.seq !== seq) {
      const base = this.#base ?? Y.decodeStateVector(Y.encodeStateVector(doc));
      this.#making = { seq, base, answers: new Map() };
    }
    const { base, answers } = this.#making;
    const key = question(base, has);
    const made = answers.get(key) ?? encodeAnswer(doc, seq, base, has);
    answers.set(key, made);
    return () => {
      this.#base ??= base;
      const fits = this.#base === base && this.#answers.size < SHARED_ANSWERS;
      if (fits && (key === COLD || made.frame.length <= SHARED_BYTES)) this.#answers.set(key, made);
      return this.#whole(made);
    };
  }

  /** Tells of a frame that went to everyone, so that shared answers can be brought up to date with it. */
  passedOn(seq: number, frame: Uint8Array): void {
    if (!this.#base) return;
    this.#since.push({ seq, frame });
    this.#sinceBytes += frame.length;
    if (this.#since.length > SINCE_FRAMES || this.#sinceBytes > SINCE_BYTES) this.clear();
  }

  /** Forgets everything. */
  clear(): void {
    this.#base = null;
    this.#making = null;
    this.#answers = new Map();
    this.#since = [];
    this.#sinceBytes = 0;
  }

  #whole({ seq, frame }: Answer): Uint8Array[] {
    const since = this.#since.filter((passed) => passed.seq > seq).map((passed) => passed.frame);
    return [frame, ...since, NOTHING_MISSING];
  }
}

function encodeAnswer(doc: Y.Doc, seq: number, base: StateVector, has: StateVector): Answer {
  const lacking = new Map<number, number>();
  for (const [client, clock] of base) lacking.set(client, Math.min(clock, has.get(client) ?? 0));
  return { seq, frame: encodeUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(lacking))) };
}

const COLD = "cold";

function question(base: StateVector, has: StateVector): string {
  if (has.size === 0) return COLD;
  let out = "";
  for (const [client, clock] of base) {
    const known = has.get(client) ?? 0;
    if (known < clock) out += `${client}:${known} `;
  }
  return out;
}
