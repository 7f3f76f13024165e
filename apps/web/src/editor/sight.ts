import type { EditorView } from "prosemirror-view";
import type { Stretch } from "./handle.ts";

/** Beyond the window by so many pixels, a provision's own place stands for that of its words. */
const NEAR = 800;

/** What of the editor is in sight, and how a place comes into it. Pixels of the browser's window, unless said otherwise. */
export class Sight {
  #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** The part of the editor's element that can be seen, in pixels from its top. */
  visible(): Stretch {
    const { top, bottom } = this.#host.getBoundingClientRect();
    const seen = this.#window();
    return {
      top: Math.round(Math.max(0, seen.top - top)),
      bottom: Math.round(Math.min(bottom, seen.bottom) - top),
    };
  }

  /** Where the first sign of a bracket stands in a provision's element, in pixels from the editor's top. */
  placeOf(provision: HTMLElement, bracket: string): Stretch {
    const origin = this.#host.getBoundingClientRect();
    const whole = provision.getBoundingClientRect();
    // Asking for a sign of a provision that is not in sight would lay out what the browser skips.
    const { top, bottom } = (this.#isNear(whole) ? signOf(provision, bracket)?.getClientRects()[0] : null) ?? whole;
    return { top: top - origin.top, bottom: bottom - origin.top };
  }

  /** Where a place in the words of a provision's element stands, in pixels from the editor's top. */
  placeIn(provision: HTMLElement, at: number): Stretch {
    const origin = this.#host.getBoundingClientRect();
    const whole = provision.getBoundingClientRect();
    const { top, bottom } = (at > 0 && this.#isNear(whole) ? lineAt(provision, at) : null) ?? whole;
    return { top: top - origin.top, bottom: bottom - origin.top };
  }

  /** Brings the provision at a position into sight, unless it is. So many pixels at the top may be covered by something. */
  reveal(view: EditorView, pos: number, covered = 60): void {
    const { node } = view.domAtPos(pos);
    const element = node instanceof Element ? node : node.parentElement;
    const provision = element?.closest<HTMLElement>(".provision") ?? element;
    if (!provision) return;
    const { top, bottom } = provision.getBoundingClientRect();
    const seen = this.#window();
    if (top >= seen.top + covered && bottom <= seen.bottom - 40) return;
    provision.scrollIntoView({ block: bottom - top > (seen.bottom - seen.top) / 2 ? "start" : "center" });
    // What was skipped until now takes its real height when it comes into sight; then the place is somewhere else.
    requestAnimationFrame(() => {
      const now = provision.getBoundingClientRect();
      if (now.top < seen.top || now.top > seen.bottom - 40) provision.scrollIntoView({ block: "center" });
    });
  }

  /**
   * Notes where a provision's first line stands in the window. The answer, called after a change of what stands around it,
   * scrolls so that it stands there again; it does nothing for a line that was not in sight.
   */
  hold(provision: () => HTMLElement | undefined): () => void {
    const scroller = this.#host.closest(".scroller");
    const before = provision()?.getBoundingClientRect().top;
    const seen = this.#window();
    if (!scroller || before === undefined || before < seen.top || before > seen.bottom) return () => {};
    return () => {
      const now = provision()?.getBoundingClientRect().top;
      if (now !== undefined && Math.abs(now - before) >= 1) scroller.scrollTop += now - before;
    };
  }

  #isNear({ top, bottom }: Stretch): boolean {
    const seen = this.#window();
    return bottom > seen.top - NEAR && top < seen.bottom + NEAR;
  }

  /** The part of the browser's window through which the words are seen. */
  #window(): Stretch {
    const scroller = this.#host.closest(".scroller")?.getBoundingClientRect();
    return {
      top: Math.max(0, scroller?.top ?? 0),
      bottom: Math.min(globalThis.innerHeight, scroller?.bottom ?? globalThis.innerHeight),
    };
  }
}

/** The line on which a place in a provision's words stands. What is drawn among the words counts for nothing. */
function lineAt(provision: HTMLElement, at: number): DOMRect | null {
  const walker = document.createTreeWalker(provision, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest("[contenteditable=false]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let left = at;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left < length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      return range.getClientRects()[0] ?? null;
    }
    left -= length;
  }
  return null;
}

/** The first sign of a bracket in a provision. A selector for each bracket would be parsed each time. */
function signOf(provision: HTMLElement, bracket: string): Element | null {
  for (const sign of provision.getElementsByClassName("sign")) {
    if (sign instanceof HTMLElement && sign.dataset.bracket === bracket) return sign;
  }
  return null;
}
