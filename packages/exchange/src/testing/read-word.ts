import { strFromU8, unzipSync } from "fflate";

/** What a reader finds in a Word file: the paragraphs of the text and its footnotes, as characters. */
export interface WordPaper {
  readonly paragraphs: readonly string[];
  readonly footnotes: readonly string[];
  /** The whole document part, for what characters do not tell. */
  readonly xml: string;
}

/**
 * Opens a Word file and reads its characters back, knowing nothing of how it was written: runs in order, a tab for a tab,
 * and `^` where a footnote's sign stands. Throws when the file is not a Word file.
 */
export function readWord(bytes: Uint8Array): WordPaper {
  const parts = unzipSync(bytes);
  const part = (name: string) => {
    const found = parts[name];
    return found ? strFromU8(found) : "";
  };
  const xml = part("word/document.xml");
  if (xml === "") throw new Error("Not a Word file: it has no document part");
  const notes = [...part("word/footnotes.xml").matchAll(/<w:footnote (?![^>]*w:type)[^>]*>([\s\S]*?)<\/w:footnote>/g)];
  return {
    paragraphs: paragraphsOf(xml),
    footnotes: notes.map(([, inner]) =>
      paragraphsOf(inner ?? "")
        .join("\n")
        .trim(),
    ),
    xml,
  };
}

function paragraphsOf(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>|<w:p\/>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:footnoteReference /g)]
      .map(([whole, words]) =>
        whole.startsWith("<w:tab") ? "\t" : whole.startsWith("<w:foot") ? "^" : plain(words ?? ""),
      )
      .join(""),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function plain(words: string): string {
  return words.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? "");
}
