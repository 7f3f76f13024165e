import type { Act, ActAnswer, ActRequest } from "@adref/protocol";
import { newId } from "@adref/schema";
import type { DeviceStore } from "./device-store.ts";
import type { ActOutcome } from "./types.ts";

/** Sends one act. Rejects where the server was not reached; the same request may then be sent again. */
export type PostAct = (request: ActRequest) => Promise<ActAnswer>;

/** How long an act waits after the server was not reached though the socket stands, in milliseconds. */
const RETRY_MS = 3_000;

const REFUSED_WITH_ITS_WORDS: ActAnswer = {
  accepted: false,
  refusal: { id: "words-refused", sentence: "The words that this is about were not taken; they are in your tray." },
};

interface Kept {
  readonly order: number;
  readonly request: ActRequest;
}

interface Waiting extends Kept {
  /** Resolves with true when the words that the act speaks of are saved, with false when they were refused. */
  readonly ready: Promise<boolean>;
  readonly answered: (outcome: ActOutcome) => void;
}

/**
 * Acts on their way to the server, in order. Stances that could not be sent stay on the device and go out with the next
 * connection, under the key they were made with, so that none counts twice. What the chair decides is never kept: a
 * resolution made blind to what others did meanwhile is not one.
 */
export class Outbox {
  store: DeviceStore;
  #post: PostAct;
  #changed: () => void;
  #queue: Waiting[] = [];
  #sending = false;
  #online = false;
  #order = Date.now();
  #retry: ReturnType<typeof setTimeout> | null = null;

  constructor(store: DeviceStore, post: PostAct, changed: () => void) {
    this.store = store;
    this.#post = post;
    this.#changed = changed;
  }

  /** Takes up what an earlier page left on the device. `ready` is when the words from then are saved. */
  async load(ready: Promise<boolean>): Promise<void> {
    const kept = (await this.store.all("act/")) as Kept[];
    this.#queue.unshift(...kept.map((act) => ({ ...act, ready, answered: () => {} })));
    if (kept.length > 0) this.#changed();
    void this.#send();
  }

  /** How many acts wait. */
  get length(): number {
    return this.#queue.length;
  }

  set online(online: boolean) {
    this.#online = online;
    if (!online) for (const waiting of this.#queue) waiting.answered({ accepted: "kept" });
    void this.#send();
  }

  /** Sends an act, or keeps it where it may be kept. `ready`: when the words that it speaks of are saved. */
  act(act: Act, ready: Promise<boolean> = Promise.resolve(true)): Promise<ActOutcome> {
    const request = { key: newId("c"), act };
    if (act.type !== "stance") return this.#postNow(request);
    const kept: Kept = { order: ++this.#order, request };
    void this.store.put(keyOf(kept), kept).catch(() => {});
    const outcome = new Promise<ActOutcome>((answered) => {
      this.#queue.push({ ...kept, ready, answered });
      if (!this.#online) answered({ accepted: "kept" });
    });
    this.#changed();
    void this.#send();
    return outcome;
  }

  async #postNow(request: ActRequest): Promise<ActOutcome> {
    try {
      return await this.#post(request);
    } catch {
      const sentence = "The server could not be reached. Nothing was decided; try again when you are online.";
      return { accepted: false, refusal: { id: "offline", sentence } };
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
    try {
      while (this.#online) {
        const next = this.#queue[0];
        if (!next) return;
        const saved = await next.ready;
        if (!this.#online) return;
        const answer = saved ? await this.#post(next.request) : REFUSED_WITH_ITS_WORDS;
        this.#queue.shift();
        void this.store.delete(keyOf(next)).catch(() => {});
        next.answered(answer);
        this.#changed();
      }
    } catch {
      // The server was not reached: the act stays first.
      this.#queue[0]?.answered({ accepted: "kept" });
      this.#retry = setTimeout(() => void this.#send(), RETRY_MS);
    } finally {
      this.#sending = false;
    }
  }
}

function keyOf({ order, request }: Kept): string {
  return `act/${String(order).padStart(16, "0")}/${request.key}`;
}
