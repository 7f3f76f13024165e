import { SaxesParser } from "saxes";
import { type ReadRefused, refused } from "../reading.ts";
import { ADREF, AKN } from "./vocabulary.ts";

/** An element as it was read. */
export interface XmlElement {
  /** The local name; our own elements have `adref:` before it, those of a namespace that we do not know `?:`. */
  readonly name: string;
  /** By name as they are written; our own with `adref:` before the name, whatever the file's prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  readonly line: number;
}

const MOST_ELEMENTS = 400_000;
const MOST_ATTRIBUTES = 1_500_000;
/** A text of 300 pages has a million. */
const MOST_CHARACTERS = 10_000_000;
const DEEPEST = 256;

class Unreadable extends Error {
  readonly refusal: ReadRefused;
  constructor(refusal: ReadRefused) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
  readonly line: number;
}

/**
 * Parses a file of XML. A file with a document type declaration is refused: entities are what it would be for, and they can
 * be made to grow without end or to name other files. No other file is ever opened.
 */
export function parseXml(source: string): XmlElement | ReadRefused {
  try {
    return parseOrThrow(source);
  } catch (error) {
    if (error instanceof Unreadable) return error.refusal;
    throw error;
  }
}

const fail = (reason: ReadRefused["reason"], sentence: string) => new Unreadable(refused(reason, sentence));

function parseOrThrow(source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let attributes = 0;
  parser.on("error", (error) => {
    throw fail(
      "not-readable",
      `The file is not well-formed XML (line ${parser.line}): ${plain(error.message)} Save it again from the program that wrote it.`,
    );
  });
  parser.on("doctype", () => {
    throw fail(
      "not-readable",
      "The file has a document type declaration (DOCTYPE), which is not read. Take it out and try again.",
    );
  });
  parser.on("attribute", () => {
    if (++attributes > MOST_ATTRIBUTES)
      throw fail("too-large", "The file has too many attributes. Save the text in parts.");
  });
  parser.on("opentag", (tag) => {
    if (++elements > MOST_ELEMENTS) throw fail("too-large", "The file has too many elements. Save the text in parts.");
    if (open.length >= DEEPEST) throw fail("too-deep", `The file nests elements deeper than ${DEEPEST}; no text does.`);
    const own: Record<string, string> = {};
    for (const { uri, local, name, value } of Object.values(tag.attributes)) {
      if (uri === "") own[name] = value;
      else if (uri === ADREF) own[`adref:${local}`] = value;
    }
    const prefix = tag.uri === AKN ? "" : tag.uri === ADREF ? "adref:" : "?:";
    const element: Open = { name: `${prefix}${tag.local}`, attributes: own, children: [], line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (open.length === 0 && closed) root = closed;
  });
  let characters = 0;
  const text = (words: string) => {
    characters += words.length;
    if (characters > MOST_CHARACTERS) {
      throw fail("too-large", "The file has more than ten million characters. Save the text in parts.");
    }
    open.at(-1)?.children.push(words);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.write(source).close();
  if (!root) throw fail("not-readable", "The file is empty.");
  return root;
}

/** A parser's message without the place, which stands before it. */
const plain = (message: string) => {
  const bare = message.replace(/^\d+:\d+:\s*/, "");
  return /[.!?]$/.test(bare) ? bare : `${bare}.`;
};

export const isXml = (node: XmlElement | string): node is XmlElement => typeof node !== "string";

/** The child elements of an element. */
export const elementsIn = (element: XmlElement): readonly XmlElement[] => element.children.filter(isXml);

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && elementsIn(element).find((child) => child.name === name);
}

/** All elements of a name below an element, in document order. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of elementsIn(element)) {
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}

/** All characters below an element. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (isXml(child) ? textOf(child) : child)).join("");
}
