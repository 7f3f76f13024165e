import type { PresentPerson } from "../sync/types.ts";

/** What the chair has in hand, as far as it is known here. */
export interface ChairAt {
  /** The name of the chair who presides now; null where nobody does. "" where it is withheld. */
  readonly chair: string | null;
  /** The bracket or provision that a chair took up last; it stays when the chair leaves. */
  readonly focus: string | null;
}

interface Watched {
  subscribe(listener: () => void): () => void;
  getState(): { readonly presence: readonly PresentPerson[] };
}

/**
 * Where the chair is, from what the people who are present say of themselves and the server of who they are. Of two chairs,
 * the one counts who moved last. `presides` says whether a person, by id, is a chair of this text's body.
 */
export class ChairPlace {
  #session: Watched;
  #presides: (person: string) => boolean;
  #said = new Map<number, string>();
  #state: ChairAt;
  #listeners = new Set<() => void>();
  #unsubscribe: () => void;

  constructor(session: Watched, presides: (person: string) => boolean = () => true, focus: string | null = null) {
    this.#session = session;
    this.#presides = presides;
    this.#state = { chair: null, focus };
    this.#unsubscribe = session.subscribe(() => this.#read());
    this.#read();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): ChairAt {
    return this.#state;
  }

  destroy(): void {
    this.#unsubscribe();
    this.#listeners.clear();
  }

  #read(): void {
    const said = new Map<number, string>();
    let { focus } = this.#state;
    let mover: string | null = null;
    const names: string[] = [];
    for (const one of this.#session.getState().presence) {
      if (one.role !== "chair" || one.focus === null || !this.#presides(one.person.id)) continue;
      said.set(one.client, one.focus);
      names.push(one.person.name);
      if (this.#said.get(one.client) === one.focus) continue;
      focus = one.focus;
      mover = one.person.name;
    }
    this.#said = said;
    const stayed = names.find((name) => name === this.#state.chair);
    const chair = mover ?? stayed ?? names[0] ?? null;
    if (chair === this.#state.chair && focus === this.#state.focus) return;
    this.#state = { chair, focus };
    for (const listener of this.#listeners) listener();
  }
}
