import type { LedgerStep, ProvisionStep, TextEdit } from "@adref/revisions";
import { bodyOf, newWordsDoc, provisionElements, provisionOfY } from "@adref/schema";
import * as Y from "yjs";
import type { Entry } from "../store/port.ts";

/**
 * Replays a ledger from its first entry and says of each entry which provisions it touched, and how. An entry costs what it
 * touches.
 */
export class StepReader {
  readonly #doc = newWordsDoc();
  readonly #body = bodyOf(this.#doc);
  /** The provisions that stand, and what their ids are also when they have gone. */
  #standing = new Map<string, Y.XmlElement>();
  readonly #ids = new WeakMap<Y.XmlElement, string>();
  #steps: readonly ProvisionStep[] = [];

  constructor() {
    this.#body.observeDeep((events) => {
      // Yjs tells what an event changed while it is told of it, and not after.
      this.#steps = this.#touched(events as Y.YEvent<Y.XmlElement | Y.XmlText>[]);
    });
  }

  /** Applies the next entry. */
  take(entry: Entry): LedgerStep {
    const { seq, at, person, party, kind, update, data } = entry;
    this.#steps = [];
    if (update.length > 0) Y.applyUpdate(this.#doc, update);
    return {
      seq,
      at,
      person,
      party,
      ...(data.for !== undefined && { takenDown: true }),
      kind,
      ...(data.act && { act: data.act }),
      ...(data.patch && { patch: data.patch }),
      provisions: this.#steps,
    };
  }

  #touched(events: readonly Y.YEvent<Y.XmlElement | Y.XmlText>[]): ProvisionStep[] {
    const touched = new Set<string>();
    const edits = new Map<string, readonly TextEdit[] | null>();
    if (events.some(({ target }) => isFrame(target))) {
      for (const id of this.#lookAround()) {
        touched.add(id);
        edits.set(id, null);
      }
    }
    for (const event of events) {
      const id = this.#idOf(event.target);
      if (id === undefined) continue;
      touched.add(id);
      // What happened in several texts of a provision, or to the texts themselves, is told by comparing.
      const known = edits.has(id) || !(event.target instanceof Y.XmlText);
      if (!known) edits.set(id, isAlone(event.target as Y.XmlText) ? editsOf(event) : null);
      else if (event.target instanceof Y.XmlText || changesChildren(event)) edits.set(id, null);
    }
    return [...touched].map((id) => {
      const element = this.#standing.get(id);
      const made = edits.get(id);
      return { id, after: element ? provisionOfY(element) : null, ...(made && element && { edits: made }) };
    });
  }

  /** The ids of provisions that came, went, or are another element now. */
  #lookAround(): string[] {
    const before = this.#standing;
    const now = new Map<string, Y.XmlElement>();
    for (const element of provisionElements(this.#body)) {
      const id = this.#ids.get(element) ?? (element.getAttribute("id") as string | undefined) ?? "";
      this.#ids.set(element, id);
      now.set(id, element);
    }
    this.#standing = now;
    const changed = [...now].filter(([id, element]) => before.get(id) !== element).map(([id]) => id);
    for (const id of before.keys()) if (!now.has(id)) changed.push(id);
    return changed;
  }

  #idOf(target: Y.XmlElement | Y.XmlText): string | undefined {
    const element = target instanceof Y.XmlText ? target.parent : target;
    return element instanceof Y.XmlElement ? this.#ids.get(element) : undefined;
  }
}

/** Whether texts of a provision came or went, and not only its attributes. */
function changesChildren(event: Y.YEvent<Y.XmlElement | Y.XmlText>): boolean {
  return event.changes.added.size > 0 || event.changes.deleted.size > 0;
}

/** The body, or a part of a table: what holds provisions. */
function isFrame(target: object): boolean {
  if (target instanceof Y.XmlText) return false;
  return !(target instanceof Y.XmlElement) || target.nodeName !== "provision";
}

function isAlone(text: Y.XmlText): boolean {
  return text.parent instanceof Y.XmlElement && text.parent.length === 1;
}

/**
 * What a transaction did to the characters of a text, read from its items. The event's own `delta` would delete formatting
 * that it takes for superfluous, and this document would not be a replica any more.
 */
function editsOf(event: Y.YEvent<Y.XmlElement | Y.XmlText>): TextEdit[] {
  const out: TextEdit[] = [];
  const push = (kind: "retain" | "insert" | "delete", length: number) => {
    const last = out.at(-1) as Record<string, number> | undefined;
    if (last?.[kind] !== undefined) last[kind] += length;
    else out.push({ [kind]: length } as unknown as TextEdit);
  };
  for (let item = (event.target as Y.XmlText)._start; item; item = item.right) {
    if (!item.countable) continue;
    if (event.adds(item)) {
      if (!item.deleted) push("insert", item.length);
    } else if (event.deletes(item)) push("delete", item.length);
    else if (!item.deleted) push("retain", item.length);
  }
  return out;
}
