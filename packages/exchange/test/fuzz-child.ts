import { readFileSync } from "node:fs";
import { parse } from "@adref/notation";
import { type FormatId, formatById, readFile, writeFile } from "../src/index.ts";

/**
 * Reads damaged and hostile files of the formats that are not Word's, one after another, in a process with little memory.
 * Prints one line of JSON: how many were read and refused in each format, what went wrong, the slowest, the most memory.
 *
 *   node fuzz-child.ts damaged COUNT
 *   node fuzz-child.ts hostile
 */
const [what = "damaged", count = "100"] = process.argv.slice(2);

const FORMATS = ["html", "json", "akn"] as const;
const root = new URL("../../../", import.meta.url);
const seedSource = readFileSync(new URL("apps/server/seed/investment-protocol.adref", root), "utf8");
const { text } = parse(
  `${seedSource.slice(0, 3_000)}\n\nGoods{^1} [in transit].\n\n{^1} A note.\n\n|= a | b |\n| [c] | d |\n`,
);
const cover = { symbol: "CARTIF/FA", title: "Agreement", subtitle: "", date: "3 June 2026" };

/** A small generator with a seed: the same cases in every run, and a failing one can be named. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const PIECES: Readonly<Record<(typeof FORMATS)[number], readonly string[]>> = {
  html: [
    "<", ">", "&", '"', "<table>", "<td>", "</table>", "<p>", "<b>", "<li>", "<ol>", "<template>", "<svg>", "<math>", "<!--", "-->", "<![CDATA[",
    "<script>", "</script>", "<style>", "<title>", "<frameset>", "<select>", '<a href="#x">1</a>', '<a href="#fn1">1</a><p id="fn1">', "&#0;",
    "&#xd800;", "\u0000", "\ufeff", "[", "]", "[KAZ: ", " data-kind=\"cell\"", " data-place=\"9\"", " data-level=\"-1\"", ' data-number="\\u{0}"', " colspan=\"99999\"", " hidden",
  ],
  json: ["{", "}", "[", "]", ",", ":", '"', "null", "1e999", "-0", "true", '"type":', '"\\ud800"', "\u0000", "\ufeff", '"marks":[{"type":"note","note":""}]', '"__proto__":'],
  akn: [
    "<", ">", "&", '"', "<p>", "</p>", "<inline name=\"sign\">", "</inline>", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "&lt;", "&#0;", "&#xd800;", "&x;", "<num>",
    "<authorialNote>", "</authorialNote>", "<table>", "<tr>", "\u0000", "\ufeff", ' adref:level="x"', ' adref:place="-1"', ' wId=""', ' xmlns="y"', "<!DOCTYPE x>",
  ],
}; // biome-ignore format: lists

function mutated(bytes: Uint8Array, format: (typeof FORMATS)[number], seed: number): Uint8Array {
  const below = random(seed * 2_654_435_761 + 1);
  let source = new TextDecoder().decode(bytes);
  const pieces = PIECES[format];
  for (let times = 1 + below(8); times > 0; times--) {
    const at = below(source.length + 1);
    const until = Math.min(source.length, at + below(below(4) === 0 ? 2_000 : 30));
    switch (below(6)) {
      case 0:
        source = source.slice(0, at) + source.slice(until);
        break;
      case 1:
        source = source.slice(0, until) + source.slice(at);
        break;
      case 2:
        source = source.slice(0, at) + (pieces[below(pieces.length)] ?? "").repeat(1 + below(20)) + source.slice(at);
        break;
      case 3:
        source = source.slice(0, at) + String.fromCharCode(below(0x10000)) + source.slice(at + 1);
        break;
      case 4:
        source = source.slice(0, below(10) === 0 ? at : source.length);
        break;
      default: {
        const other = below(source.length + 1);
        source = source.slice(0, at) + source.slice(other, other + 200) + source.slice(until);
      }
    }
  }
  const out = new TextEncoder().encode(source);
  if (below(5) === 0 && out.length > 0) out[below(out.length)] = below(256);
  return out;
}

const MB = 1_000_000;
const NS = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"';
const akn = (inner: string) => `<akomaNtoso ${NS}><act name="a"><meta/><body>${inner}</body></act></akomaNtoso>`;
const filled = (unit: string, bytes: number) => unit.repeat(Math.floor(bytes / unit.length));

const HOSTILE: readonly (readonly [name: string, format: FormatId, file: () => string])[] = [
  ["elements in elements", "html", () => "<div>".repeat(200_000)],
  ["formatting in formatting", "html", () => `${"<b><i><p>".repeat(100_000)}x`],
  ["formatting with other attributes each", "html", () => `${Array.from({ length: 5_000 }, (_, i) => `<b a${i}>`).join("")}${"<p>x".repeat(5_000)}`],
  ["very many elements", "html", () => filled("<p>a</p>", 9 * MB)],
  ["very many attributes", "html", () => `<p ${filled("a b c d ", 9 * MB)}>x`],
  ["different attributes", "html", () => `<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(" ")}>x`],
  ["tables in tables", "html", () => "<table><tr><td>".repeat(60_000)],
  ["lists in lists", "html", () => "<ol><li>a".repeat(60_000)],
  ["words in tables", "html", () => `<table>${"a<tr>".repeat(50_000)}`],
  ["a long picture", "html", () => `<p>words<img src="data:image/png;base64,${filled("QUJD", 20 * MB)}">`],
  ["many footnotes", "html", () => Array.from({ length: 2_000 }, (_, i) => `<p>a<a href="#fn${i}">${i % 999}</a><p id="fn${i}">b`).join("")],
  ["one word of many characters", "html", () => filled("a", MB)],
  ["brackets only", "html", () => `<p>${"[".repeat(100_000)}`],
  ["more words than any text", "html", () => filled("<p>words of a paragraph that goes on and on</p>", 12 * MB)],
  ["values in values", "json", () => "[".repeat(10 * MB)],
  ["very many values", "json", () => `[${filled("{},", 20 * MB)}0]`],
  ["very many blocks", "json", () => `{"format":"adref-text","version":1,"blocks":[${filled('{"type":"provision"},', 4 * MB)}0]}`],
  ["a long string", "json", () => `{"format":"${filled("a", 20 * MB)}"}`],
  ["elements in elements", "akn", () => akn("<p>".repeat(200_000))],
  ["very many elements", "akn", () => akn(filled("<p/>", 2 * MB))],
  ["very many attributes", "akn", () => akn(`<p ${Array.from({ length: 150_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`)],
  ["entities of entities", "akn", () => `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "&a;&a;&a;">`).join("")}]>${akn("&a29;")}`],
  ["a long text", "akn", () => akn(`<paragraph><content><p>${filled("words ", 11 * MB)}</p></content></paragraph>`)],
  ["many footnotes", "akn", () => akn(filled("<p>a<authorialNote><p>b</p></authorialNote></p>", MB / 2))],
  ["footnotes in footnotes", "akn", () => akn(`<p>a${"<authorialNote><p>b".repeat(100)}${"</p></authorialNote>".repeat(100)}</p>`)],
]; // biome-ignore format: a list

const read: Record<string, number> = {};
const refused: Record<string, number> = {};
const wrong: string[] = [];
const slowest = { name: "", ms: 0 };

async function tryOne(bytes: Uint8Array, format: FormatId, name: string): Promise<void> {
  const start = performance.now();
  try {
    const result = await readFile(bytes, `file${formatById(format).ending}`);
    if (result.ok) {
      read[format] = (read[format] ?? 0) + 1;
      result.text.doc.check();
    } else {
      refused[format] = (refused[format] ?? 0) + 1;
      if (!/^\S[\s\S]*[.”]$/.test(result.sentence)) wrong.push(`${name}: no sentence: ${result.sentence}`);
    }
  } catch (error) {
    wrong.push(`${name}: ${(error as Error).stack?.slice(0, 500)}`);
  }
  const ms = Math.round(performance.now() - start);
  if (ms > slowest.ms) Object.assign(slowest, { name, ms });
}

if (what === "damaged") {
  for (const format of FORMATS) {
    const bytes = await writeFile(text, format, { view: "bracketed", attributions: true, cover, parties: [] });
    // A page takes five times as long as the others.
    const cases = format === "html" ? Number(count) / 2 : Number(count);
    for (let seed = 1; seed <= cases; seed++) {
      await tryOne(mutated(bytes, format, seed), format, `${format}, seed ${seed}`);
    }
  }
} else {
  for (const [name, format, file] of HOSTILE)
    await tryOne(new TextEncoder().encode(file()), format, `${name} (${format})`);
}
console.log(JSON.stringify({ read, refused, wrong, slowest, memory: process.resourceUsage().maxRSS * 1_024 }));
