import type { Act, ActAnswer, ActRequest } from "@adref/protocol";
import { newId } from "@adref/schema";
import type { DeviceStore } from "./device-store.ts";
import { type PostAct, SignedOutError } from "./post-act.ts";
import type { ActOutcome, LateRefusal } from "./types.ts";

/** How long an act waits after the server was not reached though the socket stands, in milliseconds. */
const RETRY_MS = 3_000;

const REFUSED_WITH_ITS_WORDS: ActAnswer = {
  accepted: false,
  refusal: { id: "words-refused", sentence: "The words that this is about were not taken; they are in your tray." },
};

/** What says something for oneself and decides nothing: it may wait for a connection. */
const KEPT: readonly Act["type"][] = [
  "stance",
  "explain",
  "comment",
  "edit-comment",
  "settle-comment",
  "withdraw-comment",
];

interface Kept {
  readonly order: number;
  readonly request: ActRequest;
  /** It speaks of words that were just written: it goes out once those are saved, and not without them. */
  readonly afterWords: boolean;
}

interface Waiting extends Kept {
  /** Resolves with true when the words that the act speaks of are saved, with false when they were refused. */
  readonly ready: Promise<boolean>;
  readonly answered: (outcome: ActOutcome) => void;
  /** Nobody waits for the answer any more: what it says must be told. */
  unheard: boolean;
}

/**
 * Acts on their way to the server, in order. Stances and comments that could not be sent stay on the device and go out with the next
 * connection, under the key they were made with, so that none counts twice. What the chair decides is never kept: a
 * resolution made blind to what others did meanwhile is not one.
 */
export class Outbox {
  store: DeviceStore;
  #post: PostAct;
  #changed: () => void;
  #refusedLate: (refusal: LateRefusal) => void;
  #queue: Waiting[] = [];
  #sending = false;
  #online = false;
  #order = Date.now();
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(store: DeviceStore, post: PostAct, changed: () => void, refusedLate: (refusal: LateRefusal) => void) {
    this.store = store;
    this.#post = post;
    this.#changed = changed;
    this.#refusedLate = refusedLate;
  }

  /** Takes up what an earlier page left on the device. `ready` is when the words from then are saved. */
  async load(ready: Promise<boolean>): Promise<void> {
    const kept = (await this.store.all("act/").catch(() => [])) as Kept[];
    const waits = (act: Kept): Waiting => ({
      ...act,
      ready: act.afterWords ? ready : Promise.resolve(true),
      answered: () => {},
      unheard: true,
    });
    const known = new Set(this.#queue.map(({ request }) => request.key));
    this.#queue.unshift(...kept.filter(({ request }) => !known.has(request.key)).map(waits));
    if (kept.length > 0) this.#changed();
    void this.#send();
  }

  /** How many acts wait. */
  get length(): number {
    return this.#queue.length;
  }

  set online(online: boolean) {
    this.#online = online;
    if (!online) for (const waiting of this.#queue) tellKept(waiting);
    void this.#send();
  }

  /** Sends an act, or keeps it where it may be kept. `ready`: when the words that it speaks of are saved. */
  act(act: Act, ready: Promise<boolean> | null = null): Promise<ActOutcome> {
    const request = { key: newId("c"), act };
    if (!KEPT.includes(act.type)) return this.#postNow(request);
    const kept: Kept = { order: ++this.#order, request, afterWords: ready !== null };
    void this.store.put(keyOf(kept), kept).catch(() => {});
    const outcome = new Promise<ActOutcome>((answered) => {
      const waiting = { ...kept, ready: ready ?? Promise.resolve(true), answered, unheard: ready !== null };
      this.#queue.push(waiting);
      if (!this.#online) tellKept(waiting);
    });
    this.#changed();
    void this.#send();
    return outcome;
  }

  async #postNow(request: ActRequest): Promise<ActOutcome> {
    try {
      return await this.#post(request);
    } catch (failure) {
      const signedOut = failure instanceof SignedOutError;
      const sentence = signedOut
        ? "Your session has ended. Nothing was decided; sign in with a new link and try again."
        : "The server could not be reached. Nothing was decided; try again when you are online.";
      return { accepted: false, refusal: { id: signedOut ? "signed-out" : "offline", sentence } };
    }
  }

  destroy(): void {
    this.#online = false;
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    let next: Waiting | undefined;
    try {
      while (this.#online) {
        next = this.#queue[0];
        if (!next) return;
        const saved = await next.ready;
        if (!this.#online) return;
        const answer = saved ? await this.#post(next.request) : REFUSED_WITH_ITS_WORDS;
        // What an earlier page left may have come before it meanwhile.
        this.#queue = this.#queue.filter((waiting) => waiting !== next);
        void this.store.delete(keyOf(next)).catch(() => {});
        next.answered(answer);
        // Words that were refused speak for themselves, in the tray.
        if (next.unheard && saved && !answer.accepted) this.#refusedLate(answer.refusal);
        this.#changed();
      }
    } catch {
      // The act was not judged: it stays where it is.
      if (next) tellKept(next);
      this.#retry = setTimeout(() => void this.#send(), RETRY_MS);
    } finally {
      this.#sending = false;
    }
  }
}

function tellKept(waiting: Waiting): void {
  waiting.unheard = true;
  waiting.answered({ accepted: "kept" });
}

function keyOf({ order, request }: Kept): string {
  return `act/${String(order).padStart(16, "0")}/${request.key}`;
}
