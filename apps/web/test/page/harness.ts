import { judgeWhole, ownersOf, type WholeText, wholeOf } from "@adref/law";
import type { Act, Person, Role } from "@adref/protocol";
import {
  bodyOf,
  canonicalWords,
  EMPTY_RECORD,
  isLocked,
  keepFormatting,
  patchRecord,
  provisionsOf,
  type RecordPatch,
  schema,
  writeDoc,
} from "@adref/schema";
import { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import "../../src/editor/editor.css";
import { bracketed } from "../../src/editor/clipboard.ts";
import { shownIn } from "../../src/editor/shown.ts";
import { TextView } from "../../src/editor/text-view.ts";
import type { PresentPerson, SessionState, TextSession } from "../../src/sync/types.ts";
import { bigText } from "./big-text.ts";

/** What a browser test drives: an editor whose session has no server, and a second participant beside it. */
interface Opening {
  readonly doc: unknown;
  readonly record?: RecordPatch;
  readonly role?: Role;
  readonly party?: string | null;
}

class PageSession implements TextSession {
  readonly text = { id: "t", title: "Text", body: "wg1" } as TextSession["text"];
  readonly me: Person;
  readonly claimed = new Set<string>();
  doc = new Y.Doc();
  epoch = 0;
  readonly acts: Act[] = [];
  #listeners = new Set<() => void>();
  #state: SessionState;

  constructor({ record = {}, role = "delegation", party = "KAZ" }: Omit<Opening, "doc">) {
    this.me = { id: "me", name: "Me", role, party, bodies: ["wg1"], names: true };
    keepFormatting(this.doc);
    bodyOf(this.doc);
    this.#state = {
      connection: "online",
      loaded: true,
      save: { kind: "saved" },
      tray: [],
      presence: [],
      record: patchRecord(EMPTY_RECORD, record),
      keptOnDevice: false,
    };
  }

  subscribe(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  getState() {
    return this.#state;
  }
  set(part: Partial<SessionState>) {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
  words() {
    return { doc: this.doc, body: bodyOf(this.doc), epoch: this.epoch };
  }
  claim(ids: Iterable<string>) {
    for (const id of ids) this.claimed.add(id);
  }
  async act(act: Act) {
    this.acts.push(act);
    return { accepted: true, seq: 1 } as const;
  }
  actAfterWords(act: Act) {
    this.acts.push(act);
  }
  showCursor() {}
  showFocus() {}
  retable() {
    return false;
  }
  discard() {}
  onLateRefusal() {
    return () => {};
  }
  destroy() {}
}

let session: PageSession;
let editor: TextView;
let other: Y.Doc;
let disconnect = () => {};

function open({ doc, ...rest }: Opening): void {
  editor?.destroy();
  disconnect();
  document.querySelector("#host")?.replaceChildren();
  session = new PageSession(rest);
  other = new Y.Doc();
  keepFormatting(other);
  bodyOf(other);
  writeDoc(bodyOf(session.doc), Node.fromJSON(schema, doc));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(session.doc));
  connect();
  editor = new TextView({ host: document.querySelector("#host") as HTMLElement, session });
}

function connect(): void {
  const { doc } = session;
  const there = (update: Uint8Array, origin: unknown) => origin !== "other" && Y.applyUpdate(other, update, "mine");
  const back = (update: Uint8Array, origin: unknown) => origin !== "mine" && Y.applyUpdate(doc, update, "other");
  doc.on("update", there);
  other.on("update", back);
  disconnect = () => {
    doc.off("update", there);
    other.off("update", back);
  };
}

/** The server refused what was typed since `disconnect`: the session drops its document for what the other one holds. */
function startAfresh(): void {
  session.set({ loaded: false });
  session.doc = new Y.Doc();
  keepFormatting(session.doc);
  bodyOf(session.doc);
  Y.applyUpdate(session.doc, Y.encodeStateAsUpdate(other));
  session.epoch += 1;
  connect();
  session.set({ loaded: true });
}

const view = () => {
  if (!editor.view) throw new Error("No view");
  return editor.view;
};

/** Every provision as it is drawn, signs included. */
function drawn(): string[] {
  return [...document.querySelectorAll<HTMLElement>(".provision")].map((dom) => {
    const clone = dom.cloneNode(true) as HTMLElement;
    for (const label of clone.querySelectorAll(".caret-of, .number, img, br")) label.remove();
    return clone.textContent ?? "";
  });
}

/** Where what is drawn is not what the words and their brackets say; empty when all is well. */
function misdrawn(): string[] {
  const { doc } = view().state;
  const { world } = shownIn(view().state);
  const shown = drawn();
  const out: string[] = [];
  for (const [i, { node, pos }] of provisionsOf(doc).entries()) {
    // What stands in a table has no neighbours there.
    const $pos = doc.resolve(pos);
    const near = (other: Node | null) => ($pos.depth === 0 && other?.type.name === "provision" ? other : null);
    const want = bracketed(world, node, near($pos.nodeBefore), near(doc.resolve(pos + node.nodeSize).nodeAfter));
    const is = (shown[i] ?? "").replace(/\[[A-Z, ]+ delete: /g, "[");
    if (is !== want) out.push(`${i}: drawn “${is}”, said “${want}”`);
  }
  return out;
}

let judgedText: WholeText | null = null;

/** Judges what happened to the words since the last call as the server would; null when it is lawful, else why not. */
function judgeSince(): string | null {
  const before = judgedText;
  const after = wholeOf(view().state.doc);
  judgedText = after;
  if (!before) return null;
  const { me } = session;
  const { record } = session.getState();
  const actor =
    me.party === null ? ({ role: "secretariat" } as const) : ({ role: "delegation", party: me.party } as const);
  const verdict = judgeWhole(actor, before, after, ownersOf(record), (id) => isLocked(record, id));
  if (!verdict.lawful) return `${verdict.refusal.id} ${verdict.refusal.provision}: ${verdict.refusal.sentence}`;
  const at = new Date().toISOString();
  const brackets = verdict.claims.brackets.map(({ id }) => [id, { owner: me.party, at }]);
  const options = verdict.claims.options.map(({ id, bracket, within }) => [
    id,
    { bracket, within, owner: me.party, at },
  ]);
  if (brackets.length + options.length > 0) {
    const patch = { brackets: Object.fromEntries(brackets), options: Object.fromEntries(options) };
    session.set({ record: patchRecord(record, patch) });
  }
  return null;
}

/** Leaves the text and opens it again: the same words in a new editor. */
function reopen(): void {
  editor.destroy();
  document.querySelector("#host")?.replaceChildren();
  editor = new TextView({ host: document.querySelector("#host") as HTMLElement, session });
}

const harness = {
  reopen,
  /** A provision's element as it stands on the page. */
  element: (index: number) => document.querySelectorAll(".provision")[index]?.outerHTML ?? "",
  asleep: () => document.querySelectorAll(".provision[contenteditable]").length,
  cut: () => disconnect(),
  startAfresh,
  misdrawn,
  judgeSince,
  forgetJudged: () => {
    judgedText = null;
  },
  open,
  openBig: (provisions: number, brackets: number) => {
    const big = bigText(provisions, brackets);
    open({ doc: big.doc, record: big.record });
  },
  drawn,
  view: () => view(),
  editor: () => editor,
  session: () => session,
  /** The words and marks of a provision, as plain JSON. */
  json: (index: number) => view().state.doc.child(index).toJSON(),
  /** Whether the other participant, the shared words and the editor hold the same; the order of marks says nothing. */
  sameElsewhere: () => {
    const there = canonicalWords(bodyOf(other));
    const shown = new Y.Doc();
    writeDoc(bodyOf(shown), view().state.doc);
    return there === canonicalWords(bodyOf(session.doc)) && there === canonicalWords(bodyOf(shown));
  },
  caretTo: (index: number, offset: number, anchor?: number) => {
    let pos = 1;
    if (index >= view().state.doc.childCount) return;
    for (let i = 0; i < index; i++) pos += view().state.doc.child(i).nodeSize;
    view().focus();
    const { tr, doc } = view().state;
    view().dispatch(tr.setSelection(TextSelection.create(doc, pos + (anchor ?? offset), pos + offset)));
  },
  /** Puts the caret into a provision by its id, wherever it stands, or selects up to another one. */
  caretIn: (id: string, offset: number, upTo?: readonly [string, number]) => {
    const { tr, doc } = view().state;
    const at = (of: string, n: number) =>
      (provisionsOf(doc).find(({ node }) => node.attrs.id === of)?.pos ?? 0) + 1 + n;
    view().focus();
    view().dispatch(tr.setSelection(TextSelection.create(doc, at(id, offset), at(...(upTo ?? [id, offset])))));
  },
  caret: () => {
    const { $head, $anchor, empty } = view().state.selection;
    return { index: $head.index(0), offset: $head.parentOffset, ...(empty ? {} : { anchor: $anchor.parentOffset }) };
  },
  /** Where the browser draws the caret: the text just before and after it, signs included. */
  caretDrawn: () => {
    const selection = getSelection();
    if (!selection?.focusNode) return null;
    const provision = (
      selection.focusNode instanceof Element ? selection.focusNode : selection.focusNode.parentElement
    )?.closest(".provision");
    if (!provision) return null;
    const before = document.createRange();
    before.setStart(provision, 0);
    before.setEnd(selection.focusNode, selection.focusOffset);
    const after = document.createRange();
    after.setStart(selection.focusNode, selection.focusOffset);
    after.setEnd(provision, provision.childNodes.length);
    return `${before.toString()}|${after.toString()}`;
  },
  /** The other participant types plain words (without any right: tests use it for standing text and options alike). */
  otherTypes: (index: number, offset: number, words: string, attributes: Record<string, unknown> = {}) => {
    const provision = bodyOf(other).get(index) as Y.XmlElement | undefined;
    const text = provision?.get(0) as Y.XmlText | undefined;
    text?.insert(Math.min(offset, text.length), words, attributes);
  },
  /** The other participant puts a provision of its own at a place. */
  otherProposes: (index: number, words: string) => {
    const provision = new Y.XmlElement("provision");
    const text = new Y.XmlText();
    text.insert(0, words);
    provision.insert(0, [text]);
    const attributes = { id: "p-theirs", kind: "paragraph", bracket: "b-theirs", option: "o-theirs" };
    for (const [name, value] of Object.entries(attributes)) provision.setAttribute(name, value);
    provision.setAttribute("level", 4 as unknown as string);
    bodyOf(other).insert(index, [provision]);
  },
  record: (patch: RecordPatch) => session.set({ record: patchRecord(session.getState().record, patch) }),
  present: (presence: PresentPerson[]) => session.set({ presence }),
  acts: () => session.acts,
  claimed: () => [...session.claimed],
  state: () => {
    const { active, provision, refusal, visible } = editor.getState();
    return { active, provision, refusal, visible };
  },
};

export type Harness = typeof harness;
(window as unknown as { harness: Harness }).harness = harness;
