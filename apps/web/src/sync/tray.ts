import type { DeviceStore } from "./device-store.ts";
import type { RefusedWords } from "./refused-words.ts";
import type { RetableProblem, TrayPiece } from "./types.ts";

type Kept = TrayPiece & Pick<RefusedWords, "source">;

/** The words of ours that the server did not take. Each piece is on the device before its document is dropped. */
export class Tray {
  store: DeviceStore;
  #changed: () => void;
  #kept: readonly Kept[] = [];

  constructor(store: DeviceStore, changed: () => void) {
    this.store = store;
    this.#changed = changed;
  }

  get pieces(): readonly TrayPiece[] {
    return this.#kept;
  }

  /** Reads what is on the device. */
  async load(): Promise<void> {
    const kept = (await this.store.all("tray/").catch(() => [])) as Kept[];
    this.#show([...kept].sort((a, b) => (a.at < b.at ? -1 : 1)));
  }

  /** Resolves when the pieces are on the device. Where the device keeps nothing they stay in the page. */
  async add(words: readonly RefusedWords[], reason: TrayPiece["reason"]): Promise<void> {
    const at = new Date().toISOString();
    const pieces = words
      .filter((piece) => !this.#kept.some((kept) => sameWords(kept, piece)))
      .map((piece): Kept => ({ ...piece, reason, blocked: null, at }));
    this.#show([...this.#kept, ...pieces]);
    await Promise.all(pieces.map((piece) => this.store.put(`tray/${piece.id}`, piece).catch(() => {})));
  }

  remove(id: string): void {
    this.#show(this.#kept.filter((piece) => piece.id !== id));
    void this.store.delete(`tray/${id}`).catch(() => {});
  }

  block(id: string, problem: RetableProblem): void {
    this.#show(this.#kept.map((piece) => (piece.id === id ? { ...piece, blocked: problem } : piece)));
  }

  /** Drops pieces that the server has after all: it had taken them, and its word of it was lost on the way. */
  dropAccepted(clockOf: (client: number) => number): void {
    for (const { id, source } of this.#kept) {
      if (source && clockOf(source.client) >= source.end) this.remove(id);
    }
  }

  #show(kept: readonly Kept[]): void {
    this.#kept = kept;
    this.#changed();
  }
}

/** The same items, read again from a copy that could not be forgotten in time. */
function sameWords(a: Pick<Kept, "source" | "words" | "kind">, b: Pick<Kept, "source" | "words" | "kind">): boolean {
  const same = a.source?.client === b.source?.client && a.source?.end === b.source?.end;
  return a.source !== null && same && a.words === b.words && a.kind === b.kind;
}
