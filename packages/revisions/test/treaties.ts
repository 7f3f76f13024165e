import { EMPTY_RECORD, type Kind, LEVEL_OF, schema, type TextValue } from "@adref/schema";
import type { Node } from "prosemirror-model";

/** Random numbers that a seed repeats (a linear congruential generator). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 12_345) >>> 0;
    for (let i = 0; i < 3; i++) this.below(2);
  }

  below(n: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 4_294_967_296) * n);
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  chance(of: number): boolean {
    return this.below(1_000) < of * 1_000;
  }
}

const SUBJECTS = [
  "Each Party",
  "The Parties",
  "A Participating Party",
  "The Committee",
  "Customs authorities",
  "The Secretariat",
];
const MODALS = ["shall", "may", "should", "shall not", "agrees to", "endeavours to"];
const VERBS = [
  "publish",
  "review",
  "notify",
  "establish",
  "facilitate",
  "simplify",
  "harmonise",
  "apply",
  "exchange",
  "examine",
];
const OBJECTS = [
  "its laws and regulations", "the list of border posts", "fees and charges", "transit procedures", "advance rulings",
  "investment incentives", "sanitary certificates", "technical regulations", "electronic documents", "risk criteria",
  "statistics on trade in services", "the release of perishable goods", "guarantees for goods in transit", "dispute panels",
]; // biome-ignore format: a list
const TAILS = [
  "within thirty days", "in accordance with international standards", "without discrimination", "to the extent practicable",
  "on the Internet", "at the request of another Party", "unless otherwise agreed", "as set out in Annex B", "every two years",
  "subject to available resources", "with a view to reducing costs", "for the benefit of small enterprises",
]; // biome-ignore format: a list
const NOUNS = [
  "corridor",
  "railway",
  "seaport",
  "licence",
  "tariff",
  "quota",
  "appeal",
  "audit",
  "tender",
  "pipeline",
  "permit",
  "visa",
];

/** A sentence as treaties have them; nearly all that are asked for are different. */
export function sentence(dice: Dice): string {
  const parts = [dice.one(SUBJECTS), dice.one(MODALS), dice.one(VERBS), dice.one(OBJECTS)];
  parts.push(
    `concerning the ${dice.one(NOUNS)} and the ${dice.one(NOUNS)} of paragraph ${1 + dice.below(60)} of Article ${1 + dice.below(90)}`,
  );
  if (dice.chance(0.6)) parts.push(dice.one(TAILS));
  if (dice.chance(0.4)) parts.push(`and ${dice.one(VERBS)} ${dice.one(OBJECTS)} ${dice.one(TAILS)}`);
  return `${parts.join(" ")}.`;
}

export interface Block {
  readonly id: string;
  readonly kind: Kind;
  readonly number: string | null;
  readonly words: string;
}

/** A treaty of about `size` provisions: chapters, articles with headings, paragraphs, subparagraphs. */
export function treatyBlocks(dice: Dice, size: number): Block[] {
  const out: Block[] = [];
  const push = (kind: Kind, words: string, number: string | null) => {
    out.push({ id: `p${out.length}x${dice.below(1_000_000).toString(36)}`, kind, number, words });
  };
  push("title", "Agreement on trade facilitation", "");
  for (let article = 1; out.length < size; article++) {
    if (article % 7 === 1)
      push("chapter", `On the ${dice.one(NOUNS)} and ${dice.one(OBJECTS)}`, `Chapter ${Math.ceil(article / 7)}`);
    push("article", `${dice.one(VERBS)} ${dice.one(OBJECTS)}`, `Article ${article}`);
    const paragraphs = 1 + dice.below(5);
    for (let i = 1; i <= paragraphs && out.length < size; i++) {
      push("paragraph", sentence(dice), `${i}`);
      if (!dice.chance(0.25)) continue;
      for (const letter of ["(a)", "(b)", "(c)"].slice(0, 1 + dice.below(3)))
        push("subparagraph", sentence(dice), letter);
    }
  }
  return out.slice(0, size);
}

export function nodeOf({ id, kind, number, words }: Block): Node {
  const attrs = { id, kind, number, level: LEVEL_OF[kind] };
  return schema.node("provision", attrs, words === "" ? [] : [schema.text(words)]);
}

export function textOf(blocks: readonly Block[]): TextValue {
  return { doc: schema.node("doc", null, blocks.map(nodeOf)), record: EMPTY_RECORD };
}

/** Another text from one: some provisions changed in their words, some added, some removed, a few moved. */
export function revised(dice: Dice, blocks: readonly Block[], rate = 0.15): { blocks: Block[]; moved: Set<string> } {
  const out: Block[] = [];
  for (const block of blocks) {
    if (dice.chance(rate / 3)) continue;
    out.push(dice.chance(rate) ? { ...block, words: edited(dice, block.words) } : block);
    if (dice.chance(rate / 3))
      out.push({
        id: `n${out.length}x${dice.below(1_000_000).toString(36)}`,
        kind: "paragraph",
        number: null,
        words: sentence(dice),
      });
  }
  const moved = new Set<string>();
  if (out.length > 6) {
    for (let i = 0; i < 1 + dice.below(2); i++) {
      const [from, to] = [dice.below(out.length), dice.below(out.length - 1)];
      if (Math.abs(from - to) < 3) continue;
      const [block] = out.splice(from, 1) as [Block];
      out.splice(to, 0, block);
      moved.add(block.id);
    }
  }
  return { blocks: out, moved };
}

/** A sentence after a drafter has been at it: a word or two replaced, added or struck. */
export function edited(dice: Dice, words: string): string {
  const list = words.split(" ");
  for (let i = 0; i < 1 + dice.below(2); i++) {
    const at = dice.below(list.length);
    const sort = dice.below(3);
    if (sort === 0) list[at] = dice.one(["promptly", "mutual", "national", "agreed", "regional"]);
    else if (sort === 1) list.splice(at, 0, dice.one(["promptly", "jointly", "where appropriate"]));
    else if (list.length > 4) list.splice(at, 1);
  }
  return list.join(" ");
}

/** The same text with other ids, of which none is in the first. */
export function withOtherIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block, i) => ({ ...block, id: `q${i}` }));
}

const CODES = ["KAZ", "UZB", "TJK"];

/** A bracketed draft in the notation: words in brackets with options of three parties, some nested, some whole paragraphs. */
export function bracketedSource(dice: Dice, paragraphs: number): string {
  const out: string[] = [];
  for (let i = 1; i <= paragraphs; i++) {
    const sort = dice.below(8);
    const words = bracketedWords(dice, sentence(dice), 2);
    if (sort === 0) out.push(`[${dice.one(CODES)}: ${i}. ${words}]`);
    else if (sort === 1) out.push(`[${i}. ${sentence(dice)}][${dice.one(CODES)}: ${i}. ${words}]`);
    else out.push(`${i}. ${words}`);
  }
  return out.join("\n\n");
}

function bracketedWords(dice: Dice, words: string, depth: number): string {
  const list = words.split(" ");
  for (let i = dice.below(3); i > 0; i--) {
    const at = dice.below(list.length);
    const word = list[at] as string;
    if (/[[\]]/.test(word)) continue;
    const option = () => {
      const said = `${dice.one(["may", "should", "will"])} ${dice.one(NOUNS)}`;
      return depth > 1 && dice.chance(0.3) ? bracketedWords(dice, said, depth - 1) : said;
    };
    const codes = dice.chance(0.3) ? CODES.slice(0, 2) : [dice.one(CODES)];
    const options = codes.map((code) => `[${code}: ${option()}]`).join("");
    if (dice.chance(0.3)) list[at] = `${word} ${options}`;
    else if (dice.chance(0.2)) list[at] = `[${word} — ${dice.one(CODES)} delete]`;
    else list[at] = `[${word}]${options}`;
  }
  return list.join(" ");
}
