import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { expect, it } from "vitest";
import { Desk } from "./desk.ts";

it("turns a keystroke into a proposal in well under a frame with 5,000 provisions and 5,000 brackets", () => {
  const words = (i: number) => [contested(`b${i}u`, "shall"), proposed(`b${i}u`, `o${i}u`, "should")];
  const blocks = Array.from({ length: 5_000 }, (_, i) =>
    prop(`p${i}`, "Each Party ", ...words(i), " endeavour to act."),
  );
  const { doc } = treaty(...blocks);
  const desk = new Desk(doc).select(doc.child(0).nodeSize * 2_500 + 4);
  desk.type("x").backspace();
  desk.checks = false;
  const keys = [...Array.from("one by one"), ...Array.from("some words", () => null)];
  const times = keys.map((key) => {
    const start = performance.now();
    if (key === null) desk.backspace();
    else desk.type(key);
    return performance.now() - start;
  });
  const median = times.sort((a, b) => a - b)[times.length >> 1] as number;
  expect(median).toBeLessThan(3);
});
