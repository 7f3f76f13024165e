import { factsOf } from "@adref/brackets";
import { isHeadingKind, isLocked, type RecordValue, statusOf } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { EditorState as State } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { OutlineEntry, Refusal, Stretch, EditorState as Watched } from "./handle.ts";
import { shownIn } from "./shown.ts";

/** How much of a heading the outline holds, in characters. */
const TITLE_LENGTH = 160;

/** Makes, from what the editor is, what the page around it sees. Parts that did not change keep their identity. */
export class Watch {
  #outlineOf = new WeakMap<Node, OutlineEntry>();
  /** The newest entry of each provision, for a node that was replaced by one of the same heading. */
  #entryOf = new Map<string, OutlineEntry>();
  #doc: Node | null = null;
  #numbers: ReadonlyMap<string, string> | null = null;
  #state: Watched | null = null;

  read(view: EditorView, options: { writable: boolean; refusal: Refusal | null; visible: Stretch }): Watched {
    const { world } = shownIn(view.state);
    const before = this.#state;
    const state: Watched = {
      index: world.index,
      active: world.active,
      option: optionAt(view.state, world.active),
      outline: this.#outline(view.state.doc, world.numbers),
      numbers: world.numbers,
      provision: keep(before?.provision ?? null, this.#provision(view, world.record, options.writable)),
      visible: keep(before?.visible ?? null, options.visible) ?? options.visible,
      refusal: options.refusal,
    };
    if (before && (Object.keys(state) as (keyof Watched)[]).every((key) => state[key] === before[key])) return before;
    this.#state = state;
    return state;
  }

  #provision(view: EditorView, record: RecordValue, writable: boolean): Watched["provision"] {
    const { $head } = view.state.selection;
    if ($head.parent.type.name !== "provision") return null;
    const id = $head.parent.attrs.id as string;
    return { id, status: statusOf(record, id), editable: writable && !isLocked(record, id) };
  }

  #outline(doc: Node, numbers: ReadonlyMap<string, string>): readonly OutlineEntry[] {
    const before = this.#state?.outline ?? [];
    if (this.#doc === doc && this.#numbers === numbers) return before;
    if (this.#numbers !== numbers) this.#outlineOf = new WeakMap();
    this.#doc = doc;
    this.#numbers = numbers;
    const out: OutlineEntry[] = [];
    const read = (node: Node) => {
      if (node.type.name !== "provision") node.forEach(read);
      else out.push(this.#outlineOf.get(node) ?? this.#entry(node, numbers));
    };
    doc.forEach(read);
    const same = out.length === before.length && out.every((entry, i) => sameEntry(entry, before[i]));
    return same ? before : out;
  }

  #entry(node: Node, numbers: ReadonlyMap<string, string>): OutlineEntry {
    const { id, kind, level } = node.attrs;
    const title = isHeadingKind(kind) || kind === "title" ? node.textContent.slice(0, TITLE_LENGTH) : "";
    const entry = { id, kind, level, number: numbers.get(id) ?? "", title };
    const was = this.#entryOf.get(id);
    const made = was && sameEntry(was, entry) ? was : entry;
    this.#outlineOf.set(node, made);
    this.#entryOf.set(id, made);
    return made;
  }
}

/** The option of a bracket at the caret: of two that touch there, the one that the caret is inside, else the later. */
function optionAt({ selection: { $head } }: State, bracket: string | null): string | null {
  if (bracket === null || $head.parent.type.name !== "provision") return null;
  const at = $head.parentOffset;
  let touched: string | null = null;
  for (const stretch of factsOf($head.parent).stretches) {
    if (stretch.kind !== "bracket" || stretch.bracket !== bracket || stretch.from > at || stretch.to < at) continue;
    if (stretch.from < at && at < stretch.to) return stretch.option;
    touched = stretch.option;
  }
  return touched;
}

function sameEntry(a: OutlineEntry, b: OutlineEntry | undefined): boolean {
  return (
    a === b ||
    (b !== undefined &&
      a.id === b.id &&
      a.kind === b.kind &&
      a.level === b.level &&
      a.number === b.number &&
      a.title === b.title)
  );
}

function keep<T extends object>(before: T | null, now: T | null): T | null {
  if (before === null || now === null) return now;
  return (Object.keys(now) as (keyof T)[]).every((key) => before[key] === now[key]) ? before : now;
}
