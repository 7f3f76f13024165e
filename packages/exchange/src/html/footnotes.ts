import type { DefaultTreeAdapterTypes } from "parse5";
import { attribute, type Element, isElement, textBelow } from "./parse-page.ts";

/** The footnotes of a page: which link is the sign of which, and which element holds its words. */
export interface PageFootnotes {
  /** By the link that is its sign. */
  readonly bySign: ReadonlyMap<Element, string>;
  /** By the element that holds its words. */
  readonly byBody: ReadonlyMap<Element, string>;
  /** The same the other way round. */
  readonly bodies: ReadonlyMap<string, Element>;
  /** The links that lead from a footnote back to its sign. */
  readonly backLinks: ReadonlySet<Element>;
}

const SIGN = /^\s*[[(]?\s*(?:\d{1,4}|[a-z]{1,3}|[*†‡§]{1,4})\s*[\])]?\s*$/i;
const FOOTNOTE_TARGET = /^(?:_?(?:ftn|edn)\d|(?:fn|footnote|note|endnote|cite_note)[-_:]?[\w-]*$)/i;
const BACK = /(?:ref|back)/i;
const BLOCKS: ReadonlySet<string> = new Set(["p", "li", "div", "aside", "dd", "section"]);

/** Finds links that are signs of footnotes by what they lead to: programs write them in a few ways, and none says so plainly. */
export function footnotesOf(page: DefaultTreeAdapterTypes.Document): PageFootnotes {
  const targets = new Map<string, Element>();
  const links: Element[] = [];
  visit(page, (element) => {
    for (const name of ["id", "name"]) {
      const id = attribute(element, name);
      if (id && !targets.has(id)) targets.set(id, element);
    }
    if (element.tagName === "a" && (attribute(element, "href") ?? "").startsWith("#")) links.push(element);
  });
  const bySign = new Map<Element, string>();
  const byBody = new Map<Element, string>();
  const backLinks = new Set<Element>();
  for (const link of links) {
    const id = decoded((attribute(link, "href") ?? "").slice(1));
    const noteref = /noteref/.test(
      `${attribute(link, "role")} ${attribute(link, "epub:type")} ${attribute(link, "class")}`,
    );
    if (!SIGN.test(textBelow(link)) || !(noteref || FOOTNOTE_TARGET.test(id)) || (BACK.test(id) && !noteref)) continue;
    const target = targets.get(id);
    const body = target && blockRound(target);
    if (!body || isInside(link, body)) continue;
    const name = byBody.get(body) ?? id;
    bySign.set(link, name);
    byBody.set(body, name);
  }
  for (const link of links) {
    if (!bySign.has(link) && [...ancestors(link)].some((element) => byBody.has(element))) backLinks.add(link);
  }
  return { bySign, byBody, bodies: new Map([...byBody].map(([body, name]) => [name, body])), backLinks };
}

function visit(
  parent: { readonly childNodes: readonly DefaultTreeAdapterTypes.ChildNode[] },
  see: (element: Element) => void,
): void {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue;
    see(child);
    visit(child, see);
  }
}

function* ancestors(element: Element): Generator<Element> {
  for (let at = element.parentNode; at && "tagName" in at; at = at.parentNode) yield at;
}

function blockRound(element: Element): Element | null {
  if (BLOCKS.has(element.tagName)) return element;
  for (const one of ancestors(element)) if (BLOCKS.has(one.tagName)) return one;
  return null;
}

const isInside = (element: Element, round: Element) => [...ancestors(element)].includes(round);

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
