import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkChain, GENESIS, sealEntries } from "../src/ledger.ts";
import { type NewEntry, type Store, StoreError } from "../src/store/port.ts";

/** A store under test and, for engines that several processes share, a second node on the same data. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly other: Store;
  readonly close: () => Promise<void>;
}

let texts = 0;
const freshText = (): string => `text-${++texts}`;

/** One keystroke's entry, told apart by `byte`. */
export function keystroke(byte: number, more: Partial<NewEntry> = {}): NewEntry {
  return {
    kind: "words",
    update: new Uint8Array([byte % 256]),
    data: {},
    party: "KAZ",
    person: "kaz-1",
    at: "2026-11-24T10:00:00.000Z",
    ...more,
  };
}

/** What every engine promises (store/port.ts). */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store on ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      under = await open();
      ({ store, other } = under);
    }, 60_000);
    afterAll(() => under?.close());

    test("an empty ledger begins at the genesis hash", async () => {
      expect(await store.head("nothing")).toEqual({ seq: 0, hash: GENESIS });
      expect(await store.read("nothing", 0, 10)).toEqual([]);
    });

    test("what was appended is read back as it was, by every node", async () => {
      const text = freshText();
      const patch = { brackets: { b1: { owner: "KAZ", at: "2026-11-24T10:00:00.000Z" } } };
      const given = [
        keystroke(1, { kind: "import", party: null, data: { patch }, update: new Uint8Array(300_000).fill(7) }),
        keystroke(2, { update: new Uint8Array() }),
        keystroke(3, { data: { key: "key-00000001", act: { type: "stance", target: "b1", stance: "support" } } }),
      ];
      const appended = await store.append(text, 0, given);
      const sealed = sealEntries(text, 0, GENESIS, given);
      expect(appended).toEqual({ appended: true, entries: sealed });
      expect(plain(await other.read(text, 0, 10))).toEqual(plain(sealed));
      expect(await other.head(text)).toEqual({ seq: 3, hash: sealed[2]?.hash });
      expect((await other.read(text, 1, 1)).map((entry) => entry.seq)).toEqual([2]);
    });

    test("a party's stream over a text is a ledger of its own, checkpoints and keys included", async () => {
      const text = freshText();
      const stream = `${text}~KAZ`;
      const data = { key: "key-of-a-draft", base: 7 };
      await store.append(text, 0, [keystroke(1)]);
      await store.append(stream, 0, [keystroke(2, { data }), keystroke(3)]);
      await store.saveCheckpoint(stream, { seq: 2, words: new Uint8Array([4]), rest: "{}" });
      expect((await other.head(text)).seq).toBe(1);
      expect((await other.head(stream)).seq).toBe(2);
      expect((await other.read(stream, 0, 10))[0]?.data.base).toBe(7);
      expect(await other.checkpoint(text)).toBeNull();
      expect((await other.checkpoint(stream))?.seq).toBe(2);
      expect(await other.entryOfKey(text, "kaz-1", "key-of-a-draft")).toBeNull();
      expect((await other.entryOfKey(stream, "kaz-1", "key-of-a-draft"))?.seq).toBe(1);
    });

    test("words that JSON and databases find hard keep their hash", async () => {
      const text = freshText();
      const note = "\u0000 \ud800 \u2028 'quoted' \\ Қазақстан 🇰🇿";
      await store.append(text, 0, [
        keystroke(1, { data: { act: { type: "stance", target: "b1", stance: "reserve", note } } }),
      ]);
      const entries = await other.read(text, 0, 10);
      expect(checkChain(entries)).toBeNull();
      expect(entries[0]?.data.act).toEqual({ type: "stance", target: "b1", stance: "reserve", note });
    });

    test("of concurrent appends with the same expected seq exactly one wins", async () => {
      const text = freshText();
      await store.append(text, 0, [keystroke(0)]);
      const nodes = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? store : other));
      const answers = await Promise.all(nodes.map((node, i) => node.append(text, 1, [keystroke(i), keystroke(i)])));
      expect(answers.filter((answer) => answer.appended)).toHaveLength(1);
      expect(answers.filter((answer) => !answer.appended && answer.seq === 3)).toHaveLength(19);
      expect(checkChain(await store.read(text, 0, 10))).toBeNull();
    });

    test("appends sent without waiting for one another arrive in order", async () => {
      const text = freshText();
      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => store.append(text, i, [keystroke(i)])));
      expect(answers.every((answer) => answer.appended)).toBe(true);
      const entries = await store.read(text, 0, 1_000);
      expect(entries.map((entry) => entry.update[0])).toEqual(Array.from({ length: 200 }, (_, i) => i));
      expect(checkChain(entries)).toBeNull();
    });

    test("nodes that race and retry lose nothing and keep the chain whole", async () => {
      const text = freshText();
      const writer = async (node: Store, mark: number): Promise<void> => {
        let { seq } = await node.head(text);
        for (let i = 0; i < 15; i++) {
          for (;;) {
            const answer = await node.append(text, seq, [keystroke(mark)]);
            if (answer.appended) {
              seq = answer.entries[0]?.seq ?? 0;
              break;
            }
            seq = answer.seq;
          }
        }
      };
      await Promise.all([writer(store, 1), writer(other, 2), writer(store, 3), writer(other, 4)]);
      const entries = await store.read(text, 0, 1_000);
      expect(entries).toHaveLength(60);
      for (const mark of [1, 2, 3, 4]) expect(entries.filter((entry) => entry.update[0] === mark)).toHaveLength(15);
      expect(checkChain(entries)).toBeNull();
    });

    test("a key of an act is unique per text and person, and a breach spoils nothing else", async () => {
      const text = freshText();
      const act = (person: string) => keystroke(1, { person, kind: "act", data: { key: "the-same-key" } });
      await store.append(text, 0, [act("kaz-1")]);
      const answers = await Promise.allSettled([
        store.append(text, 1, [act("kaz-1")]),
        store.append(text, 1, [act("uzb-1")]),
      ]);
      expect(answers[0]).toMatchObject({ status: "rejected", reason: expect.any(StoreError) });
      expect(answers[1]).toMatchObject({ status: "fulfilled", value: { appended: true } });
      expect((await other.entryOfKey(text, "uzb-1", "the-same-key"))?.seq).toBe(2);
      expect(await other.entryOfKey(text, "mng-1", "the-same-key")).toBeNull();
    });

    test("the newest checkpoint at or before an entry is found, and some of the old ones stay", async () => {
      const text = freshText();
      expect(await store.checkpoint(text)).toBeNull();
      for (const seq of [10, 20, 4_000, 5_100, 5_200, 5_300]) {
        await store.saveCheckpoint(text, { seq, words: new Uint8Array(2_000).fill(seq % 256), rest: `{"seq":${seq}}` });
      }
      const words = new Uint8Array(2_000).fill(5_300 % 256);
      expect(plain(await other.checkpoint(text))).toEqual(plain({ seq: 5_300, words, rest: '{"seq":5300}' }));
      expect((await other.checkpoint(text, 5_299))?.seq).toBe(5_200);
      expect((await other.checkpoint(text, 5_000))?.seq).toBe(4_000);
      expect(await other.checkpoint(text, 9)).toBeNull();
    });

    test("a secret is taken once, whoever asks at the same time", async () => {
      const secret = {
        hash: `hash-${freshText()}`,
        kind: "link",
        person: "kaz-1",
        expires: "2030-01-01T00:00:00.000Z",
      } as const;
      await store.saveSecret(secret);
      expect(await other.secret(secret.hash)).toEqual(secret);
      const nodes = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? store : other));
      const taken = await Promise.all(nodes.map((node) => node.takeSecret(secret.hash)));
      expect(taken.filter((one) => one !== null)).toEqual([secret]);
      await store.extendSecret(secret.hash, "2031-01-01T00:00:00.000Z");
      expect(await store.secret(secret.hash)).toBeNull();
    });

    test("secrets can be extended and end with their time", async () => {
      const hash = `hash-${freshText()}`;
      await store.saveSecret({ hash, kind: "session", person: "kaz-1", expires: "2026-01-01T00:00:00.000Z" });
      await store.extendSecret(hash, "2026-01-03T00:00:00.000Z");
      await store.dropExpired("2026-01-02T00:00:00.000Z");
      expect((await other.secret(hash))?.expires).toBe("2026-01-03T00:00:00.000Z");
      await store.dropExpired("2026-01-03T00:00:00.000Z");
      expect(await other.secret(hash)).toBeNull();
    });

    test("every node is told the same pseudonym key", async () => {
      const keys = await Promise.all([store, other, store].map((node) => node.pseudonymKey()));
      expect(new Set(keys).size).toBe(1);
      expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    });

    test("the directory is kept", async () => {
      const directory = { id: "cartif", name: "CARTIF", parties: [], bodies: [], people: [], texts: [] };
      expect(await store.directory()).toBeNull();
      await store.saveDirectory(directory);
      expect(await other.directory()).toEqual(directory);
    });

    test("a person's secrets end together, those of one kind or all", async () => {
      const person = `person-${freshText()}`;
      const expires = "2030-01-01T00:00:00.000Z";
      const kinds = ["link", "link", "session", "token"] as const;
      const hashes = kinds.map((kind, i) => `${person}-${kind}-${i}`);
      for (const [i, kind] of kinds.entries()) await store.saveSecret({ hash: hashes[i] ?? "", kind, person, expires });
      await store.saveSecret({ hash: `other-${person}`, kind: "link", person: `other-${person}`, expires });
      const left = async () => Promise.all(hashes.map(async (hash) => ((await other.secret(hash)) === null ? 0 : 1)));
      await store.dropSecrets(person, "link");
      expect(await left()).toEqual([0, 0, 1, 1]);
      await other.dropSecrets(person);
      expect(await left()).toEqual([0, 0, 0, 0]);
      expect(await store.secret(`other-${person}`)).not.toBeNull();
    });

    test("what is remembered is no setting of the store's own", async () => {
      expect(await store.remembered("directory")).toBeNull();
      await store.remember("directory", "one");
      await other.remember("directory", "two");
      expect(await store.remembered("directory")).toBe("two");
      expect((await store.directory())?.name).toBe("CARTIF");
    });
  });
}

/** Bytes as arrays: engines give them in different classes. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? [...inner] : inner)));
}
