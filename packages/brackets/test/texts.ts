import { EMPTY_RECORD, type MarkValue, type RecordValue, schema } from "@adref/schema";
import fc from "fast-check";
import { type Mark, Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { indexBrackets } from "../src/index.ts";

/** Who owns what in generated texts: `b1k` and `o1k` belong to KAZ, `…u` to UZB, `…m` to MNG, `…x` to nobody. */
const PARTIES: Readonly<Record<string, string>> = { k: "KAZ", u: "UZB", m: "MNG" };

/** The owner that an id of a generated text says; ids of another form are unknown to the record. */
export function ownerOf(id: string): string | null | undefined {
  const letter = /^[bo]\d+([kumx])/.exec(id)?.[1];
  if (letter === undefined) return undefined;
  return PARTIES[letter] ?? null;
}

interface Layer {
  readonly bracket: number;
  readonly owner: string;
  readonly from: number;
  readonly to: number;
  readonly kind: "contest" | "insert" | "replace" | "note" | "strong";
  readonly words: string;
}

export interface Plan {
  readonly provisions: readonly { readonly words: string; readonly whole: string | null }[];
  readonly layers: readonly Layer[];
}

const letters = fc.constantFrom("k", "u", "m", "x");
const words = fc
  .array(fc.constantFrom("shall", "may", "by", "all", "x"), { minLength: 0, maxLength: 5 })
  .map((w) => w.join(" "));

const layer: fc.Arbitrary<Layer> = fc.record({
  bracket: fc.nat(30),
  owner: letters,
  from: fc.nat(100),
  to: fc.nat(100),
  kind: fc.constantFrom("contest", "contest", "insert", "replace", "replace", "note", "strong"),
  words: words.map((w) => w || "new"),
});

/** Plans of texts with brackets of four owners: nested, crossing, across provisions, and provisions proposed as a whole. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  provisions: fc.array(fc.record({ words, whole: fc.option(letters, { freq: 4 }) }), { minLength: 1, maxLength: 5 }),
  layers: fc.array(layer, { maxLength: 7 }),
});

type Char = { text: string; marks: MarkValue[] };

/** The document of a plan. Every bracket is one that `proposeChange` or the notation could have made. */
export function textOf(plan: Plan): Node {
  const blocks = plan.provisions.map((provision, i) => ({
    attrs: {
      id: `p${i}`,
      number: provision.whole ? null : `${i + 1}`,
      bracket: provision.whole ? `b90${i}${provision.whole}`.replace(/^b90(\d)(.)$/, "b9$1$2") : null,
      option: provision.whole ? `o9${i}${provision.whole}` : null,
    },
    chars: [...provision.words].map((text): Char => ({ text, marks: [] })),
  }));
  plan.layers.forEach((entry, n) => {
    const total = blocks.reduce((sum, block) => sum + block.chars.length, 0);
    const [from, to] = [entry.from % (total + 1), entry.to % (total + 1)].sort((a, b) => a - b) as [number, number];
    const bracket = `b${n}${entry.owner}`;
    const option = `o${n}${entry.owner}`;
    let at = 0;
    let last: { block: (typeof blocks)[number]; offset: number } | null = null;
    let parent: MarkValue[] = [];
    for (const block of blocks) {
      block.chars.forEach((char, offset) => {
        if (at >= from && at < to) {
          if (entry.kind === "strong") char.marks.push({ type: "strong", attrs: {} });
          else if (entry.kind === "note") {
            if (!char.marks.some((m) => m.type === "note")) char.marks.push({ type: "note", attrs: { note: `n${n}` } });
          } else if (entry.kind !== "insert") char.marks.push({ type: "contested", attrs: { bracket } });
          last = { block, offset: offset + 1 };
          parent = char.marks.filter((m) => m.type === "proposed");
        }
        at++;
      });
      if (last === null && at >= from) {
        const offset = Math.max(0, block.chars.length - (at - from));
        last = { block, offset };
        const [left, right] = [block.chars[offset - 1]?.marks ?? [], block.chars[offset]?.marks ?? []];
        parent = left.filter((m) => m.type === "proposed" && right.some((r) => r.attrs.option === m.attrs.option));
      }
    }
    if ((entry.kind === "insert" || entry.kind === "replace") && last) {
      const { block, offset } = last as { block: (typeof blocks)[number]; offset: number };
      const within = (parent.at(-1)?.attrs.option ?? block.attrs.option) as string | null;
      const mark: MarkValue = { type: "proposed", attrs: { bracket, option, within } };
      const added = [...entry.words].map((text): Char => ({ text, marks: [...parent, mark] }));
      block.chars.splice(offset, 0, ...added);
    }
  });
  const doc = schema.node(
    "doc",
    null,
    blocks.map(({ attrs, chars }) =>
      schema.node(
        "provision",
        attrs,
        chars.map(({ text, marks }) => schema.text(text, setOf(marks))),
      ),
    ),
  );
  const joined = Node.fromJSON(schema, doc.toJSON());
  joined.check();
  return joined;
}

function setOf(marks: readonly MarkValue[]): readonly Mark[] {
  let set: readonly Mark[] = [];
  for (const mark of marks) set = schema.mark(mark.type, mark.attrs).addToSet(set);
  return set;
}

/** What the record says of a generated text. */
export function recordOf(doc: Node): RecordValue {
  const brackets: Record<string, RecordValue["brackets"][string]> = {};
  const options: Record<string, RecordValue["options"][string]> = {};
  for (const view of indexBrackets(doc).brackets.values()) {
    brackets[view.id] = { owner: ownerOf(view.id) ?? null, at: "" };
    for (const { id, within } of view.options) {
      options[id] = { bracket: view.id, within, owner: ownerOf(id) ?? null, at: "" };
    }
  }
  return { ...EMPTY_RECORD, brackets, options };
}

/** A text in which an option has ended, as the chair's adoption ends it: its words stay, under what stood round it. */
export function withoutOption(doc: Node, option: string | undefined): Node {
  const tr = new Transform(doc);
  doc.descendants((node, pos) => {
    for (const mark of node.marks) {
      if (mark.attrs.option === option) tr.removeMark(pos, pos + node.nodeSize, mark);
    }
  });
  return tr.doc;
}
