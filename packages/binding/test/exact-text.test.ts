import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { formatWords, insertWords } from "../src/exact-text.ts";

const KEYS = ["contested--a", "contested--b", "proposed--c"];
const attrsOf = (key: string) => ({ id: key });

type Letter = { readonly sign: string; readonly keys: ReadonlySet<string> };
type Step =
  | { readonly do: "insert"; readonly at: number; readonly keys: readonly string[] }
  | { readonly do: "format"; readonly at: number; readonly length: number; readonly key: string; readonly on: boolean }
  | { readonly do: "delete"; readonly at: number; readonly length: number };

const key = fc.constantFrom(...KEYS);
const at = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("insert" as const), at, keys: fc.uniqueArray(key) }),
  fc.record({ do: fc.constant("format" as const), at, length: fc.nat(8), key, on: fc.boolean() }),
  fc.record({ do: fc.constant("delete" as const), at, length: fc.nat(5) }),
);

function newText(): Y.XmlText {
  const text = new Y.XmlText();
  new Y.Doc().getXmlFragment("body").insert(0, [text]);
  return text;
}

const lettersOf = (text: Y.XmlText): Letter[] =>
  (text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]).flatMap(
    ({ insert, attributes = {} }) => [...insert].map((sign) => ({ sign, keys: new Set(Object.keys(attributes)) })),
  );

const marksOf = (keys: Iterable<string>) => Object.fromEntries([...keys].map((name) => [name, attrsOf(name)]));

test("what is written and marked is what stands there, whatever was there before", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const text = newText();
      let letters: Letter[] = [];
      for (const [i, one] of steps.entries()) {
        const from = Math.min(one.at, letters.length);
        const to = one.do === "insert" ? from : Math.min(from + one.length, letters.length);
        text.doc?.transact(() => {
          if (one.do === "insert") insertWords(text, from, String.fromCharCode(97 + i), marksOf(one.keys));
          else if (one.do === "format") formatWords(text, from, to, one.key, one.on ? attrsOf(one.key) : null);
          else if (from < to) text.delete(from, to - from);
        });
        if (one.do === "insert") {
          letters = letters.toSpliced(from, 0, { sign: String.fromCharCode(97 + i), keys: new Set(one.keys) });
        } else if (one.do === "delete") letters = letters.toSpliced(from, to - from);
        else {
          letters = letters.map((letter, j) => {
            if (j < from || j >= to) return letter;
            const keys = new Set(letter.keys);
            if (one.on) keys.add(one.key);
            else keys.delete(one.key);
            return { sign: letter.sign, keys };
          });
        }
        expect(lettersOf(text)).toEqual(letters);
      }
    }),
    { numRuns: 300 },
  );
});

const formatsOf = (text: Y.XmlText): string[] => {
  const out: string[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) out.push(item.content.str);
    else if (item.content instanceof Y.ContentFormat) {
      const { key: name, value } = item.content as unknown as { key: string; value: unknown };
      out.push(value === null ? `/${name}` : name);
    }
  }
  return out;
};

test("a mark ends right behind its words, so that words between two marks open neither again", () => {
  const text = newText();
  text.doc?.transact(() => {
    insertWords(text, 0, "ab", {});
    formatWords(text, 1, 2, "contested--b", attrsOf("contested--b"));
    formatWords(text, 0, 1, "contested--a", attrsOf("contested--a"));
    insertWords(text, 1, "x", {});
  });
  expect(formatsOf(text)).toEqual(["contested--a", "a", "/contested--a", "x", "contested--b", "b", "/contested--b"]);
});

test("taking a mark off leaves its end to those who may have opened it again meanwhile", () => {
  const text = newText();
  text.doc?.transact(() => {
    insertWords(text, 0, "abc", {});
    formatWords(text, 1, 2, "contested--a", attrsOf("contested--a"));
    formatWords(text, 1, 2, "contested--a", null);
  });
  expect(formatsOf(text)).toEqual(["a", "b", "/contested--a", "c"]);
});
