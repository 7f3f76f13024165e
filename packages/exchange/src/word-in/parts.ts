import type { WordPackage } from "./open-package.ts";
import { damaged, Unreadable } from "./unreadable.ts";
import { childrenOf, readTree, type XmlElement } from "./xml.ts";

const MAIN = /wordprocessingml\.(document|template)\.main\+xml$|ms-word\.(document|template)\.macroEnabled/;

/** The parts of a Word file that hold words or say how they stand. Each is missing where the file has none. */
export interface WordParts {
  /** The name of the part with the words. */
  readonly main: string;
  readonly document: Uint8Array;
  readonly styles: XmlElement | null;
  readonly numbering: XmlElement | null;
  readonly footnotes: Uint8Array | null;
  readonly endnotes: Uint8Array | null;
  readonly comments: Uint8Array | null;
  readonly commentsExtended: XmlElement | null;
  readonly core: XmlElement | null;
  readonly macros: boolean;
  /** How many headers and footers it has. */
  readonly margins: number;
}

/** Finds the parts by what the file says of their relations, wherever they stand. Throws Unreadable for another kind of file. */
export function findParts(files: WordPackage): WordParts {
  if (!files.has("[Content_Types].xml")) throw notWord(files);
  const root = relationsOf(files, "_rels/.rels", "");
  const main = root.find(({ type }) => type === "officeDocument")?.target ?? "word/document.xml";
  const bytes = files.part(main);
  if (!bytes) throw notWord(files);
  const types = contentTypes(files);
  const type = types.get(main.toLowerCase());
  if (type !== undefined && !MAIN.test(type)) throw notWord(files);
  const slash = main.lastIndexOf("/");
  const related = relationsOf(
    files,
    `${main.slice(0, slash + 1)}_rels/${main.slice(slash + 1)}.rels`,
    main.slice(0, slash + 1),
  );
  const partOf = (type: string) => related.find((relation) => relation.type === type)?.target ?? "";
  const tree = (name: string) => {
    const part = files.part(name);
    return part ? readTree(part, name) : null;
  };
  const core = root.find(({ type }) => type === "core-properties")?.target ?? "";
  return {
    main,
    document: bytes,
    styles: tree(partOf("styles")),
    numbering: tree(partOf("numbering")),
    footnotes: files.part(partOf("footnotes")),
    endnotes: files.part(partOf("endnotes")),
    comments: files.part(partOf("comments")),
    commentsExtended: tree(partOf("commentsExtended")),
    core: tree(core),
    macros: /macroEnabled/.test(type ?? "") || [...files.names()].some((name) => /vbaProject\.bin$/i.test(name)),
    margins: related.filter((relation) => relation.type === "header" || relation.type === "footer").length,
  };
}

interface Relation {
  /** The last word of the relation's type, which the strict and the transitional kind of file share. */
  readonly type: string;
  readonly target: string;
}

function relationsOf(files: WordPackage, name: string, folder: string): Relation[] {
  const part = files.part(name);
  if (!part) return [];
  const out: Relation[] = [];
  for (const { name: element, attrs } of childrenOf(readTree(part, name))) {
    if (element !== "rel:Relationship" || attrs.TargetMode === "External") continue;
    const type = (attrs.Type ?? "").replace(/^.*\//, "");
    out.push({ type, target: resolve(folder, attrs.Target ?? "") });
  }
  return out;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps = `${folder}${target}`.split("/");
  const out: string[] = [];
  for (const step of steps) {
    if (step === "..") out.pop();
    else if (step !== "." && step !== "") out.push(step);
  }
  return out.join("/");
}

function contentTypes(files: WordPackage): ReadonlyMap<string, string> {
  const part = files.part("[Content_Types].xml");
  if (!part) throw damaged("[Content_Types].xml", "it does not say what its parts are");
  const out = new Map<string, string>();
  for (const { name, attrs } of childrenOf(readTree(part, "[Content_Types].xml"))) {
    if (name === "ct:Override")
      out.set((attrs.PartName ?? "").replace(/^\//, "").toLowerCase(), attrs.ContentType ?? "");
  }
  return out;
}

function notWord(files: WordPackage): Unreadable {
  const names = [...files.names()];
  const is = (prefix: string) => names.some((name) => name.startsWith(prefix));
  const what = is("xl/")
    ? "an Excel workbook"
    : is("ppt/")
      ? "a PowerPoint presentation"
      : is("META-INF/") && is("content.xml")
        ? "an OpenDocument file"
        : "an archive without a Word document in it";
  return new Unreadable("not-readable", `This is ${what}. Save the text as a Word file (.docx) and bring that.`);
}
