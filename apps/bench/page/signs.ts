import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** A sign at each edge of each bracket as widget decorations, mapped through changes: what an editor without care would do. */
export function signs(): Plugin {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => DecorationSet.create(state.doc, widgets(state.doc)),
      apply: (tr, set) => (tr.docChanged ? set.map(tr.mapping, tr.doc) : set),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

/** The same, drawn again whenever the whole document was replaced, as y-prosemirror does at each remote change. */
export function redrawnSigns(): Plugin {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => DecorationSet.create(state.doc, widgets(state.doc)),
      apply: (tr, set) => {
        if (!tr.docChanged) return set;
        if (tr.getMeta("y-sync$")?.isChangeOrigin) return DecorationSet.create(tr.doc, widgets(tr.doc));
        return set.map(tr.mapping, tr.doc);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function widgets(doc: Node): Decoration[] {
  const out: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (!node.isText || node.marks.length === 0) return;
    out.push(Decoration.widget(pos, () => sign("["), { side: 1 }));
    out.push(Decoration.widget(pos + node.nodeSize, () => sign("]"), { side: -1 }));
  });
  return out;
}

function sign(text: string): HTMLElement {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}
