import fc from "fast-check";
import { expect, test } from "vitest";
import { type MomentRef, momentRefText, type PlainRef, parseMomentRef } from "../src/index.ts";

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const plain: fc.Arbitrary<PlainRef> = fc.oneof(
  fc.constant({ kind: "now" } as const),
  fc.record({ kind: fc.constant("revision" as const), number: fc.nat() }),
  fc.record({ kind: fc.constant("entry" as const), seq: fc.integer({ min: 1, max: 999_999_999_999_999 }) }),
  fc.record({ kind: fc.constant("moment" as const), moment: id }),
  fc.record({ kind: fc.constant("file" as const), file: fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/) }),
);
const party = fc.stringMatching(/^[A-Z][A-Z0-9-]{1,11}$/);
const ref: fc.Arbitrary<MomentRef> = fc.oneof(
  plain,
  fc.record({ kind: fc.constant("party" as const), party, at: plain }),
);

test("a reference is read back from its spelling, and has one", () => {
  fc.assert(
    fc.property(ref, (given) => {
      const text = momentRefText(given);
      expect(parseMomentRef(text)).toEqual(given);
      expect(encodeURIComponent(decodeURIComponent(text))).toBe(encodeURIComponent(text));
    }),
  );
});

test("what is read at all is read as what it says", () => {
  const pieces = fc.constantFrom(
    "now",
    "rev:",
    "seq:",
    "moment:",
    "file:",
    "party:",
    "@",
    "KAZ",
    "0",
    "07",
    "-1",
    "x/..",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join("")),
      ),
      (text) => {
        const read = parseMomentRef(text);
        const same = read && [text, text.replace(/@now$/, "")].includes(momentRefText(read));
        expect(read === null || same).toBe(true);
      },
    ),
  );
});

test.each([
  ["now", { kind: "now" }],
  ["rev:0", { kind: "revision", number: 0 }],
  ["seq:123", { kind: "entry", seq: 123 }],
  ["party:KAZ", { kind: "party", party: "KAZ", at: { kind: "now" } }],
  ["party:KAZ@rev:2", { kind: "party", party: "KAZ", at: { kind: "revision", number: 2 } }],
  ["", null],
  ["seq:0", null],
  ["seq:1e3", null],
  ["rev:01", null],
  ["file:../etc/passwd", null],
  ["party:kaz", null],
  ["party:KAZ@party:UZB", null],
  ["party:KAZ@now@now", null],
  ["moment:", null],
])("%s", (text, expected) => {
  expect(parseMomentRef(text)).toEqual(expected);
});
