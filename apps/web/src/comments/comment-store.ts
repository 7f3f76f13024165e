import type { Act } from "@adref/protocol";
import { newId, provisionsOf, type RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { ChosenWords } from "../editor/chosen-words.ts";
import type { CommentedProvision, CommentedWords } from "../editor/emphasis.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { Idly } from "../reading/when-idle.ts";
import type { ActOutcome, TextSession } from "../sync/types.ts";
import { anchorOf, placeOfComment, type WordsPlace } from "./anchor.ts";
import { type About, type Drafts, draftsKept, keepDrafts } from "./drafts.ts";
import { type Said, type Thread, threadsOf } from "./threads.ts";

/** A thread and where its words stand; `place` is null where their provision is gone. */
export interface PlacedThread {
  readonly thread: Thread;
  readonly place: WordsPlace | null;
}

export interface CommentsState {
  /** All threads in the order of the text; those whose place is gone come last. */
  readonly threads: readonly PlacedThread[];
  /** What the reader is about to comment on; null for nothing. */
  readonly about: About | null;
  /** The thread that is open. */
  readonly open: string | null;
  /** Whether settled threads are shown beside the text, too. */
  readonly settled: boolean;
}

/** Threads follow the text at most this often, in milliseconds. */
const PAUSE_MS = 150;
/** The caret arrives so long after a thread was opened at its words, in milliseconds. */
const ON_THE_WAY_MS = 400;
/** So long the record may lag behind the answer to an act, in milliseconds. */
const LAG_MS = 4_000;

/** The comments of an open text: the threads with their places, what one has begun to say, and what waits to be sent. */
export class CommentStore {
  readonly session: TextSession;
  readonly #handle: EditorHandle;
  #state: CommentsState = { threads: [], about: null, open: null, settled: false };
  #drafts: Drafts;
  #openedAt = 0;
  #listeners = new Set<() => void>();
  readonly #idly = new Idly(() => this.#build(), PAUSE_MS);
  #seen: readonly unknown[] = [];
  #places = new Map<string, WordsPlace | null>();
  #commented: ReadonlyMap<string, CommentedProvision> = new Map();
  #unsubscribe: readonly (() => void)[];
  #unwatch: { readonly epoch: number; readonly stop: () => void } | null = null;

  constructor(session: TextSession, handle: EditorHandle) {
    this.session = session;
    this.#handle = handle;
    this.#drafts = draftsKept(session.text.id, session.me.id);
    this.#state = { ...this.#state, about: this.#drafts.about };
    this.#unsubscribe = [session.subscribe(this.#idly.soon), handle.subscribe(this.#idly.soon)];
    this.#build();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): CommentsState {
    return this.#state;
  }

  destroy(): void {
    for (const stop of this.#unsubscribe) stop();
    this.#unwatch?.stop();
    this.#idly.stop();
    this.#listeners.clear();
  }

  /** Opens a thread, or closes the one that is open. */
  open(thread: string | null): void {
    this.#openedAt = Date.now();
    if (thread !== this.#state.open) this.#become({ open: thread });
  }

  /** The reader went elsewhere: what was not opened just now, on the way there, closes. */
  leave(): void {
    if (Date.now() - this.#openedAt > ON_THE_WAY_MS) this.open(null);
  }

  /** Shows settled threads beside the text, or hides them. */
  showSettled(settled: boolean): void {
    if (settled !== this.#state.settled) this.#become({ settled });
  }

  /** Begins a comment on words; what was begun elsewhere and says nothing yet goes away. */
  begin({ provision, from, to, words }: ChosenWords): void {
    const { body } = this.session.words();
    const anchor = anchorOf(body, { provision, from, to });
    const quoted = words.length > 2_000 ? words.slice(0, 2_000) : words;
    const about: About = { provision, from, to, quoted: quoted.isWellFormed() ? quoted : quoted.slice(0, -1), anchor };
    this.#keep({ ...this.#drafts, about });
    this.#become({ about });
  }

  /** Gives up the comment that was begun. */
  giveUp(): void {
    const { new: _gone, ...words } = this.#drafts.words;
    this.#keep({ ...this.#drafts, about: null, words });
    this.#become({ about: null });
  }

  /** What was begun to be said for `what` (see Drafts); "" for nothing. */
  begun(what: string): string {
    return this.#drafts.words[what] ?? "";
  }

  write(what: string, text: string): void {
    const { [what]: _before, ...words } = this.#drafts.words;
    this.#keep({ ...this.#drafts, words: text.trim() === "" ? words : { ...words, [what]: text } });
  }

  /** Says something about the words that were chosen with `begin`. */
  async say(text: string, mentions: readonly string[]): Promise<ActOutcome | null> {
    const { about } = this.#state;
    if (!about) return null;
    const comment = newId("c");
    const { provision, quoted, anchor } = about;
    const outcome = await this.#send({
      type: "comment",
      comment,
      provision,
      quoted,
      ...(anchor && { anchor }),
      text,
      answers: null,
      mentions: [...mentions],
    });
    if (outcome.accepted) {
      this.giveUp();
      this.open(comment);
    }
    return outcome;
  }

  async answer(thread: Thread, text: string, mentions: readonly string[]): Promise<ActOutcome> {
    const outcome = await this.#send({
      type: "comment",
      comment: newId("c"),
      provision: thread.provision,
      quoted: "",
      text,
      answers: thread.id,
      mentions: [...mentions],
    });
    if (outcome.accepted) this.write(`answer/${thread.id}`, "");
    return outcome;
  }

  /** Sends again what the server did not take. */
  async again(said: Said): Promise<ActOutcome> {
    this.discard(said.id);
    const { provision, quoted, anchor, text, answers, mentions = [] } = said;
    const act = { type: "comment", comment: newId("c"), provision, quoted, text, answers } as const;
    return this.#send({ ...act, ...(anchor && { anchor }), mentions: [...mentions] });
  }

  /** Forgets a comment that waits here. */
  discard(id: string): void {
    this.#keep({ ...this.#drafts, unsent: this.#drafts.unsent.filter((said) => said.id !== id) });
    this.#build();
  }

  async #send(act: Extract<Act, { type: "comment" }>): Promise<ActOutcome> {
    const outcome = await this.session.act(act);
    if (outcome.accepted !== "kept") return outcome;
    const { me } = this.session;
    const { comment: id, provision, quoted, anchor, text, answers, mentions = [] } = act;
    const said: Said = {
      ...{ id, provision, quoted, text, answers, mentions, ...(anchor && { anchor }) },
      ...{ author: me.name, party: me.party, person: me.id, at: new Date().toISOString(), done: false },
      unsent: "waiting",
    };
    this.#keep({ ...this.#drafts, unsent: [...this.#drafts.unsent, said] });
    this.#build();
    return outcome;
  }

  #build(): void {
    // From whom names are withheld, from them what is said is, too: it gives a party away.
    if (!this.session.me.names) return;
    const { record, connection, save } = this.session.getState();
    this.#watchWords();
    this.#settleUnsent(record, connection === "online" && save.kind === "saved");
    const doc = this.#handle.doc();
    const seen = [record.comments, this.#drafts.unsent, doc];
    if (seen.every((part, i) => part === this.#seen[i])) return;
    this.#seen = seen;
    const none = Object.keys(record.comments).length === 0 && this.#drafts.unsent.length === 0;
    if (none && this.#state.threads.length === 0) return;
    const threads = placed(
      threadsOf(record.comments, this.#drafts.unsent),
      doc,
      this.session.words().doc,
      this.#places,
    );
    this.#places = new Map(threads.map(({ thread, place }) => [thread.id, place]));
    const commented = commentedOf(threads, doc);
    if (!sameWords(commented, this.#commented)) {
      this.#commented = commented;
      this.#handle.emphasise({ commented });
    }
    if (!sameThreads(threads, this.#state.threads)) this.#become({ threads });
  }

  /** Words change without anything else that the page is told of. */
  #watchWords(): void {
    const { doc, epoch } = this.session.words();
    if (this.#unwatch?.epoch === epoch) return;
    this.#unwatch?.stop();
    doc.on("afterTransaction", this.#idly.soon);
    this.#unwatch = { epoch, stop: () => doc.off("afterTransaction", this.#idly.soon) };
  }

  /** What the record has is sent; what it does not have although all is saved was refused. */
  #settleUnsent({ comments }: RecordValue, saved: boolean): void {
    if (this.#drafts.unsent.length === 0) return;
    const now = Date.now();
    const unsent = this.#drafts.unsent.flatMap((said): readonly Said[] => {
      if (Object.hasOwn(comments, said.id)) return [];
      if (!saved || said.unsent === "refused" || now - Date.parse(said.at) < LAG_MS) return [said];
      return [{ ...said, unsent: "refused" }];
    });
    if (saved && unsent.some((said) => said.unsent === "waiting")) setTimeout(this.#idly.soon, LAG_MS);
    const same =
      unsent.length === this.#drafts.unsent.length && unsent.every((said, i) => said === this.#drafts.unsent[i]);
    if (!same) this.#keep({ ...this.#drafts, unsent });
  }

  #keep(drafts: Drafts): void {
    this.#drafts = drafts;
    keepDrafts(this.session.text.id, this.session.me.id, drafts);
  }

  #become(change: Partial<CommentsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Threads with their places, in the order of the text. Places that did not change keep their objects. */
function placed(
  threads: readonly Thread[],
  doc: Node,
  words: Parameters<typeof placeOfComment>[1],
  before: ReadonlyMap<string, WordsPlace | null>,
): readonly PlacedThread[] {
  const provisions = new Map(provisionsOf(doc).map(({ node }, i) => [node.attrs.id as string, { node, order: i }]));
  const wordsOf = (id: string) => provisions.get(id)?.node.textContent;
  const out = threads.map((thread): PlacedThread => {
    const place = placeOfComment(thread, words, wordsOf);
    const known = place && provisions.has(place.provision) ? place : null;
    const was = before.get(thread.id) ?? null;
    return { thread, place: samePlace(was, known) ? was : known };
  });
  const orderOf = ({ place }: PlacedThread) => (place && provisions.get(place.provision)?.order) ?? Infinity;
  return out.sort((a, b) => {
    const [first, second] = [orderOf(a), orderOf(b)];
    return first === second ? (a.place?.from ?? 0) - (b.place?.from ?? 0) : first - second;
  });
}

function commentedOf(threads: readonly PlacedThread[], doc: Node): ReadonlyMap<string, CommentedProvision> {
  const stretches = new Map<string, CommentedWords[]>();
  for (const { thread, place } of threads) {
    if (!place || place.to <= place.from || thread.done) continue;
    const one = { thread: thread.id, from: place.from, to: place.to, open: true };
    stretches.set(place.provision, [...(stretches.get(place.provision) ?? []), one]);
  }
  const out = new Map<string, CommentedProvision>();
  if (stretches.size === 0) return out;
  for (const { node } of provisionsOf(doc)) {
    const here = stretches.get(node.attrs.id as string);
    if (here) out.set(node.attrs.id as string, { words: node.textContent, stretches: here });
  }
  return out;
}

function samePlace(a: WordsPlace | null, b: WordsPlace | null): boolean {
  if (a === null || b === null) return a === b;
  return a.provision === b.provision && a.from === b.from && a.to === b.to;
}

function sameWords(a: ReadonlyMap<string, CommentedProvision>, b: ReadonlyMap<string, CommentedProvision>): boolean {
  if (a.size !== b.size) return false;
  return [...b].every(([id, now]) => {
    const was = a.get(id);
    return was?.words === now.words && JSON.stringify(was.stretches) === JSON.stringify(now.stretches);
  });
}

function sameThreads(a: readonly PlacedThread[], b: readonly PlacedThread[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ thread, place }, i) => {
      const other = b[i] as PlacedThread;
      return place === other.place && JSON.stringify(thread) === JSON.stringify(other.thread);
    })
  );
}
