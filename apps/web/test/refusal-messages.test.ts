import { REASON_IDS } from "@adref/protocol";
import { expect, test } from "vitest";
import { en } from "../src/messages/en.ts";

test("every reason for which the server refuses has a message", () => {
  expect(REASON_IDS.filter((id) => !(`refusal.${id}` in en))).toEqual([]);
});
