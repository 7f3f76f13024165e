import type { OptionFacts, RecordPatch } from "@adref/schema";

const WORDS =
  "each Party shall take all appropriate measures within its means to ensure that the procedures are published".split(
    " ",
  );

/** A text of so many provisions of 60 words and so many brackets, spread evenly; every tenth holds a nested one. */
export function bigText(provisions: number, brackets: number): { doc: unknown; record: RecordPatch } {
  const content: unknown[] = [];
  const options: Record<string, OptionFacts> = {};
  const every = brackets === 0 ? Number.POSITIVE_INFINITY : provisions / brackets;
  let next = 0;
  for (let i = 0; i < provisions; i++) {
    const words = Array.from({ length: 60 }, (_, k) => WORDS[(i * 7 + k * 3) % WORDS.length]).join(" ");
    const pieces: unknown[] = [];
    if (i >= next * every) {
      const n = next++;
      const bracket = `b${n}`;
      const proposed = { type: "proposed", attrs: { bracket, option: `o${n}`, within: null } };
      options[`o${n}`] = { bracket, within: null, owner: n % 2 ? "UZB" : "KAZ", at: "2026-10-01T09:00:00.000Z" };
      const half = words.indexOf(" ", words.length / 2);
      pieces.push({ type: "text", text: words.slice(0, half) });
      pieces.push({
        type: "text",
        text: words.slice(half, half + 20),
        marks: [{ type: "contested", attrs: { bracket } }],
      });
      pieces.push({ type: "text", text: "should endeavour to take", marks: [proposed] });
      if (n % 10 === 0) {
        const inner = { bracket: `n${n}`, option: `i${n}`, within: `o${n}` };
        options[`i${n}`] = { bracket: `n${n}`, within: `o${n}`, owner: "MNG", at: "2026-10-01T09:00:00.000Z" };
        pieces.push({ type: "text", text: "where practicable", marks: [proposed, { type: "proposed", attrs: inner }] });
      }
      pieces.push({ type: "text", text: words.slice(half + 20) });
    } else pieces.push({ type: "text", text: words });
    content.push({
      type: "provision",
      attrs: {
        id: `p${i}`,
        kind: "paragraph",
        level: 4,
        number: String(i + 1),
        bracket: null,
        option: null,
        within: null,
      },
      content: pieces,
    });
  }
  return { doc: { type: "doc", content }, record: { options } };
}
