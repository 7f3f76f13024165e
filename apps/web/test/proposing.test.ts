// @vitest-environment happy-dom
import type { Hit } from "@adref/brackets";
import { createElement } from "react";
import { describe, expect, test } from "vitest";
import { Invitation } from "../src/acts/invitation.tsx";
import { OwnOption } from "../src/acts/own-option.tsx";
import type { CardOption } from "../src/margin/card-view.ts";
import { countWhy } from "../src/propose/count-why.ts";
import { onProvision } from "../src/propose/on-provision.ts";
import { fakeSession, person, show } from "./shell.tsx";

const option = (more: Partial<CardOption> = {}): CardOption => ({
  target: "o1",
  kind: "proposal",
  words: "should",
  whole: false,
  owner: "KAZ",
  says: [],
  notes: [],
  ...more,
});

describe("one's own proposal", () => {
  test("is given a reason, which can be changed and taken away", async () => {
    const { session, acts } = fakeSession(person("delegation", "KAZ"));
    const shown = await show(createElement(OwnOption, { session, option: option() }));
    await shown.press("Give a reason");
    await shown.write("Why KAZ proposes this", " It is clearer. ");
    await shown.press("Save the reason");
    expect(acts).toEqual([{ type: "explain", target: "o1", reason: "It is clearer." }]);
    await shown.again(createElement(OwnOption, { session, option: option({ reason: "It is clearer." }) }));
    await shown.press("Change the reason");
    await shown.press("Remove it");
    expect(acts.at(-1)).toEqual({ type: "explain", target: "o1", reason: null });
    await shown.end();
  });
});

describe("an invitation", () => {
  test("is for who was invited: to join or to decline; and who joined can leave", async () => {
    const { session, acts } = fakeSession(person("delegation", "UZB"));
    const shown = await show(createElement(Invitation, { session, option: option({ invited: ["UZB"] }) }));
    expect(shown.text()).toContain("KAZ invites you to propose this together.");
    await shown.press("Join");
    await shown.press("Decline");
    await shown.again(createElement(Invitation, { session, option: option({ joint: ["UZB"] }) }));
    await shown.press("Leave the proposal");
    await shown.again(createElement(Invitation, { session, option: option({ invited: ["GEO"] }) }));
    expect(shown.buttons()).toEqual([]);
    expect(acts).toEqual([
      { type: "join", option: "o1", joined: true },
      { type: "join", option: "o1", joined: false },
      { type: "join", option: "o1", joined: false },
    ]);
    await shown.end();
  });
});

test("positions on a provision stand by stance, with their notes", () => {
  const at = "";
  expect(
    onProvision({
      UZB: { stance: "oppose", at },
      KAZ: { stance: "support", at, note: "Yes." },
      GEO: { stance: "support", at },
    }),
  ).toEqual([
    { stance: "support", parties: ["GEO", "KAZ"], notes: ["KAZ: Yes."] },
    { stance: "oppose", parties: ["UZB"], notes: [] },
  ]);
  expect(onProvision(undefined)).toEqual([]);
});

test("what cannot be replaced is counted by why", () => {
  const hit = (why: Hit["why"]): Hit => ({ provision: "p", from: 0, to: 1, at: 1, why });
  expect(countWhy([hit(null), hit("done"), hit("locked"), hit("done"), hit("table")])).toEqual([
    { why: "locked", count: 1 },
    { why: "done", count: 2 },
    { why: "other", count: 1 },
  ]);
});
