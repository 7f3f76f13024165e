import type { Act, ActAnswer, Person, TextView } from "@adref/protocol";
import type { PartyCode, RecordValue } from "@adref/schema";
import type * as Y from "yjs";

/** `reload`: the server speaks a newer version; changes stay on the device until the page is loaded again. */
export type Connection = "connecting" | "online" | "offline" | "reload" | "signed-out" | "forbidden";

/** What became of the reader's own changes. `saved` is said only when the server has made all of them durable. */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline"; readonly changes: number }
  | { readonly kind: "refused"; readonly pieces: number };

/** Words of one's own that did not get into the text, and where they were to stand. */
export interface LostWords {
  readonly id: string;
  /** An `insertion` into a provision, a whole new `provision`, or words that were to be bracketed (`contest`). */
  readonly kind: "insertion" | "provision" | "contest";
  /** The provision it stood in; for a new provision the one after which it stood; null at the beginning of a text. */
  readonly provision: string | null;
  readonly words: string;
  /** Standing words that the insertion was to replace. */
  readonly replacing: string | null;
  /** Up to 40 characters of what stood before and after. */
  readonly before: string;
  readonly after: string;
  /** The kind of a proposed provision, such as "paragraph". */
  readonly provisionKind: string | null;
}

/** Words of one's own that the server did not take. They stay on the device until they are tabled again or discarded. */
export interface TrayPiece extends LostWords {
  /** The server's refusal: a stable id, and its sentence for the person. */
  readonly reason: { readonly id: string; readonly sentence: string };
  /** Where tabling it again did not work: why. */
  readonly blocked: RetableProblem | null;
  /** ISO 8601. */
  readonly at: string;
}

/** Why a piece of the tray cannot be tabled where it stood. */
export type RetableProblem = "locked" | "gone" | "not-ready";

/** Somebody who has the text open, as the server names them. */
export interface PresentPerson {
  readonly client: number;
  readonly person: { readonly id: string; readonly name: string };
  readonly party: PartyCode | null;
  readonly role: Person["role"] | null;
  readonly cursor: PresentCursor | null;
  /** The bracket or provision that they have taken up, by its id; a chair who presides says so, others hardly ever. */
  readonly focus: string | null;
}

/** A place in the words by provision, so that it survives edits elsewhere. Offsets count characters of the provision. */
export interface PresentCursor {
  readonly provision: string;
  readonly anchor: number;
  readonly head: number;
}

export interface SessionState {
  readonly connection: Connection;
  /** Whether words can be shown: they came from the device or from the server. */
  readonly loaded: boolean;
  readonly save: SaveState;
  readonly tray: readonly TrayPiece[];
  readonly presence: readonly PresentPerson[];
  readonly record: RecordValue;
  /** Whether changes survive closing the page; false in a second window on the same text and where the browser keeps nothing. */
  readonly keptOnDevice: boolean;
}

/** The shared words as they are now. `epoch` grows when the document had to be replaced: whoever is bound binds again. */
export interface SharedWords {
  readonly doc: Y.Doc;
  readonly body: Y.XmlFragment;
  readonly epoch: number;
}

/** `kept`: there is no connection; the act waits on the device and is sent when there is one. */
export type ActOutcome = ActAnswer | { readonly accepted: "kept" };

/** The server's refusal of an act whose maker was told before that it waits on the device. */
export type LateRefusal = Extract<ActAnswer, { accepted: false }>["refusal"];

/** One person's open text. Change is announced by `subscribe`; `getState` returns the same object until then. */
export interface TextSession {
  readonly text: TextView;
  readonly me: Person;
  subscribe(listener: () => void): () => void;
  getState(): SessionState;
  words(): SharedWords;
  /** Ids of brackets and options that were made here and are not on the record yet; they are ours. */
  readonly claimed: ReadonlySet<string>;
  claim(ids: Iterable<string>): void;
  act(act: Act): Promise<ActOutcome>;
  /** An act about words that were just written: it goes out once those are saved. */
  actAfterWords(act: Act): void;
  /** Says where the reader's caret is, or null; sent on at most some times a second. */
  showCursor(cursor: PresentCursor | null): void;
  /** Says which bracket or provision the reader has taken up, or null: whoever follows the chair goes there. */
  showFocus(focus: string | null): void;
  /** Puts a piece of the tray forward again; false leaves it in the tray with `blocked` saying why. */
  retable(id: string): boolean;
  discard(id: string): void;
  /** Calls with the server's refusal of an act that had waited here, such as a stance taken offline. Returns the way out. */
  onLateRefusal(listener: (refusal: LateRefusal) => void): () => void;
  /** Calls when a revision was issued, by whomever. Returns the way out. */
  onIssued?(listener: () => void): () => void;
  /** The party for which the Secretariat takes words down here; null or missing where everybody writes for themselves. */
  readonly takesDownFor?: PartyCode | null;
  destroy(): void;
}
