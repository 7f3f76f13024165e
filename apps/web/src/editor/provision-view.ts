import type { Node } from "prosemirror-model";
import type { Decoration, DecorationSource, NodeView, ViewMutationRecord } from "prosemirror-view";
import { drawingIn, type ProvisionShown, sameShown } from "./provision-drawing.ts";

const NOTHING: ProvisionShown = { number: "", classes: "", label: "", party: null };

/** Where provisions are drawn, by id, so that a place can be found without a walk through the page. */
export type ProvisionViews = Map<string, ProvisionView>;

/**
 * Draws a provision as one element that holds its words and nothing else: number and label are attributes that the style
 * sheet prints, so that the caret has nothing to stumble over. While it is asleep (see waker.ts) its words are one text that
 * ProseMirror knows nothing of: a long text opens faster, and whoever searches or listens finds it all the same.
 */
export class ProvisionView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM?: HTMLElement;
  node: Node;
  #shown = NOTHING;
  #views: ProvisionViews;

  constructor(node: Node, inner: DecorationSource, views: ProvisionViews) {
    this.node = node;
    this.#views = views;
    this.dom = document.createElement("div");
    const drawing = drawingIn(inner);
    if (drawing?.asleep) this.dom.textContent = node.textContent;
    else this.contentDOM = this.dom;
    this.dom.dir = "auto";
    this.dom.setAttribute("role", "group");
    views.set(node.attrs.id, this);
    this.#draw(node, drawing?.shown ?? NOTHING, true);
  }

  update(node: Node, _outer: readonly Decoration[], inner: DecorationSource): boolean {
    if (node.type !== this.node.type || node.attrs.id !== this.node.attrs.id) return false;
    const drawing = drawingIn(inner);
    if ((drawing?.asleep ?? false) !== (this.contentDOM === undefined)) return false;
    const shown = drawing?.shown ?? NOTHING;
    if (drawing?.asleep && node.content !== this.node.content) this.dom.textContent = node.textContent;
    const same = node.attrs.kind === this.node.attrs.kind && node.attrs.level === this.node.attrs.level;
    if (!same || !sameShown(shown, this.#shown)) this.#draw(node, shown, !same);
    this.node = node;
    return true;
  }

  /** A sleeping provision's text is ours; what changes in it is no typing. */
  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return this.contentDOM === undefined && mutation.type !== "selection";
  }

  destroy(): void {
    if (this.#views.get(this.node.attrs.id) === this) this.#views.delete(this.node.attrs.id);
  }

  #draw(node: Node, shown: ProvisionShown, whole: boolean): void {
    const { id, kind, level } = node.attrs;
    const { dom } = this;
    const was = this.#shown;
    this.#shown = shown;
    dom.className = shown.classes === "" ? `provision kind-${kind}` : `provision kind-${kind} ${shown.classes}`;
    if (whole) {
      dom.setAttribute("data-provision", id ?? "");
      dom.setAttribute("data-kind", kind);
      dom.setAttribute("data-level", String(level));
    }
    if (was.number !== shown.number) setOrDrop(dom, "data-shown", shown.number);
    if (was.label !== shown.label) setOrDrop(dom, "data-label", shown.label);
    if (was.number !== shown.number || was.label !== shown.label) {
      setOrDrop(dom, "aria-label", [shown.number, shown.label].filter(Boolean).join(", "));
    }
    if (was.party === shown.party) return;
    if (shown.party) dom.style.setProperty("--party", `var(--party-${shown.party}, var(--ink))`);
    else dom.style.removeProperty("--party");
  }
}

function setOrDrop(dom: HTMLElement, name: string, value: string): void {
  if (value === "") dom.removeAttribute(name);
  else dom.setAttribute(name, value);
}
