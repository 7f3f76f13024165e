import { bindWords, redo, undo } from "@adref/binding";
import { goToBracket } from "@adref/brackets";
import { mayWrite } from "@adref/protocol";
import { schema } from "@adref/schema";
import { DOMParser } from "prosemirror-model";
import { type Command, EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { TextSession } from "../sync/types.ts";
import { authorOf, renewAuthor } from "./author-of.ts";
import { caretsOf } from "./carets.ts";
import { claimedBy } from "./claims.ts";
import { cleanHtml, clipboardSerializer, copiedText, plainSlice } from "./clipboard.ts";
import { composePlugin } from "./compose.ts";
import type { EditorCommands, EditorHandle, GoTo, Refusal, Stretch, EditorState as Watched } from "./handle.ts";
import { keysPlugin } from "./keys.ts";
import { type EditorLabels, ENGLISH_LABELS } from "./labels.ts";
import { lawful, markTyping, type Outcome } from "./lawful.ts";
import { cursorOf, provisionWithId } from "./place-of.ts";
import { ProvisionView, type ProvisionViews } from "./provision-view.ts";
import { showing, shownIn, shownPlugin } from "./shown.ts";
import { Waker } from "./waker.ts";
import { Watch } from "./watch.ts";
import { bracketSelection, newProvision, withdrawBrackets, withdrawOption } from "./words-commands.ts";

export interface TextViewOptions {
  /** The element that the editor fills; it should be empty. */
  readonly host: HTMLElement;
  readonly session: TextSession;
  readonly labels?: EditorLabels;
}

const pasteParser = new DOMParser(schema, [
  ...DOMParser.fromSchema(schema).rules,
  { tag: "p, h1, h2, h3, h4, h5, h6, pre", node: "provision" },
]);

/** The editor of one open text: it draws the session's words, makes every change lawful, and tells the page what it shows. */
export class TextView implements EditorHandle {
  readonly commands: EditorCommands;
  #host: HTMLElement;
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
  #unsubscribe: () => void;

  constructor({ host, session, labels = ENGLISH_LABELS }: TextViewOptions) {
    this.#host = host;
    this.#session = session;
    this.#labels = labels;
    this.commands = this.#makeCommands();
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
    if (!view) return false;
    const { index } = shownIn(view.state).world;
    let provision: string | undefined;
    let offset = 0;
    let active: string | null = null;
    if ("provision" in target) provision = target.provision;
    else {
      const bracket =
        "bracket" in target
          ? index.brackets.get(target.bracket)
          : [...index.brackets.values()].find((one) => one.options.some((option) => option.id === target.option));
      const option = "option" in target ? bracket?.options.find((one) => one.id === target.option) : undefined;
      const span = option?.spans[0] ?? bracket?.standing[0] ?? bracket?.options[0]?.spans[0];
      provision = span?.provision;
      offset = span?.from ?? 0;
      active = bracket?.id ?? null;
    }
    const found = provision === undefined ? null : provisionWithId(view.state.doc, provision);
    if (!found || provision === undefined) return false;
    this.#waker?.wake([provision]);
    const tr = view.state.tr;
    tr.setSelection(Selection.near(view.state.doc.resolve(found.pos + 1 + offset)));
    view.dispatch(active === null ? tr : showing(tr, { active }));
    this.#reveal(found.pos + 1 + offset, focus);
    return true;
  }

  rectOf(bracket: string): Stretch | null {
    const view = this.#view;
    if (!view) return null;
    const found = shownIn(view.state).world.index.brackets.get(bracket);
    const provision = found?.provisions[0];
    const dom = provision === undefined ? undefined : this.#views.get(provision)?.dom;
    if (!dom?.isConnected) return null;
    const origin = this.#host.getBoundingClientRect();
    const whole = dom.getBoundingClientRect();
    // Far from the window the provision's own place will do: asking for a sign there would lay out what is skipped.
    const { top: first, bottom: last } = this.#window();
    const near = whole.bottom > first - 800 && whole.top < last + 800;
    const sign = near ? dom.querySelector(`[data-bracket="${bracket}"]`) : null;
    const { top, bottom } = sign?.getClientRects()[0] ?? whole;
    return { top: top - origin.top, bottom: bottom - origin.top };
  }

  focus(): void {
    this.#view?.focus();
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
      const carets = caretsOf(presence, shown.carets);
      if (record !== shown.world.record || carets !== shown.carets) {
        view.dispatch(showing(view.state.tr, { record, carets }));
      }
    }
    this.#soon();
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
        }),
        composePlugin(
          (view) => markTyping(view, this.#session),
          () => this.#follow(),
        ),
        keysPlugin(this.#session, this.commands),
      ],
    });
    this.#epoch = epoch;
    if (this.#view) {
      // Views of the old document's plugins end with it: its undo would reach into what is no longer shared.
      this.#view.updateState(state);
    } else this.#view = this.#makeView(state);
    this.#waker = new Waker(this.#view);
    if (place) {
      const found = provisionWithId(state.doc, place.provision);
      if (found) {
        const at = found.pos + 1 + Math.min(place.head, found.node.content.size);
        this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(this.#view.state.doc, at)));
      }
    }
  }

  #makeView(state: EditorState): EditorView {
    const { me } = this.#session;
    const reading = !mayWrite(me);
    const attributes: Record<string, string> = {
      class: reading ? "text-words reading" : "text-words",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.#labels.words,
      spellcheck: reading ? "false" : "true",
    };
    if (reading) {
      // The caret is for reading and choosing brackets; nothing that is typed arrives anywhere.
      attributes["aria-readonly"] = "true";
      attributes.inputmode = "none";
    }
    return new EditorView(this.#host, {
      state,
      attributes,
      dispatchTransaction: (tr) => this.#dispatch(tr),
      nodeViews: { provision: (node, _view, _pos, _outer, inner) => new ProvisionView(node, inner, this.#views) },
      clipboardParser: pasteParser,
      clipboardSerializer: clipboardSerializer(() => shownIn((this.#view as EditorView).state).world),
      clipboardTextSerializer: copiedText,
      transformPastedHTML: cleanHtml,
      transformPasted: plainSlice,
      handleClickOn: (view, _pos, _node, _nodePos, event) => this.#clicked(view, event),
      handleDOMEvents: {
        blur: () => {
          this.#session.showCursor(null);
          return false;
        },
        drop: (_view, event) => {
          // Dragging words about would move others' words as easily as one's own.
          event.preventDefault();
          return true;
        },
      },
    });
  }

  #dispatch(tr: Transaction): void {
    const view = this.#view;
    if (!view) return;
    const local = tr.docChanged && tr.getMeta(ySyncPluginKey) === undefined;
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
    const before = view.state;
    view.updateState(before.apply(tr));
    const local = tr.getMeta(ySyncPluginKey) === undefined;
    if (local && (tr.docChanged || tr.selectionSet)) {
      if (this.#refusal) this.#refusal = null;
      if (view.hasFocus()) this.#session.showCursor(cursorOf(view.state));
    }
    this.#soon();
  }

  #refuse(refused: Omit<Refusal, "count">): void {
    this.#refusals += 1;
    this.#refusal = { ...refused, count: this.#refusals };
    this.#soon();
  }

  #clicked(view: EditorView, event: MouseEvent): boolean {
    const sign = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-bracket]") : null;
    const bracket = sign?.dataset.bracket;
    if (!bracket || !shownIn(view.state).world.index.brackets.has(bracket)) return false;
    if (sign.classList.contains("sign")) view.dispatch(showing(view.state.tr, { active: bracket }));
    return false;
  }

  #makeCommands(): EditorCommands {
    const run = (command: Command) => {
      const view = this.#view;
      return view ? command(view.state, view.dispatch, view) : false;
    };
    const jump = (direction: "next" | "previous") => {
      const view = this.#view;
      if (!view || !run(goToBracket(direction, shownIn(view.state).world.index))) return false;
      this.#reveal(view.state.selection.head, true);
      return true;
    };
    return {
      nextBracket: () => jump("next"),
      previousBracket: () => jump("previous"),
      bracketSelection: () => run(bracketSelection(this.#session)),
      withdraw: (option) => run(withdrawOption(this.#session, option)),
      withdrawBrackets: (bracket) => run(withdrawBrackets(this.#session, bracket)),
      newProvision: () => run(newProvision(this.#session)),
      undo: () => run(undo),
      redo: () => run(redo),
    };
  }

  /** Brings a place into the window, at about a third from its top, without moving what is already in sight. */
  #reveal(pos: number, focus: boolean): void {
    const view = this.#view;
    if (!view) return;
    if (focus) view.focus();
    const { node } = view.domAtPos(pos);
    const element = node instanceof Element ? node : node.parentElement;
    const provision = element?.closest<HTMLElement>(".provision") ?? element;
    if (!provision) return;
    const { top, bottom } = provision.getBoundingClientRect();
    const seen = this.#window();
    if (top >= seen.top + 60 && bottom <= seen.bottom - 40) return;
    provision.scrollIntoView({ block: bottom - top > (seen.bottom - seen.top) / 2 ? "start" : "center" });
    // What was skipped until now takes its real height when it comes into sight; then the place is somewhere else.
    requestAnimationFrame(() => {
      const now = provision.getBoundingClientRect();
      if (now.top < seen.top || now.top > seen.bottom - 40) provision.scrollIntoView({ block: "center" });
    });
  }

  /** The part of the browser's window through which the words are seen, in its pixels. */
  #window(): Stretch {
    const scroller = this.#host.closest(".scroller")?.getBoundingClientRect();
    return {
      top: Math.max(0, scroller?.top ?? 0),
      bottom: Math.min(globalThis.innerHeight, scroller?.bottom ?? globalThis.innerHeight),
    };
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
    const { top, bottom } = this.#host.getBoundingClientRect();
    const seen = this.#window();
    const visible = {
      top: Math.round(Math.max(0, seen.top - top)),
      bottom: Math.round(Math.min(bottom, seen.bottom) - top),
    };
    return this.#watch.read(view, { writable: mayWrite(this.#session.me), refusal: this.#refusal, visible });
  }
}
