import { type MarkValue, yOfNode } from "@adref/schema";
import * as Y from "yjs";
import type { Draft, DraftContest, DraftProvision, DraftText } from "./table-draft.ts";
import { bracketMark, textsOf } from "./table-pieces.ts";

/**
 * Writes a draft into the words below the fork, in the caller's transaction: each word where it stood among the items that
 * both share, with exactly its marks. Returns the options and brackets of which something could not be placed, because its
 * provision is gone; then the words are half written, and the caller throws them away.
 */
export function writeDraft(doc: Y.Doc, body: Y.XmlFragment, draft: Draft): ReadonlySet<string> {
  const homeless = new Set<string>();
  for (const part of draft.texts) {
    const element = typeAt(doc, part.provision);
    const text = element instanceof Y.XmlElement ? textIn(doc, element, part) : null;
    if (text) writeText(text, part);
    else for (const id of idsOf(part)) homeless.add(id);
  }
  // From the last to the first, so that those after one sibling keep their order.
  for (const provision of [...draft.provisions].reverse()) {
    const parent = provision.parent ? typeAt(doc, provision.parent) : body;
    if (parent instanceof Y.XmlElement || parent instanceof Y.XmlFragment) writeProvision(parent, provision);
    else homeless.add(provision.node.attrs.option as string);
  }
  return homeless;
}

/** A shared type that still stands, by its item. */
function typeAt(doc: Y.Doc, id: Y.ID): Y.AbstractType<unknown> | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const item = Y.getItem(doc.store, id) as Y.Item | Y.GC;
  if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentType)) return null;
  return item.content.type as Y.AbstractType<unknown>;
}

function textIn(doc: Y.Doc, element: Y.XmlElement, part: DraftText): Y.XmlText | null {
  if (part.text) {
    const text = typeAt(doc, part.text);
    return text instanceof Y.XmlText ? text : null;
  }
  const there = textsOf(element).at(-1);
  if (there) return there;
  const fresh = new Y.XmlText();
  element.insert(0, [fresh]);
  return fresh;
}

function writeText(text: Y.XmlText, part: DraftText): void {
  for (const contest of part.contests) {
    for (const { from, length } of placesOf(text, contest)) text.format(from, length, { [contest.key]: contest.attrs });
  }
  const none: Record<string, null> = {};
  for (let item = text._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentFormat) none[item.content.key] = null;
  }
  for (const { after, words, keys } of [...part.inserts].reverse()) {
    const at = part.text === null ? text.length : after === null ? 0 : indexAfter(text, after);
    text.insert(at, words, { ...none, ...Object.fromEntries(keys) } as Record<string, MarkValue["attrs"] | null>);
  }
}

/** Where the characters of a contest stand now; those that were deleted meanwhile are left out. */
function placesOf(text: Y.XmlText, { id, length }: DraftContest): { from: number; length: number }[] {
  const out: { from: number; length: number }[] = [];
  let from = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (item.id.client === id.client) {
      const begin = Math.max(item.id.clock, id.clock);
      const end = Math.min(item.id.clock + item.length, id.clock + length);
      if (begin < end) out.push({ from: from + begin - item.id.clock, length: end - begin });
    }
    from += item.length;
  }
  return out;
}

/** How many characters, or blocks, stand up to an item and with it. */
function indexAfter(parent: Y.XmlText | Y.XmlElement | Y.XmlFragment, id: Y.ID): number {
  let index = 0;
  for (let item = parent._start; item; item = item.right) {
    const visible = !item.deleted && item.countable;
    if (item.id.client === id.client && item.id.clock <= id.clock && id.clock < item.id.clock + item.length) {
      return visible ? index + id.clock - item.id.clock + 1 : index;
    }
    if (visible) index += item.length;
  }
  return index;
}

function writeProvision(parent: Y.XmlElement | Y.XmlFragment, { after, node }: DraftProvision): void {
  parent.insert(after === null ? 0 : indexAfter(parent, after), [yOfNode(node)]);
}

function idsOf({ inserts, contests }: DraftText): string[] {
  const ids = contests.map(({ bracket }) => bracket);
  for (const { keys } of inserts) {
    for (const [key, attrs] of keys) {
      const option = bracketMark(key, attrs)?.proposal?.option;
      if (option !== undefined) ids.push(option);
    }
  }
  return ids;
}
