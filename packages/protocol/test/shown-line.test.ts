import { expect, test } from "vitest";
import { acceptImportSchema, actSchema } from "../src/index.ts";

test("names of texts and moments hold nothing that cannot be seen", () => {
  const named = acceptImportSchema.parse({
    title: " Transit\n\u0000Protocol\u202e ",
    symbol: "A\t/1",
    body: "wg1",
  });
  expect(named).toEqual({ title: "Transit Protocol", symbol: "A /1", body: "wg1" });
  expect(actSchema.parse({ type: "name-moment", moment: "m1", seq: 1, name: "\u2066Rev\u0007" })).toMatchObject({
    name: "Rev",
  });
  expect(actSchema.parse({ type: "issue", title: "First\u2028reading" })).toMatchObject({ title: "First reading" });
  const empty = { title: "\u202e\u0000", symbol: "A", body: "wg1" };
  expect(acceptImportSchema.safeParse(empty).success).toBe(false);
});

test("words of every script stay as they are", () => {
  for (const title of ["Протокол о транзите", "بروتوكول\u200f", "議定書 🕊", `<b> & "x"`]) {
    expect(acceptImportSchema.parse({ title, symbol: "A", body: "wg1" }).title).toBe(title);
  }
});
