import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { commentOf, del, endOf, ins, noteOf, p, r, styled, tbl, wordFile } from "../src/testing/word-file.ts";
import { readWord } from "../src/word-in/read-word.ts";

/**
 * Reads spoilt Word files, one after another, in a process with little memory. Prints one line of JSON: how many were read
 * and refused, what went wrong with its seed, the longest time for one file in milliseconds, and the most memory in bytes.
 *
 *   node word-in-fuzz-child.ts COUNT SEED
 */
const [count = 100, seed = 1] = process.argv.slice(2).map(Number);

/** A small generator of numbers (mulberry32): the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const numbering =
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
const BASES: readonly Uint8Array[] = [
  wordFile(p("Each Party [shall][KAZ: should] act.")),
  wordFile({
    body: [
      styled("Title", "Agreement"),
      p("Article 1. Scope", '<w:jc w:val="center"/>'),
      p(
        r("1. Each ") + del("KAZ", "shall") + ins("UZB", r("should ") + del("KAZ", "not")) + r(" act [so]"),
        endOf("ins", "KAZ"),
      ),
      p(ins("KAZ", "(a) New"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      p(
        '<w:commentRangeStart w:id="0"/>' +
          r("words") +
          '<w:commentRangeEnd w:id="0"/><w:r><w:footnoteReference w:id="1"/></w:r>',
      ),
      p(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>x</w:t><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      tbl(["a", "[b"], ["c]", "d"]),
      p(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></mc:Choice><mc:Fallback/></mc:AlternateContent>',
      ),
    ].join(""),
    numbering,
    styles: '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Title"/></w:style>',
    footnotes: noteOf("footnote", 1, "Note [x]."),
    comments: commentOf(0, "KAZ", "Why?", "01"),
    commentsExtended: '<w15:commentEx w15:paraId="01" w15:paraIdParent="01" w15:done="1"/>',
  }),
];
const PIECES = [
  "<", ">", "</w:p>", "<w:p>", "<w:r>", "</w:r>", "<w:ins>", "<w:del w:author='x'>", "</w:ins>", "&", "&amp;", "&x;", "&#0;", "&#xD800;", "<![CDATA[", "]]>", "<!--", "-->", "<?x?>", '"', "'", "[", "]", "[KAZ: ", "{^1}", "\\", "\u0000", "\ufeff", "😀",
  "<w:tbl>", "</w:tbl>", "<w:tr><w:tc/></w:tr>", '<w:numPr><w:numId w:val="1"/><w:ilvl w:val="99"/></w:numPr>', "w:val", "-1", "99999999999", "NaN", "<w:txbxContent>", "<w:footnoteReference w:id='1'/>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", 'xmlns:w="x"',
]; // biome-ignore format: a list

const VALUES = [
  "",
  "0",
  "-1",
  "1",
  "99999999999",
  "NaN",
  "__proto__",
  "constructor",
  "x".repeat(5_000),
  "2026-99-99",
  "deleted",
  "[KAZ: ",
  "\u202e",
  "w:p",
];
const WORDS = [
  "[",
  "]",
  "][",
  "[KAZ: 2. ",
  "\\",
  "{adopted}",
  "¶",
  "/[",
  "%% record",
  "|",
  "Article 5",
  "(i)",
  "]/[",
  "— KAZ delete]",
  "\ufffe",
  " ",
  "&#9;",
];

/** One spoilt file. */
function spoil(base: Uint8Array, next: (below: number) => number): Uint8Array {
  const kind = next(10);
  if (kind < 2) {
    const out = base.slice(0, kind === 0 ? base.length : next(base.length) + 1);
    for (let i = next(8) + 1; i > 0; i--) out[next(out.length)] = next(256);
    return out;
  }
  const parts = unzipSync(base);
  const names = Object.keys(parts);
  for (let i = next(4) + 1; i > 0; i--) {
    const name = names[next(names.length)] as string;
    let xml = strFromU8(parts[name] as Uint8Array);
    const at = next(xml.length + 1);
    const to = Math.min(xml.length, at + next(200));
    switch (next(12)) {
      case 0:
        xml = xml.slice(0, at) + xml.slice(to);
        break;
      case 1:
        xml = xml.slice(0, to) + xml.slice(at);
        break;
      case 2:
        xml = xml.slice(0, at) + (PIECES[next(PIECES.length)] ?? "").repeat(next(50) === 0 ? 3_000 : 1) + xml.slice(at);
        break;
      case 3:
        xml = xml.replace(/w:(\w+)/g, (whole, local: string) =>
          next(30) === 0 ? `w:${["p", "r", "t", "ins", "tbl", "sdt", "val", "id"][next(8)]}` : `w:${local}` || whole,
        );
        break;
      case 4:
        xml = xml.slice(0, at);
        break;
      case 5:
      case 6:
        // Attributes with values that nobody expects.
        xml = xml.replace(/"([^"<>]*)"/g, (whole) => (next(12) === 0 ? `"${VALUES[next(VALUES.length)]}"` : whole));
        break;
      case 7:
      case 8:
        // Whole elements taken out.
        xml = xml.replace(/<w:(r|pPr|tc|ins|lvl)>.*?<\/w:\1>|<w:\w+[^<>]*\/>/g, (whole) =>
          next(8) === 0 ? "" : whole,
        );
        break;
      case 9:
        // Words with signs in them.
        xml = xml.replace(/>[^<>]+<\/w:t>/g, (whole) =>
          next(3) === 0 ? `>${WORDS[next(WORDS.length)]}</w:t>` : whole,
        );
        break;
      default: {
        const elements = [...xml.matchAll(/<w:(\w+)[^<>]*>/g)];
        const [found] = elements[next(Math.max(1, elements.length))] ?? [];
        if (found?.endsWith("/>")) xml = xml.replace(found, found.repeat(next(4) === 0 ? 400 : 2));
        else if (found) xml = xml.replace("</w:body>", `${found.repeat(next(4) === 0 ? 400 : 2)}</w:body>`);
      }
    }
    parts[name] = strToU8(xml);
    if (next(40) === 0) delete parts[name];
    if (next(40) === 0) parts["word/document.xml"] = new Uint8Array(next(3_000_000));
  }
  return zipSync(parts, { level: next(2) === 0 ? 0 : 6 });
}

let read = 0;
let refused = 0;
let slowest = 0;
const wrong: string[] = [];
for (let i = 0; i < count; i++) {
  const next = numbers(seed + i);
  const bytes = spoil(BASES[next(BASES.length)] as Uint8Array, next);
  const begin = performance.now();
  try {
    const result = readWord(bytes, { authors: { UZB: next(2) === 0 ? "standing" : null } });
    if (result.ok) {
      read++;
      result.text.doc.check();
    } else {
      refused++;
      if (!/^\p{Lu}.*\.$/su.test(result.sentence)) wrong.push(`${seed + i}: no sentence: ${result.sentence}`);
    }
  } catch (error) {
    wrong.push(`${seed + i}: ${(error as Error).stack?.slice(0, 600)}`);
  }
  slowest = Math.max(slowest, performance.now() - begin);
}

// A file as large as is read at all: its words must fit in the memory that is left for them.
const paragraph = p(
  r("The competent authority shall publish the procedures, the fees and the charges. ".repeat(6)) +
    ins("KAZ", "promptly"),
);
const filler = Array.from({ length: Math.floor(7_000_000 / paragraph.length) }, (_, i) =>
  paragraph.replace("procedures", `procedures ${(i * 7_919).toString(36)}`),
);
const large = wordFile(filler.join(""));
filler.length = 0;
const result = readWord(large);
const memory = process.resourceUsage().maxRSS * 1_024;
process.stdout.write(
  `${JSON.stringify({ read, refused, wrong: wrong.slice(0, 5), failed: wrong.length, slowest, memory, large: result.ok ? "read" : result.sentence })}\n`,
);
