/**
 * Keeps React from walking through the words. Before each commit React notes where the selection is in the focused element,
 * and in an editable one it counts characters from the beginning: at 5,000 provisions that is most of what a keystroke
 * costs, for a selection that React never has to restore because the editor's element is not React's. React asks the
 * `contentEditable` property; the attribute, by which browsers and ProseMirror go, stays as it is.
 */
export function spareSelection(words: HTMLElement): void {
  Object.defineProperty(words, "contentEditable", { configurable: true, get: () => "inherit", set: () => {} });
}
