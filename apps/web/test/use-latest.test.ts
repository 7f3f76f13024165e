// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, expect, test } from "vitest";
import type { Answer } from "../src/api.ts";
import { Answers, useLatest } from "../src/history/use-latest.ts";
import { type Shown, show } from "./shell.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
});

interface Desk {
  readonly waiting: Map<string, (answer: Answer<string>) => void>;
  readonly asked: string[];
  readonly answers: Answers<string>;
}

/** Says what it has, whether more is under way, and whether that failed. */
function Asking({ name, desk }: { name: string; desk: Desk }) {
  const ask = () => {
    desk.asked.push(name);
    return new Promise<Answer<string>>((resolve) => desk.waiting.set(name, resolve));
  };
  const { value, waiting, failure } = useLatest(name, ask, desk.answers, true);
  return createElement("p", null, `${value ?? "-"}${waiting ? "…" : ""}${failure ? "!" : ""}`);
}

/** Questions that are answered by hand, in any order. */
function desk() {
  const made: Desk = { waiting: new Map(), asked: [], answers: new Answers(2) };
  return {
    asked: made.asked,
    at: (name: string) => createElement(Asking, { name, desk: made }),
    answer: (name: string, answer: Answer<string> = { ok: true, value: name }) =>
      act(async () => made.waiting.get(name)?.(answer)),
  };
}

test("an answer that was overtaken is never shown, in whatever order they come", async () => {
  const { at, answer, asked } = desk();
  shown = await show(at("a"));
  expect(shown.text()).toBe("-…");
  await shown.again(at("b"));
  await shown.again(at("c"));
  await answer("b");
  expect(shown.text()).toBe("-…");
  await answer("c");
  expect(shown.text()).toBe("c");
  await answer("a");
  expect(shown.text()).toBe("c");
  expect(asked).toEqual(["a", "b", "c"]);
});

test("what was answered shows at once, the last answer stays while the next is under way, and the oldest are forgotten", async () => {
  const { at, answer, asked } = desk();
  shown = await show(at("a"));
  await answer("a");
  await shown.again(at("b"));
  expect(shown.text()).toBe("a…");
  await answer("b");
  await shown.again(at("a"));
  expect(shown.text()).toBe("a");
  await shown.again(at("c"));
  await answer("c");
  await shown.again(at("b"));
  expect(shown.text()).toBe("c…");
  expect(asked).toEqual(["a", "b", "c", "b"]);
});

test("a failure leaves what is there", async () => {
  const { at, answer } = desk();
  shown = await show(at("a"));
  await answer("a");
  await shown.again(at("b"));
  await answer("b", { ok: false, failure: { kind: "offline" } });
  expect(shown.text()).toBe("a!");
});
