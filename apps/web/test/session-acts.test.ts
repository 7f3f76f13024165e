import type { ActRequest } from "@adref/protocol";
import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { memoryStore } from "../src/sync/device-store.ts";
import { Outbox } from "../src/sync/outbox.ts";
import { contest, online, propose, refusal, saved, server, session, until } from "./session-desk.ts";

describe("acts", () => {
  const stance = (target: string) => ({ type: "stance", target, stance: "support" }) as const;

  test("a stance made offline is kept over a reload and sent once, in order, under its own key", async () => {
    const posted: ActRequest[] = [];
    const postAct = async (request: ActRequest) => {
      posted.push(request);
      return { accepted: true, seq: posted.length } as const;
    };
    server.reachable = false;
    const first = session({ postAct });
    await until("offline", () => first.getState().connection === "offline");
    expect(await first.act(stance("o1"))).toEqual({ accepted: "kept" });
    expect(await first.act(stance("o2"))).toEqual({ accepted: "kept" });
    expect(first.getState().save).toEqual({ kind: "offline", changes: 2 });
    first.destroy();
    const second = session({ postAct });
    server.reachable = true;
    await online(second);
    await saved(second);
    expect(posted.map((request) => request.act)).toEqual([stance("o1"), stance("o2")]);
    expect(new Set(posted.map((request) => request.key)).size).toBe(2);
  });

  test("an act about fresh words goes out after them", async () => {
    const posted: ActRequest[] = [];
    const postAct = async (request: ActRequest) => {
      posted.push(request);
      return { accepted: true, seq: 1 } as const;
    };
    const mine = session({ postAct });
    await online(mine);
    server.durable = false;
    contest(mine, "p1", 11, 16, "b9");
    mine.actAfterWords(stance("b9"));
    await server.pump();
    expect(posted).toEqual([]);
    server.commit();
    await saved(mine);
    expect(posted.length).toBe(1);
  });

  test("a stance that waited and is refused on return is told, once, with the server's sentence", async () => {
    const postAct = async () => ({ accepted: false, refusal }) as const;
    server.reachable = false;
    const first = session({ postAct });
    const toldFirst: string[] = [];
    first.onLateRefusal(({ sentence }) => toldFirst.push(sentence));
    await until("offline", () => first.getState().connection === "offline");
    await first.act(stance("o1"));
    first.destroy();
    const second = session({ postAct });
    const told: string[] = [];
    second.onLateRefusal(({ sentence }) => told.push(sentence));
    await until("offline", () => second.getState().connection === "offline");
    await second.act(stance("o2"));
    server.reachable = true;
    await saved(second);
    expect(told).toEqual([refusal.sentence, refusal.sentence]);
    expect(toldFirst).toEqual([]);
    expect(await second.act(stance("o3"))).toMatchObject({ accepted: false });
    expect(told.length).toBe(2);
  });

  test("a stance on others' words that waited goes out although one's own words from then are refused", async () => {
    const posted: ActRequest[] = [];
    const postAct = async (request: ActRequest) => {
      posted.push(request);
      return { accepted: true, seq: 1 } as const;
    };
    const first = session({ postAct });
    await online(first);
    server.reachable = false;
    server.cut();
    await until("offline", () => first.getState().connection === "offline");
    propose(first, "p1", 4, " willing");
    first.actAfterWords(stance("b1"));
    await first.act(stance("o7"));
    await until("kept", () => first.getState().keptOnDevice);
    first.destroy();
    server.judge = () => refusal;
    server.reachable = true;
    const second = session({ postAct });
    await until("refused", () => second.getState().save.kind === "refused");
    expect(posted.map(({ act }) => act)).toEqual([stance("o7")]);
  });

  test("an act that is made while those of an earlier page are still being read keeps its own place", async () => {
    const store = memoryStore();
    const kept = { order: 1, request: { key: "c-old", act: stance("o1") }, afterWords: false };
    await store.put("act/0000000000000001/c-old", kept);
    const posted: string[] = [];
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const outbox = new Outbox(
      store,
      async ({ key }) => {
        posted.push(key);
        if (posted.length === 1) await held;
        return { accepted: true, seq: 1 };
      },
      () => {},
      () => {},
    );
    outbox.online = true;
    const mine = outbox.act(stance("o2"));
    await until("on its way", () => posted.length === 1);
    await outbox.load(Promise.resolve(true));
    answer();
    await mine;
    await until("empty", () => outbox.length === 0);
    expect(posted.length).toBe(2);
    expect(posted).toContain("c-old");
    outbox.destroy();
  });

  test("where the device cannot be read, acts still go out", async () => {
    const store = { ...memoryStore(), all: () => Promise.reject(new Error("broken")) };
    const outbox = new Outbox(
      store,
      async () => ({ accepted: true, seq: 1 }),
      () => {},
      () => {},
    );
    await outbox.load(Promise.resolve(true));
    outbox.online = true;
    expect(await outbox.act(stance("o1"))).toEqual({ accepted: true, seq: 1 });
    outbox.destroy();
  });

  test("after the session has ended a stance stays on the device, and a resolution says why it was not made", async () => {
    vi.stubGlobal("fetch", async () =>
      Response.json({ error: { id: "signed-out", sentence: "No." } }, { status: 401 }),
    );
    const mine = session();
    await online(mine);
    expect(await mine.act(stance("o1"))).toEqual({ accepted: "kept" });
    expect(await mine.act({ type: "lift", bracket: "b1" })).toMatchObject({ refusal: { id: "signed-out" } });
    mine.destroy();
    vi.unstubAllGlobals();
    const posted: ActRequest[] = [];
    const again = session({
      postAct: async (request) => {
        posted.push(request);
        return { accepted: true, seq: 1 };
      },
    });
    await until("sent", () => posted.length === 1);
    expect(again.getState().connection).toBe("online");
  });

  test("a resolution is never kept: offline it is refused at once", async () => {
    server.reachable = false;
    const postAct = async () => {
      throw new TypeError("unreachable");
    };
    const mine = session({ postAct });
    expect(await mine.act({ type: "lift", bracket: "b1" })).toMatchObject({
      accepted: false,
      refusal: { id: "offline" },
    });
  });
});
