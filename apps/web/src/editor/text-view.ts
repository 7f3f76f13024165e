import { bindWords } from "@adref/binding";
import { actsOf, type BracketIndex, type Hit } from "@adref/brackets";
import { mayWrite } from "@adref/protocol";
import { schema } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { TextSession } from "../sync/types.ts";
import { authorOf, renewAuthor } from "./author-of.ts";
import { caretsOf } from "./carets.ts";
import { type ChosenWords, chosenIn, chosenProvisions } from "./chosen-words.ts";
import { claimedBy } from "./claims.ts";
import { commandsOf } from "./commands-of.ts";
import { caretInComposed, composePlugin } from "./compose.ts";
import { type Emphasis, NO_EMPHASIS } from "./emphasis.ts";
import { markFound } from "./found.ts";
import type { EditorCommands, EditorHandle, GoTo, Refusal, Stretch, EditorState as Watched } from "./handle.ts";
import { keysPlugin } from "./keys.ts";
import { type EditorLabels, ENGLISH_LABELS } from "./labels.ts";
import { lawful, markTyping, type Outcome } from "./lawful.ts";
import { makeView } from "./make-view.ts";
import { cursorOf, provisionWithId } from "./place-of.ts";
import type { ProvisionViews } from "./provision-view.ts";
import { showing, shownIn, shownPlugin } from "./shown.ts";
import { Sight } from "./sight.ts";
import { Waker } from "./waker.ts";
import { Watch } from "./watch.ts";

export interface TextViewOptions {
  /** The element that the editor fills; it should be empty. */
  readonly host: HTMLElement;
  readonly session: TextSession;
  readonly labels?: EditorLabels;
}

/** What the panel of find and replace covers at the top of the words, in pixels. */
const PANEL = 310;

/** The editor of one open text: it draws the session's words, makes every change lawful, and tells the page what it shows. */
export class TextView implements EditorHandle {
  readonly commands: EditorCommands;
  #host: HTMLElement;
  #sight: Sight;
  #session: TextSession;
  #labels: EditorLabels;
  #view: EditorView | null = null;
  #epoch = -1;
  #views: ProvisionViews = new Map();
  #watch = new Watch();
  #state: Watched | null = null;
  #listeners = new Set<() => void>();
  #frame: number | null = null;
  #refusal: Refusal | null = null;
  #refusals = 0;
  #invalid = false;
  #waker: Waker | null = null;
  #emphasis: Emphasis = NO_EMPHASIS;
  #unsubscribe: () => void;

  constructor({ host, session, labels = ENGLISH_LABELS }: TextViewOptions) {
    this.#host = host;
    this.#sight = new Sight(host);
    this.#session = session;
    this.#labels = labels;
    this.commands = commandsOf(
      session,
      () => this.#view,
      (view) => this.#sight.reveal(view, view.state.selection.head),
      (refused) => this.#refuse(refused),
    );
    this.#unsubscribe = session.subscribe(() => this.#follow());
    globalThis.addEventListener("scroll", this.#soon, { capture: true, passive: true });
    globalThis.addEventListener("resize", this.#soon, { passive: true });
    this.#follow();
  }

  /** ProseMirror's view, for tests and benchmarks; null until words can be shown. */
  get view(): EditorView | null {
    return this.#view;
  }

  /** Whether words are shown; before that the handle must not be asked for its state. */
  get ready(): boolean {
    return this.#view !== null;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): Watched {
    if (!this.#view) throw new Error("The editor has no words yet; wait until it is ready");
    this.#state ??= this.#read(this.#view);
    return this.#state;
  }

  goTo(target: GoTo, focus = true): boolean {
    const view = this.#view;
    const place = view && placeOf(target, shownIn(view.state).world.index);
    const found = view && place && provisionWithId(view.state.doc, place.provision);
    if (!found) return false;
    this.#waker?.wake([place.provision]);
    const pos = found.pos + 1 + Math.min(place.offset, found.node.content.size);
    const tr = view.state.tr.setSelection(Selection.near(view.state.doc.resolve(pos)));
    view.dispatch(place.bracket === null ? tr : showing(tr, { active: place.bracket }));
    if (focus) view.focus();
    this.#sight.reveal(view, pos);
    return true;
  }

  rectOf(bracket: string): Stretch | null {
    const view = this.#view;
    const provision = view && shownIn(view.state).world.index.brackets.get(bracket)?.provisions[0];
    const dom = provision === undefined || provision === null ? null : this.#views.get(provision)?.dom;
    return dom?.isConnected ? this.#sight.placeOf(dom, bracket) : null;
  }

  stretchOf(provision: string, at = 0): Stretch | null {
    const dom = this.#views.get(provision)?.dom;
    return dom?.isConnected ? this.#sight.placeIn(dom, at) : null;
  }

  doc(): Node {
    if (!this.#view) throw new Error("The editor has no words yet; wait until it is ready");
    return this.#view.state.doc;
  }

  emphasise(change: Partial<Emphasis>): void {
    this.#emphasis = { ...this.#emphasis, ...change };
    const view = this.#view;
    if (view && !view.composing) view.dispatch(showing(view.state.tr, { emphasis: this.#emphasis }));
  }

  focus(): void {
    this.#view?.focus();
  }

  /** Writes its own words on the page in another language, and leaves the caret and what can be undone as they are. */
  relabel(labels: EditorLabels): void {
    if (labels === this.#labels) return;
    this.#labels = labels;
    const view = this.#view;
    if (!view) return;
    view.setProps({ attributes: { ...(view.props.attributes as Record<string, string>), "aria-label": labels.words } });
    const carets = caretsOf(this.#session.getState().presence, shownIn(view.state).carets, labels.roles);
    view.dispatch(showing(view.state.tr, { labels, carets }));
  }

  chosen(): ChosenWords | null {
    return this.#view && chosenIn(this.#view.state);
  }

  chosenProvisions(): readonly string[] {
    return this.#view ? chosenProvisions(this.#view.state) : [];
  }

  showHit(hit: Hit | null): void {
    const view = this.#view;
    if (!view) return;
    if (hit) {
      this.#waker?.wake([hit.provision]);
      this.#sight.reveal(view, hit.at, PANEL);
    }
    markFound(view, hit && { from: hit.at, to: hit.at + hit.to - hit.from });
  }

  destroy(): void {
    this.#unsubscribe();
    globalThis.removeEventListener("scroll", this.#soon, { capture: true });
    globalThis.removeEventListener("resize", this.#soon);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#waker?.destroy();
    this.#view?.destroy();
    this.#view = null;
    this.#listeners.clear();
  }

  /** The session changed: bind again if its document was replaced, else show what is new. */
  #follow(): void {
    const { loaded, record, presence } = this.#session.getState();
    const words = this.#session.words();
    if (loaded && words.epoch !== this.#epoch) this.#bind();
    const view = this.#view;
    if (!view) return;
    // What an input method composes must not be redrawn under it: what came meanwhile is shown when it is done.
    if (!view.composing) {
      const shown = shownIn(view.state);
      const carets = caretsOf(presence, shown.carets, this.#labels.roles);
      const emphasis = this.#emphasis;
      if (record !== shown.world.record || carets !== shown.carets || emphasis !== shown.world.emphasis) {
        view.dispatch(showing(view.state.tr, { record, carets, emphasis }));
      }
    }
  }

  #bind(): void {
    const { body, epoch } = this.#session.words();
    const { me, claimed } = this.#session;
    const bound = bindWords(body, {
      onInvalid: () => {
        this.#invalid = true;
        this.#refuse({ id: "unreadable", provision: null });
      },
    });
    this.#invalid = false;
    renewAuthor(this.#session);
    const place = this.#view ? cursorOf(this.#view.state) : null;
    const state = EditorState.create({
      schema,
      doc: bound.doc,
      plugins: [
        ...bound.plugins,
        shownPlugin({
          author: authorOf(this.#session),
          record: this.#session.getState().record,
          party: me.role === "delegation" ? me.party : null,
          claimed,
          labels: this.#labels,
          emphasis: this.#emphasis,
        }),
        composePlugin(
          (view) => markTyping(view, this.#session),
          () => this.#follow(),
        ),
        keysPlugin(this.#session, this.commands, (refused) => this.#refuse(refused)),
      ],
    });
    this.#epoch = epoch;
    if (this.#view) {
      // Views of the old document's plugins end with it: its undo would reach into what is no longer shared.
      this.#view.updateState(state);
    } else {
      this.#view = makeView({
        host: this.#host,
        session: this.#session,
        state,
        label: this.#labels.words,
        views: this.#views,
        dispatch: (tr) => this.#dispatch(tr),
      });
    }
    this.#waker?.destroy();
    this.#waker = new Waker(this.#view);
    this.#soon();
    if (place) {
      const found = provisionWithId(state.doc, place.provision);
      if (found) {
        const at = found.pos + 1 + Math.min(place.head, found.node.content.size);
        this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(this.#view.state.doc, at)));
      }
    }
  }

  #dispatch(tr: Transaction): void {
    const view = this.#view;
    if (!view) return;
    // What is proposed of words that are contested already may be an act and no change of the words.
    const local = (tr.docChanged || actsOf(tr).length > 0) && tr.getMeta(ySyncPluginKey) === undefined;
    if (!local) {
      this.#apply(view, tr);
      return;
    }
    const { connection, loaded } = this.#session.getState();
    const outcome: Outcome =
      this.#invalid || !loaded || connection === "reload" || connection === "forbidden"
        ? { refused: { id: this.#invalid ? "unreadable" : "not-ready", provision: null } }
        : lawful(view.state, tr, this.#session);
    if ("refused" in outcome) {
      this.#refuse(outcome.refused);
      // The browser may have written already: show again what stands.
      if (view.composing) queueMicrotask(() => view.updateState(view.state));
      return;
    }
    if (!outcome.tr) return;
    const { index, record } = shownIn(view.state).world;
    this.#session.claim(claimedBy(outcome.tr, index, record));
    this.#apply(view, outcome.tr);
    for (const act of outcome.acts) this.#session.actAfterWords(act);
  }

  #apply(view: EditorView, tr: Transaction): void {
    const local = tr.getMeta(ySyncPluginKey) === undefined;
    const after = view.state.apply(tr);
    // What others do moves the line in which one reads or writes neither up nor down.
    const drawnAnew = local ? shownIn(after).world.record !== shownIn(view.state).world.record : tr.docChanged;
    const home = cursorOf(after)?.provision;
    const keep = drawnAnew && home !== undefined ? this.#sight.hold(() => this.#views.get(home)?.dom) : null;
    if (view.composing) caretInComposed(view);
    view.updateState(after);
    keep?.();
    if (tr.docChanged || tr.selectionSet) {
      if (local && this.#refusal) this.#refusal = null;
      // Words of others move one's own caret too, and nobody else can tell to where.
      if (view.hasFocus()) this.#session.showCursor(cursorOf(view.state));
    }
    this.#soon();
  }

  #refuse(refused: Omit<Refusal, "count">): void {
    this.#refusals += 1;
    this.#refusal = { ...refused, count: this.#refusals };
    this.#soon();
  }

  #soon = (): void => {
    if (this.#frame !== null || !this.#view) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      const view = this.#view;
      if (!view) return;
      const state = this.#read(view);
      if (state === this.#state) return;
      this.#state = state;
      for (const listener of this.#listeners) listener();
    });
  };

  #read(view: EditorView): Watched {
    return this.#watch.read(view, {
      writable: mayWrite(this.#session.me),
      refusal: this.#refusal,
      visible: this.#sight.visible(),
    });
  }
}

/** Where a target's first words stand. */
function placeOf(
  target: GoTo,
  index: BracketIndex,
): { readonly provision: string; readonly offset: number; readonly bracket: string | null } | null {
  if ("provision" in target) return { provision: target.provision, offset: target.at ?? 0, bracket: null };
  const bracket =
    "bracket" in target
      ? index.brackets.get(target.bracket)
      : [...index.brackets.values()].find((one) => one.options.some((option) => option.id === target.option));
  const option = "option" in target ? bracket?.options.find((one) => one.id === target.option) : undefined;
  const span = option?.spans[0] ?? bracket?.standing[0] ?? bracket?.options[0]?.spans[0];
  return bracket && span ? { provision: span.provision, offset: span.from, bracket: bracket.id } : null;
}
