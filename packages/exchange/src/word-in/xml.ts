import { SaxesParser } from "saxes";
import { damaged, Unreadable } from "./unreadable.ts";

/** An element of a part. Names carry the prefix that this folder uses for their namespace, whatever the file's is. */
export interface XmlElement {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

/** Elements stand this deep at most in any part; Word's own stop at a few dozen. */
const DEEPEST = 200;
/** So many elements may stand in one subtree that is read as a whole, such as a table. */
const MOST_ELEMENTS = 500_000;
/** So many attributes may stand on one element; Word's own have a few dozen. */
const MOST_ATTRIBUTES = 500;
/** Bytes are given to the parser in pieces of this size. */
const STEP = 65_536;

/** Namespaces by what their address ends with, so that the strict and the transitional ones are the same. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml\/(2006\/)?main$/, "w"],
  [/\/officeDocument\/(2006\/)?relationships$/, "r"],
  [/\/package\/2006\/relationships$/, "rel"],
  [/\/package\/2006\/content-types$/, "ct"],
  [/\/markup-compatibility\/2006$/, "mc"],
  [/\/officeDocument\/(2006\/)?math$/, "m"],
  [/\/office\/word\/2010\/wordml$/, "w14"],
  [/\/office\/word\/2012\/wordml$/, "w15"],
  [/\/purl\.org\/dc\/elements\/1\.1\/$/, "dc"],
  [/\/package\/2006\/metadata\/core-properties$/, "cp"],
];

const known = new Map<string, string>();

function prefixOf(uri: string): string {
  const found = known.get(uri);
  if (found !== undefined) return found;
  const prefix = uri === "" ? "" : (PREFIXES.find(([pattern]) => pattern.test(uri))?.[1] ?? "other");
  if (known.size < 200) known.set(uri, prefix);
  return prefix;
}

const nameOf = (uri: string, local: string) => {
  const prefix = prefixOf(uri);
  return prefix === "" ? local : `${prefix}:${local}`;
};

export interface XmlVisitor {
  /** Whether an element is to be handed over whole, by `take`. What is not is entered: its children are looked at. */
  wants(name: string): boolean;
  take(element: XmlElement): void;
  /** An element that is entered, when it begins and when it ends. Its children are not given. */
  enter?(element: XmlElement): void;
  leave?(element: XmlElement): void;
}

/**
 * Reads a part and hands over its wanted elements one after another, so that a large part never stands in memory as a
 * whole. Whitespace and order are kept. A part with a document type declaration is refused: Word writes none, and entities
 * can be made to explode. Throws Unreadable for what is no XML, or is nested too deep.
 */
export function readXml(bytes: Uint8Array, path: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: XmlElement[] = [];
  /** How many of the open elements, counted from the outside, are only entered. */
  let entered = 0;
  let elements = 0;
  parser.on("doctype", () => {
    throw damaged(path, "it holds a document type declaration, which Word never writes");
  });
  parser.on("error", (error) => {
    throw error;
  });
  let attributes = 0;
  parser.on("opentagstart", () => {
    attributes = 0;
  });
  parser.on("attribute", () => {
    if (++attributes > MOST_ATTRIBUTES) throw damaged(path, "an element has more attributes than Word ever writes");
  });
  parser.on("opentag", (tag) => {
    if (open.length >= DEEPEST) {
      throw new Unreadable(
        "too-deep",
        `The Word file is nested more than ${DEEPEST} levels deep; Word itself makes none like it.`,
        path,
      );
    }
    const attrs: Record<string, string> = {};
    for (const { uri, local, value } of Object.values(tag.attributes)) attrs[nameOf(uri, local)] = value;
    const element: XmlElement = { name: nameOf(tag.uri, tag.local), attrs, children: [] };
    const parent = open.at(-1);
    if (open.length > entered) {
      if (++elements > MOST_ELEMENTS)
        throw new Unreadable(
          "too-large",
          "A table of the Word file is too large to be read. Save the file in parts.",
          path,
        );
      parent?.children.push(element);
    } else if (!visitor.wants(element.name)) {
      entered++;
      visitor.enter?.(element);
    } else elements = 0;
    open.push(element);
  });
  parser.on("closetag", () => {
    const element = open.pop();
    if (!element) return;
    if (open.length < entered) {
      entered--;
      visitor.leave?.(element);
    } else if (open.length === entered) visitor.take(element);
  });
  const text = (text: string) => {
    if (open.length > entered) open.at(-1)?.children.push(text);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  try {
    const decoder = decoderFor(bytes);
    for (let from = 0; from < bytes.length; from += STEP) {
      parser.write(decoder.decode(bytes.subarray(from, from + STEP), { stream: true }));
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw damaged(path, "its XML is broken");
  }
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be");
  return new TextDecoder("utf-8");
}

/** Reads a small part as one tree. */
export function readTree(bytes: Uint8Array, path: string): XmlElement {
  let root: XmlElement | null = null;
  readXml(bytes, path, {
    wants: () => true,
    take(element) {
      root = element;
    },
  });
  if (!root) throw damaged(path, "a part of it is empty");
  return root;
}

/** The child elements of an element, in order. */
export function* childrenOf(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) if (typeof child !== "string") yield child;
}

/** The first child element of a name, or null. */
export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  for (const child of element?.children ?? []) if (typeof child !== "string" && child.name === name) return child;
  return null;
}

/** The `w:val` of the first child of a name; null where there is no such child or it says nothing. */
export function valOf(element: XmlElement | null, name: string): string | null {
  return childOf(element, name)?.attrs["w:val"] ?? null;
}

/** Whether a switch such as `w:b` is on; null where it is not there. */
export function switchOf(element: XmlElement | null, name: string): boolean | null {
  const child = childOf(element, name);
  if (!child) return null;
  return !["0", "false", "off", "none"].includes(child.attrs["w:val"] ?? "1");
}

/** The characters inside an element, those of all elements inside it included. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}
