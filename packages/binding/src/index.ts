export { type BindOptions, type BoundWords, bindWords } from "./bind-words.ts";
export { forgetStep, redo, stopCapturing, undo, undoPlugin } from "./undo.ts";
