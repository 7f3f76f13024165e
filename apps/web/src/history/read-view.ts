import { type RecordValue, schema } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { EditorState, Selection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { type ChosenWords, chosenIn } from "../editor/chosen-words.ts";
import { clipboardSerializer, copiedText } from "../editor/clipboard.ts";
import type { EditorLabels } from "../editor/labels.ts";
import { cursorOf, provisionWithId } from "../editor/place-of.ts";
import { ProvisionView, type ProvisionViews } from "../editor/provision-view.ts";
import { showing, shownIn, shownPlugin } from "../editor/shown.ts";
import { Sight } from "../editor/sight.ts";
import { Waker } from "../editor/waker.ts";
import { sharingNodes } from "./same-nodes.ts";

/** A text as it was: its words and what the record said of them. */
export interface PastText {
  readonly doc: Node;
  readonly record: RecordValue;
}

export interface ReadViewOptions {
  readonly host: HTMLElement;
  readonly text: PastText;
  readonly labels: EditorLabels;
  /** The reader's party, whose proposals are drawn as one's own. */
  readonly party: string | null;
  /** Called when the provision with the caret became another one. */
  readonly onPlace: (provision: string | null) => void;
}

/**
 * A past text on the page, drawn like a live one. It has a caret, so that one may move, select and copy by keys; nothing that
 * is typed arrives anywhere. Another moment is shown by changing what differs.
 */
export class ReadView {
  readonly #view: EditorView;
  readonly #sight: Sight;
  readonly #onPlace: ReadViewOptions["onPlace"];
  readonly #views: ProvisionViews = new Map();
  #waker: Waker;
  #place: string | null = null;

  constructor({ host, text, labels, party, onPlace }: ReadViewOptions) {
    const shown = shownPlugin({ author: null, record: text.record, party, claimed: new Set(), labels });
    this.#onPlace = onPlace;
    this.#sight = new Sight(host);
    this.#view = new EditorView(null, {
      state: EditorState.create({ schema, doc: text.doc, plugins: [shown] }),
      attributes: {
        class: "text-words reading",
        role: "textbox",
        "aria-multiline": "true",
        "aria-readonly": "true",
        "aria-label": labels.words,
        inputmode: "none",
        tabindex: "0",
        spellcheck: "false",
      },
      dispatchTransaction: (tr) => this.#dispatch(tr),
      nodeViews: { provision: (node, _view, _pos, _outer, inner) => new ProvisionView(node, inner, this.#views) },
      clipboardSerializer: clipboardSerializer(() => shownIn(this.#view.state).world),
      clipboardTextSerializer: copiedText,
      handlePaste: () => true,
      handleDrop: () => true,
      handleTextInput: () => true,
      handleKeyDown: (_view, event) => isWriting(event),
    });
    host.append(this.#view.dom);
    this.#waker = new Waker(this.#view);
  }

  /** Shows another text in the same place; what both have is left alone, and so is the line at the top of the window. */
  show({ doc, record }: PastText): void {
    const view = this.#view;
    const next = sharingNodes(doc, view.state.doc);
    if (next === view.state.doc && record === shownIn(view.state).world.record) return;
    const top = this.#topmost();
    const keep = this.#sight.hold(() => (top === undefined ? undefined : this.#views.get(top)?.dom));
    let tr = view.state.tr;
    if (next !== view.state.doc) tr = tr.replaceWith(0, view.state.doc.content.size, next.content);
    const place = this.#place === null ? null : provisionWithId(next, this.#place);
    tr.setSelection(Selection.near(tr.doc.resolve(place ? place.pos + 1 : 0)));
    view.updateState(view.state.apply(showing(tr, { record, active: null })));
    this.#waker.destroy();
    this.#waker = new Waker(view);
    keep();
    this.#tell();
  }

  /** What the reader chose; null where the caret is nowhere yet. */
  chosen(): ChosenWords | null {
    if (this.#place === null) return null;
    return chosenIn(this.#view.state);
  }

  /** Brings a provision into sight; false where it does not stand in this text. */
  goTo(provision: string): boolean {
    const found = provisionWithId(this.#view.state.doc, provision);
    if (!found) return false;
    this.#waker.wake([provision]);
    const at = found.pos + 1;
    this.#view.dispatch(this.#view.state.tr.setSelection(Selection.near(this.#view.state.doc.resolve(at))));
    this.#sight.reveal(this.#view, at);
    this.#setPlace(provision);
    return true;
  }

  destroy(): void {
    this.#waker.destroy();
    this.#view.destroy();
  }

  #dispatch(tr: Transaction): void {
    const view = this.#view;
    if (tr.docChanged) {
      // The browser may have written already: show again what stands.
      if (view.composing) queueMicrotask(() => view.updateState(view.state));
      return;
    }
    view.updateState(view.state.apply(tr));
    if (tr.selectionSet && view.hasFocus()) this.#tell();
  }

  #tell(): void {
    if (this.#place === null && !this.#view.hasFocus()) return;
    this.#setPlace(cursorOf(this.#view.state)?.provision ?? null);
  }

  #setPlace(place: string | null): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#onPlace(place);
  }

  /** The first provision that is in sight. */
  #topmost(): string | undefined {
    const { dom } = this.#view;
    const frame = dom.closest(".scroller")?.getBoundingClientRect();
    const words = dom.getBoundingClientRect();
    if (!frame) return undefined;
    const at = document.elementFromPoint(words.left + words.width / 2, frame.top + 80);
    return at?.closest<HTMLElement>(".provision")?.dataset.provision;
  }
}

/** Keys that would write. Moving, selecting and copying are the browser's and ProseMirror's. */
function isWriting({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === "Enter" || key === "Backspace" || key === "Delete") return true;
  return key.length === 1 && !ctrlKey && !metaKey && !altKey && key !== " ";
}
