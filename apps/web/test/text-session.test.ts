import type { ActRequest } from "@adref/protocol";
import { docOfY } from "@adref/schema";
import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { memoryStore } from "../src/sync/device-store.ts";
import { contest, KAZ, online, propose, refusal, saved, server, session, until, wordsOf } from "./session-desk.ts";

describe("saving", () => {
  test("saved is said when the server has made every change durable, and not before", async () => {
    const mine = session();
    await online(mine);
    expect(mine.getState().save).toEqual({ kind: "saved" });
    server.durable = false;
    propose(mine, "p1", 4, " willing");
    expect(mine.getState().save).toEqual({ kind: "saving" });
    await server.pump();
    expect(mine.getState().save).toEqual({ kind: "saving" });
    expect(wordsOf(server.words)).toContain("Each willing Party");
    server.commit();
    await saved(mine);
  });

  test("a change made while an earlier one is being saved keeps it at saving", async () => {
    const mine = session();
    await online(mine);
    server.durable = false;
    propose(mine, "p1", 4, " one");
    await server.pump();
    propose(mine, "p1", 4, " two");
    server.commit();
    await server.pump();
    expect(mine.getState().save).toEqual({ kind: "saving" });
    await server.pump();
    server.commit();
    await saved(mine);
  });

  test("keystrokes of one moment go out as one message", async () => {
    const mine = session({ batchDelay: 5 });
    await online(mine);
    server.updates = [];
    for (const letter of "abcdef") propose(mine, "p1", 4, letter);
    await saved(mine);
    expect(server.updates.length).toBe(1);
  });

  test("what is written while away is counted, kept and sent on return without a gap", async () => {
    const mine = session();
    await online(mine);
    server.reachable = false;
    server.cut();
    propose(mine, "p1", 4, " willing");
    await until("offline", () => mine.getState().save.kind === "offline");
    expect(mine.getState().save).toEqual({ kind: "offline", changes: 1 });
    server.reachable = true;
    await saved(mine);
    expect(wordsOf(server.words)).toContain("Each willing Party");
  });

  test("a reload while away shows the words and the count again", async () => {
    const first = session();
    await online(first);
    server.reachable = false;
    server.cut();
    propose(first, "p1", 4, " willing");
    await until("offline", () => first.getState().save.kind === "offline");
    first.destroy();
    const second = session();
    await until("loaded", () => second.getState().loaded);
    await until("offline", () => second.getState().connection === "offline");
    expect(second.getState().save).toEqual({ kind: "offline", changes: 1 });
    expect(wordsOf(second.words().doc)).toContain("Each willing Party");
    server.reachable = true;
    await saved(second);
    expect(wordsOf(server.words)).toContain("Each willing Party");
  });

  test("two people on one device never see each other's kept words", async () => {
    const first = session();
    await online(first);
    server.reachable = false;
    server.cut();
    propose(first, "p1", 4, " willing");
    await until("offline", () => first.getState().save.kind === "offline");
    first.destroy();
    const other = session({ me: { ...KAZ, id: "daniyar" } });
    await until("offline", () => other.getState().connection === "offline");
    expect(other.getState().save).toEqual({ kind: "saved" });
    expect(other.words().body.length).toBe(0);
  });
});

describe("refusal", () => {
  test("refused words go to the tray with their surroundings, and the document starts afresh", async () => {
    const mine = session();
    await online(mine);
    propose(mine, "p2", 0, "Taken. ", ["b0", "o0"]);
    await saved(mine);
    server.judge = () => refusal;
    contest(mine, "p1", 11, 16, "b1");
    propose(mine, "p1", 16, "should");
    await until("refused", () => mine.getState().save.kind === "refused");
    server.judge = () => null;
    await online(mine);
    expect(mine.words().epoch).toBe(1);
    expect(mine.getState().tray).toMatchObject([
      {
        kind: "insertion",
        provision: "p1",
        words: "should",
        replacing: "shall",
        before: "Each Party shall",
        after: " act.",
        reason: { id: "locked" },
      },
    ]);
    expect(wordsOf(mine.words().doc)).toBe("Each Party shall act.|Taken. Nothing else.");
  });

  test("the tray survives a reload, and so does nothing of the refused document", async () => {
    const mine = session();
    await online(mine);
    server.judge = () => refusal;
    propose(mine, "p1", 4, " willing");
    await until("refused", () => mine.getState().tray.length === 1);
    await online(mine);
    mine.destroy();
    server.judge = () => null;
    const again = session();
    await online(again);
    expect(again.getState().tray).toMatchObject([{ words: " willing" }]);
    expect(again.getState().save).toEqual({ kind: "refused", pieces: 1 });
    expect(wordsOf(server.words)).toBe("Each Party shall act.|Nothing else.");
  });

  test("what was written offline and is refused on return is in the tray, with what was written after a reload", async () => {
    const first = session();
    await online(first);
    server.reachable = false;
    server.cut();
    propose(first, "p1", 4, " willing");
    await until("offline", () => first.getState().save.kind === "offline");
    first.destroy();
    const second = session();
    await until("loaded", () => second.getState().loaded);
    propose(second, "p2", 7, " much", ["b2", "o2"]);
    server.judge = () => refusal;
    server.reachable = true;
    await until("refused", () => second.getState().tray.length === 2);
    expect(
      second
        .getState()
        .tray.map((piece) => piece.words)
        .sort(),
    ).toEqual([" much", " willing"]);
  });

  test("a piece is tabled again where it stood, as a new proposal, and saved", async () => {
    const mine = session();
    await online(mine);
    server.judge = () => refusal;
    propose(mine, "p1", 4, " willing");
    await until("refused", () => mine.getState().tray.length === 1);
    server.judge = () => null;
    await online(mine);
    expect(mine.retable(mine.getState().tray[0]?.id ?? "")).toBe(true);
    await saved(mine);
    expect(wordsOf(server.words)).toContain("Each willing Party");
    expect(mine.claimed.size).toBe(2);
  });

  test("words that replaced others are tabled again without a position that was never taken; a contest takes it again", async () => {
    const posted: ActRequest[] = [];
    const postAct = async (request: ActRequest) => {
      posted.push(request);
      return { accepted: true, seq: posted.length } as const;
    };
    const mine = session({ postAct });
    await online(mine);
    server.judge = () => refusal;
    contest(mine, "p1", 11, 16, "b1");
    propose(mine, "p1", 16, "should");
    contest(mine, "p2", 0, 7, "b2");
    await until("refused", () => mine.getState().tray.length === 2);
    server.judge = () => null;
    await online(mine);
    const [insertion, contested] = mine.getState().tray;
    expect([insertion?.kind, contested?.kind]).toEqual(["insertion", "contest"]);
    expect(mine.retable(insertion?.id ?? "")).toBe(true);
    await until("saved", () => mine.getState().save.kind === "refused");
    expect(posted).toEqual([]);
    expect(mine.retable(contested?.id ?? "")).toBe(true);
    await saved(mine);
    expect(posted.map(({ act }) => act)).toMatchObject([{ type: "stance", stance: "delete" }]);
  });

  test("a piece of an agreed provision stays in the tray and says why", async () => {
    const mine = session();
    await online(mine);
    server.judge = () => refusal;
    propose(mine, "p1", 4, " willing");
    await until("refused", () => mine.getState().tray.length === 1);
    server.judge = () => null;
    server.writeRecord({ statuses: { p1: { status: "agreed-adref", at: "" } } });
    await until("agreed", () => mine.getState().record.statuses.p1?.status === "agreed-adref");
    await online(mine);
    expect(mine.retable(mine.getState().tray[0]?.id ?? "")).toBe(false);
    expect(mine.getState().tray).toMatchObject([{ blocked: "locked" }]);
    mine.discard(mine.getState().tray[0]?.id ?? "");
    expect(mine.getState().tray).toEqual([]);
    expect(mine.getState().save).toEqual({ kind: "saved" });
  });
});

describe("the device", () => {
  test("is said to keep a change only when the change is on it", async () => {
    let arrive = () => {};
    const openPersistence = () => ({
      loaded: Promise.resolve(),
      flushed: () => new Promise<void>((resolve) => (arrive = resolve)),
      clear: async () => {},
      destroy: () => {},
    });
    const opened = session({ openPersistence });
    await online(opened);
    propose(opened, "p1", 0, "First ");
    await saved(opened);
    server.reachable = false;
    server.cut();
    await until("offline", () => opened.getState().connection === "offline");
    propose(opened, "p1", 0, "Second ", ["b2", "o2"]);
    await server.pump();
    expect(opened.getState().save).toEqual({ kind: "saving" });
    await until("kept", () => {
      arrive();
      return opened.getState().save.kind === "offline";
    });
  });
});

describe("words that were sent together with refused ones", () => {
  test("are offered again by themselves; only those of the refused provision wait in the tray", async () => {
    const opened = session();
    await online(opened);
    server.reachable = false;
    server.cut();
    await until("offline", () => opened.getState().connection === "offline");
    propose(opened, "p1", 0, "Refused ", ["b1", "o1"]);
    propose(opened, "p2", 0, "Innocent ", ["b2", "o2"]);
    server.judge = () => {
      server.judge = () => null;
      return refusal;
    };
    server.reachable = true;
    await until(
      "one piece left",
      () => opened.getState().tray.length === 1 && wordsOf(server.words).includes("Innocent"),
    );
    expect(opened.getState().tray[0]).toMatchObject({ words: "Refused ", provision: "p1" });
    expect(wordsOf(server.words)).not.toContain("Refused");
  });
});

describe("words whose place was removed", () => {
  test("they are in the tray as soon as the removal arrives, although nothing was refused", async () => {
    const opened = session();
    await online(opened);
    server.reachable = false;
    server.cut();
    await until("offline", () => opened.getState().connection === "offline");
    propose(opened, "p2", 0, "Offline words ");
    server.words.getXmlFragment("body").delete(1, 1);
    server.reachable = true;
    await until("in the tray", () => opened.getState().tray.length === 1);
    expect(opened.getState().tray[0]).toMatchObject({
      words: "Offline words ",
      provision: "p2",
      reason: { id: "place-gone" },
    });
    await until("refused", () => opened.getState().save.kind === "refused");
    expect(docOfY(server.words.getXmlFragment("body")).textContent).not.toContain("Offline words");
  });
});

describe("record", () => {
  test("facts that did not change keep their identity, over a reconnection too", async () => {
    server.writeRecord({ options: { o1: { bracket: "b1", within: null, owner: "UZB", at: "" } } });
    const mine = session();
    await until("record", () => mine.getState().record.options.o1 !== undefined);
    const before = mine.getState().record;
    server.writeRecord({ stances: [{ target: "o1", party: "MNG", facts: { stance: "support", at: "" } }] });
    await until("stance", () => mine.getState().record.stances.o1?.MNG !== undefined);
    expect(mine.getState().record.options).toBe(before.options);
    const kept = mine.getState().record;
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(server.record));
    server.cut();
    await online(mine);
    await server.pump();
    expect(mine.getState().record).toBe(kept);
  });
});

describe("two windows on one text", () => {
  /** Locks as a browser has them, of one name each. */
  function locks(): LockManager {
    const queues = new Map<string, Promise<unknown>>();
    const held = new Set<string>();
    const request = async (name: string, options: LockOptions, run: (lock: unknown) => unknown) => {
      if (options.ifAvailable && held.has(name)) return run(null);
      const before = queues.get(name);
      const mine = (async () => {
        await before;
        held.add(name);
        await run({ name });
        held.delete(name);
      })();
      queues.set(name, mine);
      return mine;
    };
    return { request } as unknown as LockManager;
  }

  test("claims of both are kept, and only the one that keeps the words counts what is unsaved", async () => {
    const shared = { locks: locks() };
    const first = session(shared);
    await online(first);
    const second = session(shared);
    await online(second);
    await until("kept", () => first.getState().keptOnDevice);
    expect(second.getState().keptOnDevice).toBe(false);
    first.claim(["b1"]);
    second.claim(["b2"]);
    first.claim(["b3"]);
    server.reachable = false;
    server.cut();
    await until("offline", () => first.getState().connection === "offline");
    propose(first, "p1", 4, " willing");
    await server.pump();
    // The other window says nothing of changes that it alone holds.
    propose(second, "p2", 0, "One. ", ["b8", "o8"]);
    second.words().doc.transact(() => {});
    await server.pump();
    second.destroy();
    first.destroy();
    const third = session({ locks: locks() });
    await until("loaded", () => third.getState().loaded);
    expect([...third.claimed].sort()).toEqual(["b1", "b2", "b3"]);
    expect(third.getState().save).toEqual({ kind: "offline", changes: 1 });
  });
});

describe("without a store", () => {
  test("the text still opens where the browser keeps nothing, and says so", async () => {
    const mine = session({ openStore: () => Promise.reject(new Error("forbidden")) });
    await online(mine);
    expect(mine.getState().keptOnDevice).toBe(false);
    const other = session({ openStore: async () => memoryStore(), openPersistence: null });
    await online(other);
    expect(other.getState().loaded).toBe(true);
  });

  test("a server of another version: reload, and the changes stay", async () => {
    const mine = session();
    await online(mine);
    server.cut(4426);
    expect(mine.getState().connection).toBe("reload");
  });
});
