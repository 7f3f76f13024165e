import { yAttributes } from "@adref/schema";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

/** How a system wraps the messages of Yjs's sync protocol: Hocuspocus puts the document's name before each. */
export interface Framing {
  readonly prefix: Uint8Array;
  /** Sent as soon as the socket opens. */
  readonly hello: readonly Uint8Array[];
}

export const PLAIN: Framing = { prefix: new Uint8Array(), hello: [] };

/** Hocuspocus: the document's name, then the message; a token must come first even where none is checked. */
export function hocuspocusFraming(name: string): Framing {
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, name));
  const hello = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, "bench");
    encoding.writeVarString(encoder, "4.7.0");
  });
  return { prefix, hello: [hello] };
}

/**
 * A client that types into an option of its own and notes what it sees of others, without holding their words: what arrives is
 * read only as far as saying which client's clock it reaches, so that the load generator measures the server and not itself.
 */
export class Typist {
  readonly clientId: number;
  readonly #doc: Y.Doc;
  readonly #text: Y.XmlText;
  readonly #framing: Framing;
  readonly #attributes: Record<string, unknown>;
  readonly #onSeen: (client: number, clock: number) => void;
  #socket: WebSocket | null = null;
  #at: number;
  #update: Uint8Array | null = null;
  received = 0;
  refused = 0;
  closed: number | null = null;

  constructor(options: {
    index: number;
    words: Uint8Array;
    framing: Framing;
    onSeen: (client: number, clock: number) => void;
  }) {
    this.clientId = 1_000 + options.index;
    this.#framing = options.framing;
    this.#onSeen = options.onSeen;
    this.#doc = new Y.Doc();
    this.#doc.clientID = this.clientId;
    const body = this.#doc.getXmlFragment("body");
    Y.applyUpdate(this.#doc, options.words);
    const element = body.get((options.index * 37) % body.length) as Y.XmlElement;
    this.#text = element.get(0) as Y.XmlText;
    this.#attributes = yAttributes([
      {
        type: "proposed",
        attrs: { bracket: `bw${options.index}`, option: `ow${options.index}`, within: null },
      },
    ]);
    this.#at = this.#text.length;
    this.#doc.on("update", (update: Uint8Array) => {
      this.#update = update;
    });
  }

  async open(url: string): Promise<void> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket = socket;
    socket.binaryType = "nodebuffer";
    socket.on("message", (data: Buffer) => this.#receive(data));
    socket.on("close", (code) => {
      this.closed = code;
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    for (const message of this.#framing.hello) socket.send(message);
    this.#send(0, Y.encodeStateVector(this.#doc));
  }

  /** Types one letter and returns the clock that others have seen it at. */
  type(): number {
    this.#update = null;
    this.#text.insert(this.#at, "x", this.#attributes);
    this.#at += 1;
    if (this.#update) this.#send(2, this.#update);
    return Y.getState(this.#doc.store, this.clientId);
  }

  close(): void {
    this.#socket?.terminate();
  }

  #send(kind: number, bytes: Uint8Array): void {
    const { prefix } = this.#framing;
    const message = encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, prefix);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, bytes);
    });
    this.#socket?.send(message);
  }

  #receive(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    if (this.#framing.prefix.length > 0) decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === 101) this.refused += 1;
    if (type !== 0) return;
    const kind = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (kind === 0) this.#send(1, Y.encodeStateAsUpdate(this.#doc, bytes));
    if (kind !== 2) return;
    this.received += 1;
    for (const [client, clock] of Y.parseUpdateMeta(bytes).to) this.#onSeen(client, clock);
  }
}
