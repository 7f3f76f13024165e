import {
  CLOSE,
  handshakeParams,
  MESSAGE,
  newLayerClient,
  type Refused,
  readBeacon,
  readRefused,
  readSaved,
  textOfLayer,
} from "@adref/protocol";
import { bodyOf, newWordsDoc } from "@adref/schema";
import type * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { batchingSocket } from "./batching-socket.ts";
import { bodyHash } from "./body-hash.ts";
import { type RefusedWords, refusedWords } from "./refused-words.ts";
import { sweptWords } from "./swept-words.ts";
import type { SharedWords } from "./types.ts";
import type { Unsaved } from "./unsaved.ts";

/** Why something was refused; `provision` where it was one provision's fault. */
export type RefusedFor = Pick<Refused, "id" | "sentence" | "provision">;

/** What a link tells the session. */
export interface LinkListener {
  /** The connection came or went; `synced` when the server's words have arrived. */
  connection(state: "online" | "offline", code: number | null): void;
  /** Something was changed here or acknowledged there. */
  unsaved(): void;
  refused(reason: RefusedFor): void;
  /** Words of ours went away with the place they stood in, before the server had them. */
  swept(words: readonly RefusedWords[]): void;
  presence(): void;
  /** A revision was issued. */
  issued(): void;
}

export interface LinkOptions {
  readonly serverUrl: string;
  readonly text: string;
  readonly epoch: number;
  readonly mayWrite: boolean;
  /** The party for which words are taken down over this link. */
  readonly takesDownFor?: string;
  readonly WebSocket: typeof WebSocket;
  readonly unsaved: Unsaved;
  readonly listener: LinkListener;
  /** How long updates are gathered before they go out as one, in milliseconds. */
  readonly batchDelay: number;
}

/** How long a connection that the server found too busy stays away, in milliseconds. */
const TOO_MUCH_MS = 5_000;

/**
 * A connection that does not acknowledge words for so many milliseconds is taken for lost and made anew: a network that went
 * away says nothing, and the person must not read "saving" for half a minute.
 */
const UNANSWERED_MS = 8_000;

const DIVERGED = {
  id: "diverged",
  sentence: "This device's copy of the text had drifted from the record and was fetched again.",
};

/** One shared document and its connection, from its first word until it must be replaced. */
export class WordsLink {
  readonly words: SharedWords;
  readonly provider: WebsocketProvider;
  #options: LinkOptions;
  /** Our client ids in this document, each with the clock up to which the server has its items. */
  #own = new Map<number, number>();
  #ended = false;
  #telling = false;
  #again: ReturnType<typeof setTimeout> | null = null;
  #unanswered: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    const doc = newWordsDoc();
    if (textOfLayer(options.text) !== null) doc.clientID = newLayerClient();
    this.words = { doc, body: bodyOf(doc), epoch: options.epoch };
    this.#own.set(doc.clientID, 0);
    const { unsaved, listener } = options;
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      const swept = sweptWords(transaction, this.#own);
      if (swept.length > 0) listener.swept(swept);
      if (!transaction.local || transaction.changed.size === 0) return;
      this.#tellProvider();
      unsaved.changed(Date.now());
      listener.unsaved();
    });
    this.provider = new WebsocketProvider(`${options.serverUrl}/sync`, options.text, doc, {
      connect: false,
      disableBc: true,
      params: {
        ...handshakeParams(doc.clientID),
        ...(options.takesDownFor !== undefined && { for: options.takesDownFor }),
      },
      WebSocketPolyfill: batchingSocket({
        WebSocket: options.WebSocket,
        delay: options.batchDelay,
        mayWrite: options.mayWrite,
        listener: {
          opened: () => unsaved.connected(),
          serverState: (stateVector) => this.#meet(stateVector),
          sentWords: () => {
            unsaved.sent(this.#clocksNow());
            this.#expectAnswer();
          },
          nothingToSend: () => {
            unsaved.nothingToSend();
            listener.unsaved();
          },
        },
      }),
    });
    doc.off("update", this.provider._updateHandler);
    this.#listen();
  }

  connect(): void {
    if (!this.#ended) this.provider.connect();
  }

  /** Whether the server's words have arrived on the present connection. */
  get synced(): boolean {
    return this.provider.synced;
  }

  /** Everything of ours in this document that the server has not acknowledged. */
  unacknowledged(): RefusedWords[] {
    return refusedWords(this.words.doc, this.#own);
  }

  /**
   * Lets the provider hear of changes. It does not before the first words came or the first was written: there is nothing to
   * send till then, and for whoever listens Yjs encodes the whole text again.
   */
  #tellProvider(): void {
    if (this.#telling) return;
    this.#telling = true;
    this.words.doc.on("update", this.provider._updateHandler);
  }

  /** Closes the connection for good; the document can still be read. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#again !== null) clearTimeout(this.#again);
    if (this.#unanswered !== null) clearTimeout(this.#unanswered);
    this.provider.destroy();
  }

  /** Closes the connection and opens another one. */
  reconnect(): void {
    if (this.#ended) return;
    this.provider.disconnect();
    this.provider.connect();
  }

  #expectAnswer(): void {
    this.#unanswered ??= setTimeout(() => {
      this.#unanswered = null;
      if (this.#options.unsaved.changes > 0 && this.provider.wsconnected) this.reconnect();
    }, UNANSWERED_MS);
  }

  #answered(): void {
    if (this.#unanswered !== null) clearTimeout(this.#unanswered);
    this.#unanswered = null;
    if (this.#options.unsaved.changes > 0) this.#expectAnswer();
  }

  #listen(): void {
    const { provider } = this;
    const { unsaved, listener } = this.#options;
    const handlers = provider.messageHandlers as unknown as Record<
      number,
      (...args: [unknown, decoding.Decoder]) => void
    >;
    handlers[MESSAGE.saved] = (_, decoder) => {
      unsaved.saved(readSaved(decoder));
      this.#acknowledge();
      this.#answered();
      listener.unsaved();
    };
    handlers[MESSAGE.refused] = (_, decoder) => {
      const refused = readRefused(decoder);
      unsaved.saved(refused.count - 1);
      this.#acknowledge();
      this.#refused(refused);
    };
    handlers[MESSAGE.issued] = () => listener.issued();
    handlers[MESSAGE.beacon] = (_, decoder) => {
      const beacon = readBeacon(decoder);
      void this.#compare(beacon.stateVector, beacon.hash);
    };
    provider.on("sync", (synced: boolean) => {
      if (!synced) return;
      this.#tellProvider();
      listener.connection("online", null);
    });
    provider.on("connection-close", () => listener.connection("offline", null));
    provider.on("closed", ({ code }: { code: number }) => {
      if (code === CLOSE.refused) this.#refused(DIVERGED);
      else if (code === CLOSE.tooMuch) this.#again = setTimeout(() => this.connect(), TOO_MUCH_MS);
      else listener.connection("offline", code);
    });
    provider.awareness.on("change", () => listener.presence());
  }

  #refused(reason: RefusedFor): void {
    if (this.#ended) return;
    this.end();
    const { id, sentence, provision } = reason;
    this.#options.listener.refused({ id, sentence, ...(provision !== undefined && { provision }) });
  }

  /** The server told what it holds: what we have beyond it is ours, written before and not acknowledged. */
  #meet(stateVector: Uint8Array): void {
    const theirs = Y.decodeStateVector(stateVector);
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.words.doc))) {
      const known = theirs.get(client) ?? 0;
      if (clock > known || this.#own.has(client)) this.#own.set(client, Math.max(known, this.#own.get(client) ?? 0));
    }
  }

  #clocksNow(): Map<number, number> {
    const out = new Map<number, number>();
    for (const client of this.#own.keys()) out.set(client, Y.getState(this.words.doc.store, client));
    return out;
  }

  #acknowledge(): void {
    for (const [client, clock] of this.#options.unsaved.clocks) {
      if (clock > (this.#own.get(client) ?? 0)) this.#own.set(client, clock);
    }
  }

  /** At the same state the words must be the same; where they are not, this copy is of no use. */
  async #compare(stateVector: Uint8Array, hash: string): Promise<void> {
    const { doc, body } = this.words;
    const same = () => this.#options.unsaved.changes === 0 && sameStates(stateVector, Y.encodeStateVector(doc));
    if (!same()) return;
    const ours = await bodyHash(body);
    if (ours !== hash && same()) this.#refused(DIVERGED);
  }
}

function sameStates(a: Uint8Array, b: Uint8Array): boolean {
  const ours = Y.decodeStateVector(a);
  const theirs = Y.decodeStateVector(b);
  if (ours.size !== theirs.size) return false;
  for (const [client, clock] of ours) if (theirs.get(client) !== clock) return false;
  return true;
}
