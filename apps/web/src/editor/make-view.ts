import { mayWrite } from "@adref/protocol";
import { schema } from "@adref/schema";
import { DOMParser } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { TextSession } from "../sync/types.ts";
import { clipboardSerializer, copiedText, plainSlice } from "./clipboard.ts";
import { cleanHtml } from "./paste-html.ts";
import { provisionWithId } from "./place-of.ts";
import { ProvisionView, type ProvisionViews } from "./provision-view.ts";
import { showing, shownIn } from "./shown.ts";

export interface ViewOptions {
  readonly host: HTMLElement;
  readonly session: TextSession;
  readonly state: EditorState;
  /** The editable's own label, for screen readers. */
  readonly label: string;
  readonly views: ProvisionViews;
  readonly dispatch: (tr: Transaction) => void;
}

const pasteParser = new DOMParser(schema, [
  ...DOMParser.fromSchema(schema).rules,
  { tag: "p, h1, h2, h3, h4, h5, h6, pre", node: "provision" },
]);

/** ProseMirror's view of a text, with our drawing, clipboard and manners. */
export function makeView({ host, session, state, label, views, dispatch }: ViewOptions): EditorView {
  // Built out of the page and put into it whole: the browser takes thousands of blocks at once faster than one by one.
  const view: EditorView = new EditorView(null, {
    state,
    attributes: attributesFor(!mayWrite(session.me), label),
    dispatchTransaction: dispatch,
    nodeViews: { provision: (node, _view, _pos, _outer, inner) => new ProvisionView(node, inner, views) },
    clipboardParser: pasteParser,
    clipboardSerializer: clipboardSerializer(() => shownIn(view.state).world),
    clipboardTextSerializer: copiedText,
    transformPastedHTML: cleanHtml,
    transformPasted: plainSlice,
    handleDrop: (view, event, _slice, moved) => moved && droppedOnItself(view, event),
    handleClickOn: (_view, _pos, _node, _nodePos, event) => clickedSign(view, event),
    handleDOMEvents: {
      blur: () => {
        session.showCursor(null);
        return false;
      },
    },
  });
  host.append(view.dom);
  return view;
}

/** Words that are let go where they stand stay as they are: nothing was moved. */
function droppedOnItself(view: EditorView, event: DragEvent): boolean {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  const { from, to } = view.state.selection;
  return place === null || (from <= place.pos && place.pos <= to);
}

function attributesFor(reading: boolean, label: string): Record<string, string> {
  return {
    class: reading ? "text-words reading" : "text-words",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    spellcheck: reading ? "false" : "true",
    // For who may not write the caret is for reading and choosing brackets; nothing that is typed arrives anywhere.
    ...(reading && { "aria-readonly": "true", inputmode: "none" }),
  };
}

/** A click on a sign makes its bracket the active one and puts the caret to the words that the sign stands at. */
function clickedSign(view: EditorView, event: MouseEvent): boolean {
  const sign = event.target instanceof Element ? event.target.closest<HTMLElement>(".sign[data-bracket]") : null;
  const { bracket: id = "", option } = sign?.dataset ?? {};
  const bracket = shownIn(view.state).world.index.brackets.get(id);
  const home = sign?.closest<HTMLElement>("[data-provision]")?.dataset.provision;
  const found = home === undefined ? null : provisionWithId(view.state.doc, home);
  if (!bracket || !found) return false;
  const spans = option === undefined ? bracket.standing : bracket.options.find((one) => one.id === option)?.spans;
  const offset = spans?.find((span) => span.provision === home)?.from ?? 0;
  const at = found.pos + 1 + Math.min(offset, found.node.content.size);
  const tr = view.state.tr.setSelection(TextSelection.create(view.state.doc, at));
  view.dispatch(showing(tr, { active: id }));
  view.focus();
  return true;
}
