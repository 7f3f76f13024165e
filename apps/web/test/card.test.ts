// @vitest-environment happy-dom
import { indexBrackets } from "@adref/brackets";
import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { createElement } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { actsOffered } from "../src/acts/acts-offered.ts";
import { Card } from "../src/margin/card.tsx";
import { cardView } from "../src/margin/card-view.ts";
import { accepted, fakeSession, person, refusedWith, type Shown, show, TEXT } from "./shell.tsx";

const text = treaty(prop("p1", "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."));
const record: RecordValue = {
  ...EMPTY_RECORD,
  brackets: { b1: { owner: "KAZ", at: "" } },
  options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: "" } },
};

function cardFor(fake: ReturnType<typeof fakeSession>, open = true, now = record) {
  const index = indexBrackets(text.doc);
  const bracket = index.brackets.get("b1");
  if (!bracket) throw new Error("the text has lost its bracket");
  const { session } = fake;
  return createElement(Card, {
    session,
    card: cardView(bracket, now, index),
    acts: actsOffered(session.me, TEXT, bracket, now),
    stances: now.stances,
    open,
    withdraw: (option) => fake.done.push(`withdraw ${option}`) > 0,
    unbracket: (id) => fake.done.push(`unbracket ${id}`) > 0,
  });
}

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.end();
  shown = null;
});

describe("at rest", () => {
  test("a card shows words and codes and has no buttons", async () => {
    shown = await show(cardFor(fakeSession(person("chair")), false));
    expect(shown.text()).toContain("shall");
    expect(shown.text()).toContain("KAZ");
    expect(shown.buttons()).toEqual([]);
  });
});

describe("for a delegation", () => {
  test("a position goes out with one press", async () => {
    const fake = fakeSession(person("delegation", "GEO"));
    shown = await show(cardFor(fake));
    expect(shown.buttons()).toEqual([
      ...["Retain", "Delete", "Reserve", "Flexible"],
      ...["Support", "Oppose", "Reserve", "Flexible"],
    ]);
    await shown.press("Oppose");
    expect(fake.acts).toEqual([{ type: "stance", target: "o1", stance: "oppose" }]);
  });

  test("pressing the position taken takes it back; a note can be put beside it", async () => {
    const fake = fakeSession(person("delegation", "GEO"));
    const mine: RecordValue = { ...record, stances: { o1: { GEO: { stance: "support", at: "" } } } };
    shown = await show(cardFor(fake, true, mine));
    await shown.press("Add a note");
    await shown.write("Note beside your position", "as in Article 4");
    await shown.press("Save the note");
    await shown.press("Support");
    expect(fake.acts).toEqual([
      { type: "stance", target: "o1", stance: "support", note: "as in Article 4" },
      { type: "stance", target: "o1", stance: null },
    ]);
  });

  test("what is one's own is withdrawn in the words, with one press", async () => {
    const fake = fakeSession(person("delegation", "KAZ"));
    shown = await show(cardFor(fake));
    await shown.press("Withdraw");
    await shown.press("Withdraw the brackets");
    expect(fake.done).toEqual(["withdraw o1", "unbracket b1"]);
    expect(fake.acts).toEqual([]);
  });

  test("a refusal is told in the server's own sentence", async () => {
    const fake = fakeSession(person("delegation", "GEO"), {}, refusedWith("The provision is agreed; reopen it first."));
    shown = await show(cardFor(fake));
    await shown.press("Support");
    expect(shown.text()).toContain("The provision is agreed; reopen it first.");
  });

  test("without a connection the position waits and says so", async () => {
    const fake = fakeSession(person("delegation", "GEO"), {}, { accepted: "kept" });
    shown = await show(cardFor(fake));
    await shown.press("Support");
    expect(shown.text()).toContain("Waits on this device for the connection");
  });
});

describe("for the chair", () => {
  test("nothing is decided before the second press", async () => {
    const fake = fakeSession(person("chair"));
    shown = await show(cardFor(fake));
    expect(shown.buttons()).toEqual(["Keep", "Adopt", "Merge…", "No text…", "Park"]);
    await shown.press("Adopt");
    expect(fake.acts).toEqual([]);
    await shown.press("Cancel");
    expect(shown.buttons()).toEqual(["Keep", "Adopt", "Merge…", "No text…", "Park"]);
  });

  test("an option is adopted with a reason, the standing words are kept without one", async () => {
    const fake = fakeSession(person("chair"));
    shown = await show(cardFor(fake));
    await shown.press("Adopt");
    await shown.write("Reason, for the record (optional)", "No objection in the room");
    await shown.press("Adopt");
    await shown.press("Keep");
    await shown.press("Keep the words");
    expect(fake.acts).toEqual([
      { type: "adopt", bracket: "b1", option: "o1", reason: "No objection in the room" },
      { type: "adopt", bracket: "b1", option: "standing" },
    ]);
  });

  test("merging begins with an option's words and makes one line of them", async () => {
    const fake = fakeSession(person("chair"));
    shown = await show(cardFor(fake));
    await shown.press("Merge…");
    await shown.write("New words", "is to\nact");
    await shown.press("Put the new words in");
    expect(fake.acts).toEqual([{ type: "merge", bracket: "b1", words: "is to act" }]);
  });

  test("a refused resolution stays open with what was written", async () => {
    const fake = fakeSession(person("chair"), {}, refusedWith("The bracket is no longer in the text."));
    shown = await show(cardFor(fake));
    await shown.press("No text…");
    await shown.press("Take out the words");
    expect(shown.text()).toContain("The bracket is no longer in the text.");
    expect(shown.buttons()).toContain("Take out the words");
  });

  test("parking asks nothing", async () => {
    const fake = fakeSession(person("chair"), {}, accepted);
    shown = await show(cardFor(fake));
    await shown.press("Park");
    expect(fake.acts).toEqual([{ type: "park", bracket: "b1", parked: true }]);
  });
});

test("an observer sees it all and is offered nothing", async () => {
  shown = await show(cardFor(fakeSession(person("observer"))));
  expect(shown.text()).toContain("should");
  expect(shown.buttons()).toEqual([]);
});
