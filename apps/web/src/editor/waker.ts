import type { EditorView } from "prosemirror-view";
import { showing, shownIn } from "./shown.ts";

/** So many provisions get their signs in one idle moment. */
const AT_ONCE = 120;

/**
 * Draws the signs of provisions that were opened without: those that come into sight at once, all others bit by bit while
 * the browser is idle, because find-in-page, screen readers and printing want them, too.
 */
export class Waker {
  #view: EditorView;
  #asleep: Set<string>;
  #seen: string[] = [];
  #idle: number | null = null;
  #listening = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.#asleep = new Set(shownIn(view.state).asleep);
    if (this.#asleep.size > 0) this.#schedule();
  }

  /** Draws these now. */
  wake(ids: readonly string[]): void {
    const now = ids.filter((id) => this.#asleep.delete(id));
    if (now.length > 0) this.#view.dispatch(showing(this.#view.state.tr, { wake: now }));
  }

  destroy(): void {
    this.#asleep.clear();
    this.#view.dom.removeEventListener("contentvisibilityautostatechange", this.#cameIntoSight, { capture: true });
    if (this.#idle !== null) cancelWhenIdle(this.#idle);
  }

  #cameIntoSight = (event: Event): void => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.provision : undefined;
    if (id === undefined || (event as { skipped?: boolean }).skipped || !this.#asleep.has(id)) return;
    if (this.#seen.length === 0) queueMicrotask(() => this.wake(this.#seen.splice(0)));
    this.#seen.push(id);
  };

  /** From the first idle moment on: before, the browser tells of every provision of the text that it is not in sight. */
  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#view.dom.addEventListener("contentvisibilityautostatechange", this.#cameIntoSight, { capture: true });
  }

  #schedule(): void {
    this.#idle = whenIdle(() => {
      this.#idle = null;
      this.#listen();
      if (!this.#view.composing) {
        const next: string[] = [];
        for (const id of this.#asleep) {
          next.push(id);
          if (next.length === AT_ONCE) break;
        }
        this.wake(next);
      }
      if (this.#asleep.size > 0) this.#schedule();
      else this.destroy();
    });
  }
}

/** Not every browser says when it is idle; there a short pause does. */
function whenIdle(work: () => void): number {
  return "requestIdleCallback" in globalThis
    ? requestIdleCallback(work, { timeout: 1_000 })
    : Number(setTimeout(work, 60));
}

function cancelWhenIdle(handle: number): void {
  if ("requestIdleCallback" in globalThis) cancelIdleCallback(handle);
  else clearTimeout(handle);
}
