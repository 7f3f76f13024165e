import type { BracketIndex } from "@adref/brackets";
import type { CommentStore } from "../comments/comment-store.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { TextSession } from "../sync/types.ts";
import { type Choice, EVERYTHING, type Filter, isFiltering, passes, toggled } from "./filter.ts";
import { type Before, type Changed, NOTHING_CHANGED, type Subjects, subjectsOf } from "./subjects.ts";
import { Idly } from "./when-idle.ts";

export interface ReadingState {
  readonly filter: Filter;
  /** What is known of every bracket and provision. */
  readonly subjects: Subjects;
  /** Brackets that the filter lets through; null where it lets everything through. */
  readonly brackets: ReadonlySet<string> | null;
  /** Provisions with anything that it lets through; null where it lets everything through. */
  readonly provisions: ReadonlySet<string> | null;
  readonly changed: Changed;
  /** Provisions in which anything changed since the last visit. */
  readonly changedProvisions: ReadonlySet<string>;
}

/** Marks follow the text at most this often, in milliseconds: nobody reads them while typing. */
const PAUSE_MS = 250;

/** What a reader picks out of an open text: the filter, what passes it, and what changed since the last visit. */
export class ReadingStore {
  readonly session: TextSession;
  readonly #handle: EditorHandle;
  readonly #comments: CommentStore;
  #state: ReadingState = {
    filter: EVERYTHING,
    subjects: { brackets: new Map(), provisions: new Map() },
    brackets: null,
    provisions: null,
    changed: NOTHING_CHANGED,
    changedProvisions: new Set(),
  };
  #seen: readonly unknown[] = [];
  #before: Before | null = null;
  #homes: BracketIndex["byProvision"] | null = null;
  readonly #idly = new Idly(() => this.#build(), PAUSE_MS);
  #listeners = new Set<() => void>();
  #unsubscribe: readonly (() => void)[];

  constructor(session: TextSession, handle: EditorHandle, comments: CommentStore) {
    this.session = session;
    this.#handle = handle;
    this.#comments = comments;
    this.#unsubscribe = [session, handle, comments].map((source) => source.subscribe(this.#idly.soon));
    this.#build();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): ReadingState {
    return this.#state;
  }

  destroy(): void {
    for (const stop of this.#unsubscribe) stop();
    this.#idly.stop();
    this.#listeners.clear();
  }

  set filter(filter: Filter) {
    if (filter === this.#state.filter) return;
    this.#become({ ...this.#state, filter, ...this.#passing(filter, this.#state.subjects) });
  }

  set changed(changed: Changed) {
    this.#state = { ...this.#state, changed };
    this.#build();
  }

  /** How many brackets (provisions, for how they stand and what is said of them) the filter would let through with one choice alone. */
  countOf(choice: Choice): number {
    const alone = toggled(EVERYTHING, choice);
    const { brackets, provisions } = this.#state.subjects;
    const { states, traits } = alone;
    const ofProvisions = states.length > 0 || traits.some((trait) => trait === "comments" || trait === "mentions");
    const counted = ofProvisions ? provisions : brackets;
    let count = 0;
    for (const subject of counted.values()) if (passes(alone, subject)) count += 1;
    return count;
  }

  #build(): void {
    const { me, claimed } = this.session;
    const { record } = this.session.getState();
    const { index, outline } = this.#handle.getState();
    const { threads } = this.#comments.getState();
    const { changed, filter } = this.#state;
    const seen = [record, index, outline, threads, changed, claimed.size];
    if (seen.every((part, i) => part === this.#seen[i])) return;
    this.#seen = seen;
    const sources = { record, index, outline, threads, changed, claimed, me };
    const subjects = subjectsOf(sources, this.#before);
    this.#before = { sources, claimed: claimed.size, subjects };
    const same = subjects === this.#state.subjects && index.byProvision === this.#homes;
    this.#homes = index.byProvision;
    if (same) return;
    const changedProvisions = keep(this.#state.changedProvisions, changedIn(subjects, index));
    this.#become({ ...this.#state, subjects, changedProvisions, ...this.#passing(filter, subjects) });
  }

  #passing(filter: Filter, subjects: Subjects): Pick<ReadingState, "brackets" | "provisions"> {
    if (!isFiltering(filter)) return { brackets: null, provisions: null };
    const brackets = passing(filter, subjects.brackets);
    const provisions = passing(filter, subjects.provisions);
    const { index } = this.#handle.getState();
    for (const id of brackets) for (const home of index.brackets.get(id)?.provisions ?? []) provisions.add(home);
    return {
      brackets: keep(this.#state.brackets, brackets),
      provisions: keep(this.#state.provisions, provisions),
    };
  }

  #become(state: ReadingState): void {
    const before = this.#state;
    this.#state = state;
    if (state.brackets !== before.brackets) {
      const { brackets } = state;
      const all = [...state.subjects.brackets.keys()];
      this.#handle.emphasise({ dimmed: new Set(brackets ? all.filter((id) => !brackets.has(id)) : []) });
    } else if (state.brackets && state.subjects !== before.subjects) {
      const { brackets } = state;
      const dimmed = new Set([...state.subjects.brackets.keys()].filter((id) => !brackets.has(id)));
      this.#handle.emphasise({ dimmed });
    }
    for (const listener of this.#listeners) listener();
  }
}

function changedIn({ brackets, provisions }: Subjects, index: BracketIndex): ReadonlySet<string> {
  const out = new Set<string>();
  for (const [id, { traits }] of provisions) if (traits.has("changed")) out.add(id);
  for (const [id, { traits }] of brackets) {
    if (traits.has("changed")) for (const home of index.brackets.get(id)?.provisions ?? []) out.add(home);
  }
  return out;
}

function passing(filter: Filter, subjects: Subjects["brackets"]): Set<string> {
  const out = new Set<string>();
  for (const [id, subject] of subjects) if (passes(filter, subject)) out.add(id);
  return out;
}

/** The set that was there, where the new one says the same. */
function keep(before: ReadonlySet<string> | null, now: ReadonlySet<string>): ReadonlySet<string> {
  if (!before || before.size !== now.size) return now;
  for (const id of now) if (!before.has(id)) return now;
  return before;
}
