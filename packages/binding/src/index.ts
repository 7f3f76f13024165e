export { type BindOptions, type BoundWords, bindWords } from "./bind-words.ts";
export { redo, stopCapturing, undo, undoPlugin } from "./undo.ts";
