/** How long something stays marked, in milliseconds. */
const SHOWN_MS = 2_500;

/** Brings the first thing that a selector finds into sight, and marks it for a moment. */
export function showOnPage(selector: string): void {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.offsetParent !== null);
  if (!found) return;
  found.scrollIntoView({ block: "nearest" });
  found.dataset.shownHere = "";
  setTimeout(() => delete found.dataset.shownHere, SHOWN_MS);
}
