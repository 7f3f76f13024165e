import type { EditorHandle } from "../editor/handle.ts";
import type { TextSession } from "../sync/types.ts";
import { buildOutline, type OutlineRow, rowsById } from "./outline-model.ts";

/** The outline follows the text at most this often, in milliseconds: nobody reads counts while typing. */
const PAUSE_MS = 150;

/** The outline of an open text, kept up to date; its rows stay the same objects while they say the same. */
export class OutlineStore {
  #session: TextSession;
  #handle: Pick<EditorHandle, "subscribe" | "getState">;
  #rows: readonly OutlineRow[] = [];
  #byId: ReadonlyMap<string, OutlineRow> = new Map();
  #seen: readonly unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listeners = new Set<() => void>();
  #unsubscribe: readonly (() => void)[];

  constructor(session: TextSession, handle: Pick<EditorHandle, "subscribe" | "getState">) {
    this.#session = session;
    this.#handle = handle;
    this.#unsubscribe = [handle.subscribe(() => this.#soon()), session.subscribe(() => this.#soon())];
    this.#build();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): readonly OutlineRow[] {
    return this.#rows;
  }

  destroy(): void {
    for (const stop of this.#unsubscribe) stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#build();
    }, PAUSE_MS);
  }

  #build(): void {
    const { outline, index } = this.#handle.getState();
    const { statuses } = this.#session.getState().record;
    const seen = [outline, index.byProvision, statuses];
    if (seen.every((part, i) => part === this.#seen[i])) return;
    this.#seen = seen;
    const rows = buildOutline(outline, index, statuses, this.#byId);
    if (rows.length === this.#rows.length && rows.every((row, i) => row === this.#rows[i])) return;
    this.#rows = rows;
    this.#byId = rowsById(rows);
    for (const listener of this.#listeners) listener();
  }
}
