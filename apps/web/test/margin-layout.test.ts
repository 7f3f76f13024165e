import type { BracketIndex, BracketView } from "@adref/brackets";
import { describe, expect, test } from "vitest";
import type { EditorState } from "../src/editor/handle.ts";
import { type LayoutHandle, MarginLayout } from "../src/margin/margin-layout.ts";

/** A text of `count` brackets, one every `step` pixels from `start`, of which `hidden` show nowhere. */
function page(count: number, step: number, hidden: ReadonlySet<string> = new Set(), start = 0) {
  const order = Array.from({ length: count }, (_, i) => `b${i}`);
  const brackets = new Map(order.map((id) => [id, { id } as BracketView]));
  const index: BracketIndex = { order, brackets, byProvision: new Map() };
  let visible = { top: 0, bottom: 800 };
  const listeners = new Set<() => void>();
  const frames: (() => void)[] = [];
  let reads = 0;
  const handle: LayoutHandle = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => ({ index, visible }) as EditorState,
    rectOf: (id) => {
      reads += 1;
      if (hidden.has(id)) return null;
      const top = start + Number(id.slice(1)) * step;
      return { top, bottom: top + 20 };
    },
  };
  const layout = new MarginLayout(
    handle,
    (run) => frames.push(run),
    () => {},
  );
  const settle = () => {
    for (let frame = frames.shift(); frame; frame = frames.shift()) frame();
    const spent = reads;
    reads = 0;
    return spent;
  };
  const scrollTo = (top: number) => {
    visible = { top, bottom: top + 800 };
    for (const listener of listeners) listener();
  };
  settle();
  return { layout, settle, scrollTo, frames };
}

describe("which cards are mounted", () => {
  test("those near the viewport only, in a text of 5,000 brackets, for few readings", () => {
    const { layout, settle, scrollTo } = page(5_000, 100);
    scrollTo(250_000);
    expect(settle()).toBeLessThan(120);
    const ids = layout.getState().map(({ id }) => Number(id.slice(1)));
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(2_494);
    expect(Math.max(...ids)).toBeLessThanOrEqual(2_514);
    expect(ids).toContain(2_504);
  });

  test("brackets that show nowhere are passed over", () => {
    const hidden = new Set(Array.from({ length: 900 }, (_, i) => `b${i + 20}`));
    const { layout, settle, scrollTo } = page(1_000, 100, hidden);
    scrollTo(92_000);
    settle();
    expect(layout.getState().map(({ id }) => id)).toContain("b925");
  });

  test("the open card stays mounted wherever one scrolls", () => {
    const { layout, settle, scrollTo } = page(1_000, 100);
    layout.open = "b3";
    scrollTo(60_000);
    settle();
    expect(layout.getState()[0]).toEqual({ id: "b3", top: 300 });
  });

  test("a text without brackets has none", () => {
    expect(page(0, 100).layout.getState()).toEqual([]);
  });
});

describe("where they stand", () => {
  test("the open card at its line, its neighbours clear of it", () => {
    const { layout, settle } = page(10, 20, new Set(), 500);
    for (let i = 0; i < 10; i++) layout.measured(`b${i}`, 60);
    layout.open = "b5";
    settle();
    const tops = new Map(layout.getState().map(({ id, top }) => [id, top]));
    expect(tops.get("b5")).toBe(600);
    for (let i = 1; i < 10; i++) {
      expect((tops.get(`b${i}`) as number) - (tops.get(`b${i - 1}`) as number)).toBeGreaterThanOrEqual(63);
    }
  });

  test("nothing is announced when nothing moved", () => {
    const { layout, settle, scrollTo } = page(100, 100);
    let told = 0;
    layout.subscribe(() => {
      told += 1;
    });
    const before = layout.getState();
    scrollTo(0);
    layout.measured("b1", 56);
    settle();
    expect(told).toBe(0);
    expect(layout.getState()).toBe(before);
  });

  test("many changes in one frame are one placing", () => {
    const { layout, frames, scrollTo } = page(100, 100);
    scrollTo(10);
    scrollTo(20);
    layout.moved();
    expect(frames).toHaveLength(1);
  });
});
