import { Client } from "pg";
import type { HeadListener } from "./port.ts";
import { HEAD_CHANNEL } from "./postgres-schema.ts";

/** How long to wait before the listening connection is opened again, in milliseconds. */
const RETRY = 1_000;

/**
 * Listens for the heads that any node announces. When the connection breaks it is opened again, and then every text's head
 * is told, since announcements may have been missed.
 */
export class PostgresHeads {
  readonly #url: string;
  readonly #listeners = new Set<HeadListener>();
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Connects and listens. Rejects where the first connection fails. */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#url });
    client.on("error", () => {});
    client.on("end", () => this.#again());
    client.on("notification", ({ payload }) => {
      const { text, seq } = JSON.parse(payload ?? "{}") as { text: string; seq: number };
      this.#tell(text, Number(seq));
    });
    await client.connect();
    this.#client = client;
    await client.query(`LISTEN ${HEAD_CHANNEL}`);
    const { rows } = await client.query<{ text: string; seq: string }>("SELECT text, seq FROM adref_heads");
    for (const { text, seq } of rows) this.#tell(text, Number(seq));
  }

  /** Adds a listener; the answer takes it away again. */
  add(listener: HeadListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    await this.#client?.end();
  }

  #tell(text: string, seq: number): void {
    for (const listener of this.#listeners) listener(text, seq);
  }

  /** A connection that fails while it is made both rejects and ends, so that two calls must make one new try. */
  #again(): void {
    if (this.#closed || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.start().catch(() => this.#again());
    }, RETRY).unref();
  }
}
