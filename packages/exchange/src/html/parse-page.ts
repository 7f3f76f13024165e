import {
  type DefaultTreeAdapterMap,
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  parse,
  type TreeAdapter,
} from "parse5";
import { type ReadRefused, refused } from "../reading.ts";

export type Element = DefaultTreeAdapterTypes.Element;
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;
type ParentNode = DefaultTreeAdapterTypes.ParentNode;

/** A page of 300 pages of paper takes a tenth of each. */
const MOST_NODES = 400_000;
const MOST_GAPS = 4_000_000;
const DEEPEST = 256;

class Overgrown extends Error {
  readonly refusal: ReadRefused;
  constructor(refusal: ReadRefused) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

/** Pictures that stand in the file itself: they are not read, and they are long. */
const INLINE_DATA = /(=\s*["']?)data:[a-z]+\/[^"'\s>]+/gi;

/**
 * Parses a page as browsers do, with limits on size and depth, which parsing itself does not have. Nothing that the page
 * refers to is asked for, and nothing in it runs.
 */
export function parsePage(source: string): DefaultTreeAdapterTypes.Document | ReadRefused {
  const bare = source.replace(INLINE_DATA, "$1");
  if (gapsIn(bare) > MOST_GAPS)
    return refused("too-large", "The page is too large to be read. Save the text in parts.");
  try {
    return parse(bare, { treeAdapter: limited() });
  } catch (error) {
    if (error instanceof Overgrown) return error.refusal;
    throw error;
  }
}

/** How many words or attributes a source can hold at most. */
function gapsIn(source: string): number {
  let gaps = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x2f) gaps++;
  }
  return gaps;
}

function limited(): TreeAdapter<DefaultTreeAdapterMap> {
  let nodes = 0;
  const depths = new WeakMap<object, number>();
  const count = () => {
    if (++nodes > MOST_NODES) {
      throw new Overgrown(refused("too-large", "The page has too many elements. Save the text in parts."));
    }
  };
  const place = (parent: ParentNode, child: object) => {
    const depth = (depths.get(parent) ?? 0) + 1;
    if (depth > DEEPEST) {
      throw new Overgrown(
        refused("too-deep", `The page nests elements deeper than ${DEEPEST}. Save it from another program.`),
      );
    }
    depths.set(child, depth);
  };
  return {
    ...defaultTreeAdapter,
    createElement(...args) {
      count();
      return defaultTreeAdapter.createElement(...args);
    },
    createCommentNode(data) {
      count();
      return defaultTreeAdapter.createCommentNode(data);
    },
    appendChild(parent, child) {
      place(parent, child);
      defaultTreeAdapter.appendChild(parent, child);
    },
    insertBefore(parent, child, before) {
      place(parent, child);
      defaultTreeAdapter.insertBefore(parent, child, before);
    },
    setTemplateContent(template, content) {
      place(template, content);
      defaultTreeAdapter.setTemplateContent(template, content);
    },
    insertText(parent, text) {
      count();
      defaultTreeAdapter.insertText(parent, text);
    },
    insertTextBefore(parent, text, before) {
      count();
      defaultTreeAdapter.insertTextBefore(parent, text, before);
    },
  };
}

export const isElement = (node: ChildNode): node is Element => "tagName" in node;

/** An attribute's value, `null` where the element has none of the name. */
export function attribute(element: Element, name: string): string | null {
  for (const { name: key, value } of element.attrs) if (key === name) return value;
  return null;
}

/** The first element below a node for which something holds, in document order; `null` where there is none. */
export function findElement(
  parent: { readonly childNodes: readonly ChildNode[] },
  holds: (element: Element) => boolean,
): Element | null {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue;
    if (holds(child)) return child;
    const found = findElement(child, holds);
    if (found) return found;
  }
  return null;
}

/** All text below a node. */
export function textBelow(node: ChildNode | DefaultTreeAdapterTypes.DocumentFragment): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textBelow).join("") : "";
}
