import { indexBrackets } from "@adref/brackets";
import { EMPTY_RECORD, type RecordValue } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import { createIntl } from "react-intl";
import { expect, test } from "vitest";
import type { EditorState } from "../src/editor/handle.ts";
import type { Say } from "../src/intl.tsx";
import { en } from "../src/messages/en.ts";
import { placeOf, sayPlace } from "../src/text/spoken-place.ts";

const intl = createIntl({ locale: "en-GB", messages: en });
const say: Say = (id, values) => intl.formatMessage({ id }, values) as string;
const at = "2026-11-01T10:00:00.000Z";
const NAMES: Record<string, string> = { KAZ: "Kazakhstan", UZB: "Uzbekistan" };

const { doc } = treaty(
  prop(
    { id: "p1" },
    "Parties ",
    contested("b1", "shall"),
    proposed("b1", "o1", "should"),
    proposed("b1", "o2", "may"),
    " act.",
  ),
  prop({ id: "p2" }, contested("b2", "In time"), "."),
);
const record: RecordValue = {
  ...EMPTY_RECORD,
  options: {
    o1: { owner: "KAZ", bracket: "b1", within: null, at },
    o2: { owner: "UZB", bracket: "b1", within: null, at },
  },
  stances: { o1: { UZB: { stance: "support", at } }, b2: { KAZ: { stance: "delete", at } } },
} as unknown as RecordValue;

const telling = {
  say,
  record,
  nameOf: (code: string) => NAMES[code] ?? code,
  list: (names: readonly string[]) => intl.formatList([...names], { type: "conjunction" }),
};

const state = (given: Partial<EditorState>): EditorState =>
  ({
    index: indexBrackets(doc),
    active: null,
    option: null,
    provision: { id: "p1", status: "open", editable: true },
    ...given,
  }) as EditorState;

test("a bracket is said with the alternative at the caret and the parties behind it", () => {
  expect(sayPlace(null, state({ active: "b1", option: "o1" }), telling)).toBe(
    "Bracket 1 of 2, option 2 of 3, Kazakhstan and Uzbekistan.",
  );
  expect(sayPlace(null, state({ active: "b1" }), telling)).toBe("Bracket 1 of 2, option 1 of 3, Standing text.");
  expect(sayPlace(null, state({ active: "b2" }), telling)).toBe("Bracket 2 of 2, Standing text, Kazakhstan: delete.");
});

test("within a bracket only what is new is said, and nothing within the same words", () => {
  const first = state({ active: "b1", option: "o1" });
  expect(sayPlace(placeOf(first), state({ active: "b1", option: "o2" }), telling)).toBe("option 3 of 3, Uzbekistan.");
  expect(sayPlace(placeOf(first), first, telling)).toBe("");
});

test("what may be done is said when it changes, not at each provision", () => {
  const open = state({});
  const agreed = state({ provision: { id: "p2", status: "agreed-adref", editable: false } });
  expect(sayPlace(null, open, telling)).toBe("");
  expect(sayPlace(placeOf(open), agreed, telling)).toBe("Agreed ad ref. You can only read here.");
  expect(sayPlace(placeOf(agreed), open, telling)).toBe("Open. You can write here.");
  const next = state({ provision: { id: "p3", status: "open", editable: true } });
  expect(sayPlace(placeOf(open), next, telling)).toBe("");
});
