import { bodyOf, schema } from "@adref/schema";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { redrawnSigns } from "./signs.ts";

const shared = new Y.Doc();
const body = bodyOf(shared);
Y.applyUpdate(shared, new Uint8Array(await (await fetch("/text.bin")).arrayBuffer()));
const { doc, mapping } = initProseMirrorDoc(body, schema);
const view = new EditorView(document.getElementById("editor"), {
  state: EditorState.create({ doc, plugins: [ySyncPlugin(body, { mapping }), yUndoPlugin(), redrawnSigns()] }),
});
const other = new Y.Doc();
Y.applyUpdate(other, Y.encodeStateAsUpdate(shared));
requestAnimationFrame(() => {
  document.documentElement.dataset.ready = String(performance.now());
});

/** Milliseconds that one remote letter, typed in block `index`, takes to be applied here. */
function remoteKey(index: number): number {
  const before = Y.encodeStateVector(other);
  const element = bodyOf(other).get(index) as Y.XmlElement;
  (element.get(0) as Y.XmlText).insert(3, "x");
  const update = Y.encodeStateAsUpdate(other, before);
  const start = performance.now();
  Y.applyUpdate(shared, update, "remote");
  return performance.now() - start;
}
Object.assign(window, { view, remoteKey });
