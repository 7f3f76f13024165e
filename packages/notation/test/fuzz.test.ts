import fc from "fast-check";
import { expect, test } from "vitest";
import { type Parsed, parse, serialize } from "../src/index.ts";
import { expectEqual } from "./same.ts";
import { anySource } from "./sources.ts";

/** Pieces that mean something to the notation, whole and broken. */
const sign = fc.constantFrom(
  "[", "]", "][", "[[", "]]", "[KAZ: ", "[KAZ, UZB: ", "[?: ", "[!: ", "[Note: ", " — ", " — KAZ delete]", "; UZB oppose", '"', "|", "\n|",
  "| a | b |\n", "\n", "\n\n", "\n\n/[", "/[", "\\", "{^1}", "\n\n{^1} ", "{", "}", "{adopted}", " {parked}", "**", "*", "__", "~~", "^^",
  ",,", "1. ", "\n\n2. ", "(a) ", "\n\n  (i) ", "# ", "\n\n#### Article 5. ", "## Chapter +. ", "> ", "¶", "+. ", "%% title: ", "%% ", " ",
  "\t", "\r", "\u0000", "\ud800", "\\u{", "\\u{a}", "يجب", "должны", "缔约方", ":", ",", "KAZ", "a", "b c",
); // biome-ignore format: a list

const noise = fc.oneof(
  { weight: 3, arbitrary: fc.array(sign, { maxLength: 40 }).map((signs) => signs.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
);

/** A good source with signs put in and pieces taken out. */
const broken = fc
  .tuple(anySource, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 4 }), sign), { minLength: 1, maxLength: 6 }))
  .map(([source, changes]) =>
    changes.reduce((text, [place, drop, put]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + drop);
    }, source),
  );

/** Words that no source holds by itself, put into one at some places. */
function planted(source: string, places: readonly number[]): { source: string; words: string[] } {
  const offsets = [...new Set(places.map((place) => place % (source.length + 1)))].sort((a, b) => b - a);
  const words: string[] = [];
  let out = source;
  for (const at of offsets) {
    const word = `qz${words.length}qz`;
    words.push(word);
    out = out.slice(0, at) + word + out.slice(at);
  }
  return { source: out, words };
}

function allWords({ text, header }: Parsed): string {
  const numbers: (string | null)[] = [];
  text.doc.descendants((node) => {
    if (node.type.name === "provision") numbers.push(node.attrs.number);
  });
  return [text.doc.textBetween(0, text.doc.content.size, "\n"), JSON.stringify([numbers, text.record, header])].join(
    "\n",
  );
}

test("N61 no source makes parsing throw, lose a word, or give a document that does not fit the schema", () => {
  fc.assert(
    fc.property(fc.oneof(noise, broken), fc.array(fc.nat(), { maxLength: 6 }), (source, places) => {
      const plant = planted(source, places);
      const parsed = parse(plant.source);
      parsed.text.doc.check();
      const found = allWords(parsed);
      for (const word of plant.words) expect(found).toContain(word);
      expectEqual(parse(serialize(parsed.text)).text, parsed.text);
      expectEqual(parse(plant.source).text, parsed.text);
    }),
    { numRuns: 500 },
  );
});

test("N62 a broken record section is no worse", () => {
  const line = fc.oneof(
    fc.constantFrom(
      'ids {"p1":"x","b1":"y","b2":"y"}',
      'provision ["p1",{"level":2,"id":null}]',
      'marks ["p1",1,[[1,{"type":"strong"}]]]',
      'content ["p1",[{"type":"text","text":"x"}]]',
      'table ["t1",{"type":"table","attrs":{"id":"t"},"content":[]}]',
      'stances ["b1",{"KAZ":{"stance":"delete","at":""}}]',
      'brackets ["__proto__",{"owner":null,"at":""}]',
      'options ["o1a",null]',
    ),
    noise,
  );
  const change = fc.tuple(fc.nat(), sign);
  fc.assert(
    fc.property(
      anySource,
      fc.array(fc.tuple(line, fc.array(change, { maxLength: 1 })), { maxLength: 4 }),
      (source, lines) => {
        const section = lines.map(([text, changes]) =>
          changes.reduce((out, [place, put]) => {
            const at = place % (out.length + 1);
            return out.slice(0, at) + put + out.slice(at);
          }, text),
        );
        const { text } = parse(`${source}\n\n%% record\n${section.join("\n")}`);
        text.doc.check();
        expectEqual(parse(serialize(text)).text, text);
        expect(({} as Record<string, unknown>).owner).toBeUndefined();
      },
    ),
    { numRuns: 200 },
  );
});
