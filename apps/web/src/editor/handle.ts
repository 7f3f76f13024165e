import type { BracketIndex, Countered, Hindered, Hit, Sought } from "@adref/brackets";
import type { Kind, Status } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { ChosenWords } from "./chosen-words.ts";
import type { Emphasis } from "./emphasis.ts";
import type { Format } from "./format.ts";
import type { Hindrance, Wish } from "./wishes.ts";

/** One provision as the outline and the numbers need it. Its object is kept as long as nothing in it changed. */
export interface OutlineEntry {
  readonly id: string;
  readonly kind: Kind;
  readonly level: number;
  /** The displayed number, such as "Article 5" or "2 bis"; "" for none. */
  readonly number: string;
  /** The first words of a title or heading; "" for other kinds. */
  readonly title: string;
}

/** A stretch of the page in pixels from the top of the editor's element. */
export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

/** What the editor shows. The object changes only when something in it did, at most once a frame. */
export interface EditorState {
  readonly index: BracketIndex;
  /** The bracket in which the caret stands (the innermost), or the one gone to last; null for none. */
  readonly active: string | null;
  /** The option of the active bracket in which the caret stands; null for its standing words, and where there is none. */
  readonly option: string | null;
  /** Every provision, in reading order. */
  readonly outline: readonly OutlineEntry[];
  /** Displayed numbers by provision id. */
  readonly numbers: ReadonlyMap<string, string>;
  /** The provision in which the caret stands, and what may be done there. */
  readonly provision: { readonly id: string; readonly status: Status; readonly editable: boolean } | null;
  /** What of the editor's element can be seen. */
  readonly visible: Stretch;
  /** Why the last thing that was tried did not happen; null once something else happened. */
  readonly refusal: Refusal | null;
}

/** A stable id, for which the shell has the sentence; `provision` is where it was tried. */
export interface Refusal {
  readonly id: string;
  readonly provision: string | null;
  /** Counts up, so that the same refusal twice is told twice. */
  readonly count: number;
}

/** With a provision, `at` is the place in its words, in UTF-16 units. */
export type GoTo =
  | { readonly bracket: string }
  | { readonly option: string }
  | { readonly provision: string; readonly at?: number };

/** What a card, a key or a menu may do to the words. Each answers whether it could. */
export interface EditorCommands {
  nextBracket(): boolean;
  previousBracket(): boolean;
  bracketSelection(): boolean;
  /** Takes back one's own option. */
  withdraw(option: string): boolean;
  /** Takes off the brackets that one put round standing words. */
  withdrawBrackets(bracket: string): boolean;
  /** Proposes a new provision after the one in which the caret stands. */
  newProvision(): boolean;
  /** Why something cannot be proposed; null when it can. Changes nothing. */
  hindrance(wish: Wish): Hindrance | null;
  /** Proposes it; where that cannot be, the refusal says why. */
  propose(wish: Wish): boolean;
  /** The words of an option or of a bracket's standing text that a counter-proposal starts from, or why there are none. */
  countered(target: string): Countered | Hindered;
  /** Formats one's own selected words, or what is typed next. */
  format(format: Format): boolean;
  find(sought: Sought): readonly Hit[];
  /** Proposes other words for these; hits of an earlier state of the words are looked for again by the caller. */
  replace(hits: readonly Hit[], words: string): boolean;
  undo(): boolean;
  redo(): boolean;
}

/** The editor as the rest of the page knows it. */
export interface EditorHandle {
  subscribe(listener: () => void): () => void;
  getState(): EditorState;
  /** Scrolls to a place and highlights it; with `focus` the caret goes there. False when it is gone. */
  goTo(target: GoTo, focus?: boolean): boolean;
  /** Where a bracket's first words stand, in pixels from the top of the editor's element; null when it shows nowhere. */
  rectOf(bracket: string): Stretch | null;
  /** Where a place in a provision stands, in pixels from the top of the editor's element; null when it shows nowhere. */
  stretchOf(provision: string, at?: number): Stretch | null;
  /** The words as the editor has them now. */
  doc(): Node;
  /** Brings words out, or puts them into the background; what is not named stays as it is. */
  emphasise(change: Partial<Emphasis>): void;
  focus(): void;
  /** The words that are selected in the provision with the caret, or all of it; null where the caret is in none. */
  chosen(): ChosenWords | null;
  /** The provisions that the selection touches, in reading order. */
  chosenProvisions(): readonly string[];
  /** Brings words that were found into sight and marks them, without taking the focus. */
  showHit(hit: Hit | null): void;
  readonly commands: EditorCommands;
}
