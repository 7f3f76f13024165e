import { schema } from "@adref/schema";
import { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { signs } from "./signs.ts";

const doc = Node.fromJSON(schema, await (await fetch("/text.json")).json());
const view = new EditorView(document.getElementById("editor"), {
  state: EditorState.create({ doc, plugins: [signs()] }),
});
requestAnimationFrame(() => {
  document.documentElement.dataset.ready = String(performance.now());
});
Object.assign(window, { view });
