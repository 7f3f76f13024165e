import { bodyOf, schema } from "@adref/schema";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type * as Y from "yjs";
import { bindWords } from "../bind-words.ts";

/** What stands between a transaction and the state: a test puts the proposing of changes here. */
export type Rewrite = (state: EditorState, transaction: Transaction) => Transaction | null;

/**
 * An editor without a screen: the state, the plugins' views and dispatch, which is all that the binding needs. `rewrite`
 * sees local transactions only.
 */
export class HeadlessEditor {
  state: EditorState;
  readonly #views: ReturnType<NonNullable<Plugin["spec"]["view"]>>[];
  readonly #rewrite: Rewrite | undefined;

  constructor(doc: Y.Doc, options: { rewrite?: Rewrite; plugins?: readonly Plugin[]; captureMs?: number } = {}) {
    const bound = bindWords(bodyOf(doc), { captureMs: options.captureMs });
    this.#rewrite = options.rewrite;
    this.state = EditorState.create({
      schema,
      doc: bound.doc,
      plugins: [...bound.plugins, ...(options.plugins ?? [])],
    });
    this.#views = this.state.plugins.flatMap((plugin) => (plugin.spec.view ? [plugin.spec.view(this.asView())] : []));
  }

  /** This editor where ProseMirror wants a view. */
  asView(): EditorView {
    return this as unknown as EditorView;
  }

  hasFocus(): boolean {
    return false;
  }

  readonly dispatch = (transaction: Transaction): void => {
    const local = transaction.docChanged && transaction.getMeta(ySyncPluginKey) === undefined;
    const lawful = local && this.#rewrite ? this.#rewrite(this.state, transaction) : transaction;
    if (lawful) this.updateState(this.state.apply(lawful));
  };

  updateState(state: EditorState): void {
    const before = this.state;
    this.state = state;
    for (const view of this.#views) view.update?.(this.asView(), before);
  }

  destroy(): void {
    for (const view of this.#views) view.destroy?.();
  }
}
