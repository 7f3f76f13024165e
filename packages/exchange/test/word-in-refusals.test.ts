import { strToU8, zipSync, zlibSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readWord } from "../src/index.ts";
import { ins, p, wordFile, wordParts } from "../src/testing/word-file.ts";

const refusal = (bytes: Uint8Array) => {
  const result = readWord(bytes);
  if (result.ok) throw new Error("The file was read");
  // A sentence for a person: it begins with a capital and ends with a stop.
  expect(result.sentence).toMatch(/^\p{Lu}.*\.$/su);
  return result;
};
const spoilt = (change: (parts: Record<string, string>) => void) => {
  const parts = wordParts(p("Words"));
  change(parts);
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
};
const compound = (stream: string) => {
  const bytes = new Uint8Array(4_096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  [...stream].forEach((character, i) => {
    bytes[2_048 + 2 * i] = character.charCodeAt(0);
  });
  return bytes;
};

describe("what is no Word file is named, with what to do", () => {
  const cases: readonly (readonly [string, Uint8Array, string, RegExp])[] = [
    ["nothing", new Uint8Array(), "not-readable", /empty/],
    ["an old Word file", compound("WordDocument"), "not-readable", /\.doc.*save it as \.docx/],
    ["a protected file", compound("EncryptedPackage"), "encrypted", /password/],
    ["RTF", strToU8("{\\rtf1 Words}"), "not-readable", /RTF.*\.docx/],
    ["PDF", strToU8("%PDF-1.7"), "not-readable", /PDF.*Word file/],
    ["HTML", strToU8("\ufeff<!DOCTYPE html><p>Words"), "not-readable", /HTML/],
    ["XML", strToU8('<?xml version="1.0"?><w:wordDocument/>'), "not-readable", /XML/],
    ["words", strToU8("Each Party shall"), "not-readable", /not a Word file/],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), "not-readable", /not a Word file/],
    ["an archive", zipSync({ "a.txt": strToU8("x") }), "not-readable", /archive/],
    [
      "a workbook",
      zipSync({ "[Content_Types].xml": strToU8("<Types/>"), "xl/workbook.xml": strToU8("<x/>") }),
      "not-readable",
      /Excel/,
    ],
    [
      "an OpenDocument file",
      zipSync({ "content.xml": strToU8("<x/>"), "META-INF/manifest.xml": strToU8("<x/>") }),
      "not-readable",
      /OpenDocument/,
    ],
  ];
  for (const [what, bytes, reason, sentence] of cases) {
    test(what, () => {
      const found = refusal(bytes);
      expect(found.reason).toBe(reason);
      expect(found.sentence).toMatch(sentence);
    });
  }
});

describe("a broken file", () => {
  const whole = wordFile(p("Words"));
  test("cut off anywhere is refused", () => {
    for (let length = 1; length < whole.length; length += 37) refusal(whole.subarray(0, length));
  });

  test("with broken XML is refused, and says where", () => {
    const broken = spoilt((parts) => {
      parts["word/document.xml"] = `${parts["word/document.xml"]}<`;
    });
    expect(refusal(broken)).toMatchObject({ reason: "not-readable", path: "word/document.xml" });
  });

  test("without a part that others speak of is read without it", () => {
    const missing = spoilt((parts) => {
      parts["word/_rels/document.xml.rels"] = (parts["word/_rels/document.xml.rels"] ?? "").replace(
        "</Relationships>",
        '<Relationship Id="r" Type="x/styles" Target="../../../no/styles.xml"/></Relationships>',
      );
    });
    expect(readWord(missing).ok).toBe(true);
  });
});

describe("a file made to do harm", () => {
  test("by entities is refused", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const bytes = wordFile({ body: p("&b;"), prolog: bomb });
    expect(refusal(bytes).sentence).toMatch(/document type declaration/);
    const undeclared = spoilt((parts) => {
      parts["word/document.xml"] = (parts["word/document.xml"] ?? "").replace("Words", "&lol;");
    });
    refusal(undeclared);
  });

  test("by packing is refused before it is unpacked", () => {
    const zeros = new Uint8Array(40_000_000);
    const before = performance.now();
    const bomb = zipSync({ ...asBytes(wordParts(p("Words"))), "word/document.xml": zeros });
    const packed = performance.now();
    expect(refusal(bomb)).toMatchObject({ reason: "too-large", path: "word/document.xml" });
    expect(performance.now() - packed).toBeLessThan(Math.max(50, (packed - before) / 4));
  });

  test("by packing that its directory lies about is stopped on the way", () => {
    const bomb = zipSync({ ...asBytes(wordParts(p("Words"))), "word/document.xml": new Uint8Array(60_000_000) });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 46 < bomb.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 60_000_000)
        view.setUint32(at + 24, 900, true);
    }
    expect(refusal(bomb).reason).toBe("too-large");
  });

  test("by a picture that is large is none: pictures are not unpacked", () => {
    const bytes = zipSync({ ...asBytes(wordParts(p("Words"))), "word/media/image1.emf": new Uint8Array(30_000_000) });
    expect(readWord(bytes).ok).toBe(true);
  });

  test("by nesting is refused", () => {
    const deep = `${"<w:sdt>".repeat(5_000)}${p("x")}${"</w:sdt>".repeat(5_000)}`;
    expect(refusal(wordFile(deep)).reason).toBe("too-deep");
    const runs = p(`<w:r>${"<w:drawing>".repeat(2_000)}${"</w:drawing>".repeat(2_000)}</w:r>`);
    expect(refusal(wordFile(runs)).reason).toBe("too-deep");
  });

  test("by the number of its brackets or changes in one paragraph is refused", () => {
    expect(refusal(wordFile(p("[a]".repeat(6_000)))).reason).toBe("too-large");
    const changes = Array.from({ length: 6_000 }, (_, i) => ins(i % 2 ? "KAZ" : "UZB", "a"));
    expect(refusal(wordFile(p(changes.join("")))).reason).toBe("too-large");
  });

  test("by fields inside of fields is refused", () => {
    const fields = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(1_000);
    expect(refusal(wordFile(p(fields))).reason).toBe("too-deep");
  });

  test("by the number of its parts is refused", () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}.xml`, new Uint8Array()]));
    expect(refusal(zipSync({ ...asBytes(wordParts(p("Words"))), ...many }, { level: 0 })).reason).toBe("too-large");
  });

  test("by a size that it only announces is refused", () => {
    const bytes = wordFile(p("Words"));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 46 < bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    }
    expect(refusal(bytes).reason).toBe("too-large");
  });
});

test("a part that is no deflated one is refused", () => {
  const bytes = spoilt((parts) => {
    parts["word/document.xml"] = String.fromCharCode(...zlibSync(strToU8("x")));
  });
  refusal(bytes);
});

const asBytes = (parts: Record<string, string>) =>
  Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
