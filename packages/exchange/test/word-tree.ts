import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

/** An element of a Word file. A reader that knows nothing of how the file was written, so that the two can disagree. */
export interface Element {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** One part of a Word file as a tree. Throws on XML that is not well formed. */
export function partOf(bytes: Uint8Array, name: string): Element {
  const part = unzipSync(bytes, { filter: (file) => file.name === name })[name];
  if (!part) throw new Error(`The file has no part ${name}`);
  return treeOf(strFromU8(part));
}

/** A tree of XML. Throws where it is not well formed. */
export function treeOf(xml: string): Element {
  const parser = new SaxesParser();
  const open: Element[] = [{ name: "", attrs: {}, children: [] }];
  parser.on("opentag", ({ name: tag, attributes }) => {
    const element: Element = { name: tag, attrs: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => open.at(-1)?.children.push(text));
  parser.on("closetag", () => open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  const root = open[0]?.children.find((child) => typeof child !== "string");
  if (!root || typeof root === "string") throw new Error("There is no element");
  return root;
}

export const inside = (element: Element | undefined, name: string): Element[] =>
  (element?.children ?? []).filter((child): child is Element => typeof child !== "string" && child.name === name);
export const first = (element: Element | undefined, name: string): Element | undefined => inside(element, name)[0];

/** What somebody sees after all tracked changes were accepted or rejected. */
export type Decision = "accept" | "reject";

/** A paragraph: its look, and its words with their formatting, in equal stretches. */
export interface ReadParagraph {
  readonly look: string;
  readonly words: readonly (readonly [format: string, text: string])[];
}
export type ReadBlock = ReadParagraph | { readonly rows: readonly (readonly (readonly ReadBlock[])[])[] };

/** The blocks of a body, cell or footnote after a decision. A paragraph whose end goes joins the next one. */
export function readBlocks(container: Element, decision: Decision): ReadBlock[] {
  const out: ReadBlock[] = [];
  let joined: (readonly [string, string])[] = [];
  for (const child of container.children) {
    if (typeof child === "string") continue;
    if (child.name === "w:p") {
      const words = [...joined, ...wordsOf(child, decision)];
      joined = [];
      const mark = first(first(first(child, "w:pPr"), "w:rPr"), goes(decision));
      if (mark) joined = words;
      else out.push({ look: lookOf(child, decision), words: merged(words) });
    } else if (child.name === "w:tbl") {
      const rows = inside(child, "w:tr").filter((row) => !first(first(row, "w:trPr"), goes(decision)));
      if (rows.length > 0) {
        out.push({ rows: rows.map((row) => inside(row, "w:tc").map((cell) => readBlocks(cell, decision))) });
      }
    }
  }
  if (joined.length > 0) out.push({ look: "left over", words: merged(joined) });
  return out;
}

const goes = (decision: Decision) => (decision === "accept" ? "w:del" : "w:ins");

function lookOf(paragraph: Element, decision: Decision): string {
  let properties = first(paragraph, "w:pPr");
  if (decision === "reject") properties = first(first(properties, "w:pPrChange"), "w:pPr") ?? properties;
  const seen = (properties?.children ?? []).filter(
    (child) => typeof child !== "string" && !["w:rPr", "w:pPrChange"].includes(child.name),
  );
  return JSON.stringify(seen);
}

const FORMATTING = ["w:rStyle", "w:b", "w:i", "w:strike", "w:u", "w:vertAlign"];

function wordsOf(parent: Element, decision: Decision): (readonly [string, string])[] {
  return parent.children.flatMap((child): (readonly [string, string])[] => {
    if (typeof child === "string" || child.name === goes(decision)) return [];
    if (child.name === "w:ins" || child.name === "w:del") return wordsOf(child, decision);
    if (child.name !== "w:r") return [];
    let look = first(child, "w:rPr");
    if (decision === "reject") look = first(first(look, "w:rPrChange"), "w:rPr") ?? look;
    const format = inside0(look)
      .filter((one) => FORMATTING.includes(one.name))
      .map((one) => `${one.name}${JSON.stringify(one.attrs)}`)
      .join();
    return [[format, charactersOf(child)]];
  });
}

const inside0 = (element: Element | undefined): Element[] =>
  (element?.children ?? []).filter((child): child is Element => typeof child !== "string");

function charactersOf(run: Element): string {
  return inside0(run)
    .map((child) => {
      if (child.name === "w:t" || child.name === "w:delText") return child.children.join("");
      if (child.name === "w:tab") return "\t";
      if (child.name === "w:br") return "\n";
      return child.name === "w:footnoteReference" ? "^" : "";
    })
    .join("");
}

function merged(words: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const out: (readonly [string, string])[] = [];
  for (const [format, text] of words) {
    if (text === "") continue;
    const last = out.at(-1);
    if (last && last[0] === format) out[out.length - 1] = [format, last[1] + text];
    else out.push([format, text]);
  }
  return out;
}

/** The text of a paper without its cover, and its footnotes in the order of their signs, after a decision. */
export function readPaper(bytes: Uint8Array, decision: Decision = "accept") {
  const body = first(partOf(bytes, "word/document.xml"), "w:body");
  if (!body) throw new Error("The paper has no body");
  const cover = body.children.findIndex((child) => typeof child !== "string" && styleOf(child) === "CoverRule");
  const blocks = readBlocks({ ...body, children: body.children.slice(cover + 1) }, decision);
  const notes = new Map(
    inside(partOf(bytes, "word/footnotes.xml"), "w:footnote").map((note) => [note.attrs["w:id"], note]),
  );
  const footnotes = signsIn(body, decision).map((id) => {
    const note = notes.get(id);
    if (!note) throw new Error(`A footnote sign has no footnote: ${id}`);
    return readBlocks(note, decision);
  });
  return { blocks, footnotes };
}

export const styleOf = (paragraph: Element): string =>
  first(first(paragraph, "w:pPr"), "w:pStyle")?.attrs["w:val"] ?? "";

function signsIn(element: Element, decision: Decision): string[] {
  return inside0(element).flatMap((child) => {
    if (child.name === goes(decision)) return [];
    if (child.name === "w:tr" && first(first(child, "w:trPr"), goes(decision))) return [];
    if (child.name === "w:footnoteReference") return [child.attrs["w:id"] ?? ""];
    return signsIn(child, decision);
  });
}
