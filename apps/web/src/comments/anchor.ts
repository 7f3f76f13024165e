import { provisionElements } from "@adref/schema";
import * as Y from "yjs";

/** Words of a provision, in UTF-16 units from its beginning. */
export interface WordsPlace {
  readonly provision: string;
  readonly from: number;
  readonly to: number;
}

/** Two Yjs relative positions, each as base64 of its binary form. */
export interface Anchor {
  readonly from: string;
  readonly to: string;
}

/**
 * Ties a place to its words, so that it goes where they go: its beginning to the first character, its end to the last. Null
 * where the provision is not in the shared words.
 */
export function anchorOf(body: Y.XmlFragment, { provision, from, to }: WordsPlace): Anchor | null {
  if (to <= from) return null;
  for (const element of provisionElements(body)) {
    if (element.getAttribute("id") !== provision) continue;
    const start = positionIn(element, from, 0);
    const end = positionIn(element, to, -1);
    return start !== null && end !== null ? { from: start, to: end } : null;
  }
  return null;
}

function positionIn(element: Y.XmlElement, at: number, assoc: 0 | -1): string | null {
  let left = at;
  for (const text of textsOf(element)) {
    // The end of one text type and the beginning of the next are one place; a beginning belongs to the next.
    if (assoc < 0 ? left <= text.length : left < text.length) {
      return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, left, assoc)));
    }
    left -= text.length;
  }
  return null;
}

const textsOf = (element: Y.XmlElement) => element.toArray().filter((child) => child instanceof Y.XmlText);

/** Where the words of an anchor stand now; null where they, or their provision, are gone. */
export function placeOfAnchor(doc: Y.Doc, anchor: Anchor): WordsPlace | null {
  const from = resolved(doc, anchor.from);
  const to = resolved(doc, anchor.to);
  if (!from || !to || from.provision !== to.provision || to.at <= from.at) return null;
  return { provision: from.provision, from: from.at, to: to.at };
}

function resolved(doc: Y.Doc, encoded: string): { readonly provision: string; readonly at: number } | null {
  let position: Y.AbsolutePosition | null = null;
  try {
    position = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(encoded)), doc);
  } catch {
    // Whoever wrote it wrote no position; the quoted words are left to go by.
    return null;
  }
  const text = position?.type;
  const element = text?.parent;
  if (!position || !(text instanceof Y.XmlText) || !(element instanceof Y.XmlElement)) return null;
  if (element._item?.deleted || text._item?.deleted || element.nodeName !== "provision") return null;
  let before = 0;
  for (const one of textsOf(element)) {
    if (one === text) break;
    before += one.length;
  }
  const provision = element.getAttribute("id");
  return provision === undefined ? null : { provision, at: before + position.index };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/**
 * Where a comment belongs: at its words, wherever they went; where they are gone, at the same words in its provision; else at
 * the provision as a whole (`from` and `to` are equal). Null where the provision is gone too. `wordsOf` gives the words of a
 * provision, undefined where there is none.
 */
export function placeOfComment(
  comment: { readonly provision: string; readonly quoted: string; readonly anchor?: Anchor },
  doc: Y.Doc,
  wordsOf: (provision: string) => string | undefined,
): WordsPlace | null {
  const anchored = comment.anchor && placeOfAnchor(doc, comment.anchor);
  if (anchored) return anchored;
  const { provision, quoted } = comment;
  const words = wordsOf(provision);
  if (words === undefined) return null;
  const at = quoted === "" ? -1 : words.indexOf(quoted);
  return at < 0 ? { provision, from: 0, to: 0 } : { provision, from: at, to: at + quoted.length };
}
