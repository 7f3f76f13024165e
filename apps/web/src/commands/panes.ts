/**
 * Panes are the parts of a page that F6 goes through, in the order of the page: elements with `data-pane`. What takes the focus
 * in one is what is current there, else the first that can.
 */
const PANES = "[data-pane]";
const CURRENT =
  "[role=textbox], [data-card][aria-current], [role=treeitem][tabindex='0'], [data-card], [role=slider], [data-pane-first]";
const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), [tabindex='0']";

/** Which pane an element is in; null for none. */
export function paneOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>(PANES)?.dataset.pane ?? null;
}

/** Gives the focus to the next pane, or with -1 to the one before. Answers whether there was another one. */
export function nextPane(step: 1 | -1): boolean {
  const panes = [...document.querySelectorAll<HTMLElement>(PANES)].filter((pane) => pane.getClientRects().length > 0);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let i = 1; i <= panes.length; i++) {
    const from = here < 0 && step < 0 ? 0 : here;
    const pane = panes[(from + step * i + panes.length * 2) % panes.length];
    const target = pane && (pane.querySelector<HTMLElement>(CURRENT) ?? pane.querySelector<HTMLElement>(FOCUSABLE));
    if (!target || target.contains(document.activeElement)) continue;
    target.focus();
    return true;
  }
  return false;
}
