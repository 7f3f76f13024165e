import * as idb from "lib0/indexeddb";

/** What is kept on the device for one person and one text besides the words: tray, outbox, counts. */
export interface DeviceStore {
  get(key: string): Promise<unknown>;
  /** Every value whose key begins with `prefix`, in the order of the keys. */
  all(prefix: string): Promise<unknown[]>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  close(): void;
}

const STORE = "kept";

/** Opens the store in the browser's IndexedDB. Rejects where the browser forbids it (private windows of some browsers). */
export async function indexedStore(name: string): Promise<DeviceStore> {
  const db = await idb.openDB(name, (created) => idb.createStores(created, [[STORE]]));
  const store = (access: "readonly" | "readwrite") => idb.transact(db, [STORE], access)[0] as IDBObjectStore;
  return {
    get: async (key) => idb.get(store("readonly"), key),
    all: async (prefix) =>
      idb.getAll(store("readonly"), idb.createIDBKeyRangeBound(prefix, `${prefix}\uffff`, false, false) as never),
    put: async (key, value) => {
      await idb.put(store("readwrite"), value as never, key);
    },
    delete: async (key) => {
      await idb.del(store("readwrite"), key);
    },
    close: () => db.close(),
  };
}

/** A store that lives as long as the page: for tests, and where the browser keeps nothing. */
export function memoryStore(): DeviceStore {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    all: async (prefix) =>
      [...values]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]) => value),
    put: async (key, value) => {
      values.set(key, structuredClone(value));
    },
    delete: async (key) => {
      values.delete(key);
    },
    close: () => {},
  };
}
