import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";

/** Keeps one document on the device. */
export interface Persistence {
  /** Resolves when what was kept is in the document. */
  readonly loaded: Promise<void>;
  /** Resolves when every change made until now is on the device. */
  flushed(): Promise<void>;
  /** Forgets what was kept. */
  clear(): Promise<void>;
  destroy(): void;
}

export type OpenPersistence = (name: string, doc: Y.Doc) => Persistence;

/** Keeps a document in the browser's IndexedDB. */
export const indexedPersistence: OpenPersistence = (name, doc) => {
  const kept = new IndexeddbPersistence(name, doc);
  return {
    loaded: kept.whenSynced.then(() => undefined),
    flushed: () => kept.whenSynced.then(() => written(kept.db)),
    clear: () => kept.clearData(),
    destroy: () => void kept.destroy(),
  };
};

/** The store of y-indexeddb that every change is appended to. */
const UPDATES = "updates";

/** IndexedDB runs what writes to one store in order, so when this is done, everything before it is. */
function written(db: IDBDatabase | null): Promise<void> {
  if (!db) return Promise.resolve();
  return new Promise((resolve) => {
    const transaction = db.transaction([UPDATES], "readwrite");
    transaction.objectStore(UPDATES).getKey(0);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve();
  });
}

/**
 * Waits for the right to keep a text's words on this device: one window at a time, because two that write one copy would
 * each lack what the other wrote. `now` says whether it was free at once. Without locks (plain HTTP) it is always ours.
 */
export function soleKeeper(
  name: string,
  locks: LockManager | undefined,
): { now: Promise<boolean>; release(): void; later: Promise<void> } {
  if (!locks) return { now: Promise.resolve(true), later: Promise.resolve(), release: () => {} };
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const gaveUp = new AbortController();
  let taken = () => {};
  const later = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const now = new Promise<boolean>((resolve) => {
    void locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (lock) {
        taken();
        return held;
      }
      void locks
        .request(name, { signal: gaveUp.signal }, () => {
          taken();
          return held;
        })
        .catch(() => {});
      return undefined;
    });
  });
  return {
    now,
    later,
    release: () => {
      gaveUp.abort();
      release();
    },
  };
}
