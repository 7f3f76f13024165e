/** How often an opened tab is asked whether its paper is there, in milliseconds, and for how long. */
const ASK_MS = 150;
const PATIENCE_MS = 60_000;

/** A tab that was opened for a paper, while the press that asked for it still allows one; null where the browser does not. */
export function openTab(): Window | null {
  return window.open("about:blank", "_blank");
}

/** Shows a paper in the tab and asks the browser to print it as soon as it is drawn. */
export function printIn(tab: Window, path: string): void {
  tab.location.replace(path);
  const until = Date.now() + PATIENCE_MS;
  const timer = setInterval(() => {
    if (tab.closed || Date.now() > until) return clearInterval(timer);
    if (!isShown(tab, path)) return;
    clearInterval(timer);
    tab.print();
  }, ASK_MS);
}

function isShown(tab: Window, path: string): boolean {
  try {
    return tab.document.readyState === "complete" && tab.location.href.endsWith(path);
  } catch {
    return false;
  }
}
