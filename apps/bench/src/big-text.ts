import { EMPTY_RECORD, type Party, type RecordValue, schema, type TextValue } from "@adref/schema";
import type { Node } from "prosemirror-model";

const WORDS =
  "each party shall ensure that its competent authorities publish promptly and make available in a manner that is easily accessible the measures of general application which affect trade in goods and services between the parties and shall give interested persons a reasonable opportunity to comment before they enter into force".split(
    " ",
  );

/** The eleven codes, as owners of brackets in turn. */
export const PARTIES: readonly Party["code"][] = [
  "AFG",
  "AZE",
  "CHN",
  "GEO",
  "KAZ",
  "KGZ",
  "MNG",
  "PAK",
  "TJK",
  "TKM",
  "UZB",
];

/**
 * A text of `provisions` paragraphs of 60 words with `brackets` brackets spread evenly over them, each of two contested words
 * and a proposal of three, every tenth of them with a counter-proposal inside. The same arguments give the same text.
 */
export function bigText(provisions: number, brackets: number): TextValue {
  const record = { ...EMPTY_RECORD, brackets: {}, options: {} } as unknown as {
    -readonly [K in keyof RecordValue]: Record<string, never>;
  };
  const facts = record as unknown as { brackets: Record<string, unknown>; options: Record<string, unknown> };
  const blocks: Node[] = [];
  let made = 0;
  for (let i = 0; i < provisions; i++) {
    const wanted = Math.floor(((i + 1) * brackets) / provisions) - made;
    const parts: Node[] = [];
    const words = Array.from({ length: 60 }, (_, k) => WORDS[(i * 7 + k) % WORDS.length] as string);
    const share = Math.floor(words.length / (wanted + 1));
    for (let k = 0; k < wanted; k++) {
      const owner = PARTIES[made % PARTIES.length] as string;
      const bracket = `b${made}`;
      const option = `o${made}`;
      facts.brackets[bracket] = { owner, at: "" };
      facts.options[option] = { bracket, within: null, owner, at: "" };
      const start = k * share;
      parts.push(schema.text(`${words.slice(start, start + share - 2).join(" ")} `));
      parts.push(
        schema.text(words.slice(start + share - 2, start + share).join(" "), [schema.mark("contested", { bracket })]),
      );
      const proposed = schema.mark("proposed", { bracket, option, within: null });
      if (made % 10 === 0) {
        const inner = { bracket: `b${made}n`, option: `o${made}n`, within: option };
        const other = PARTIES[(made + 3) % PARTIES.length] as string;
        facts.brackets[inner.bracket] = { owner: other, at: "" };
        facts.options[inner.option] = { bracket: inner.bracket, within: option, owner: other, at: "" };
        parts.push(schema.text("may promptly ", [proposed]));
        parts.push(schema.text("and fully", [proposed, schema.mark("proposed", inner)]));
        parts.push(schema.text(" publish", [proposed]));
      } else parts.push(schema.text("may wish to", [proposed]));
      parts.push(schema.text(" "));
      made++;
    }
    parts.push(schema.text(`${words.slice(wanted * share).join(" ")}.`));
    blocks.push(schema.node("provision", { id: `p${i}`, kind: "paragraph", level: 4, number: String(i + 1) }, parts));
  }
  return { doc: schema.node("doc", null, blocks), record: record as unknown as RecordValue };
}
