import { ROLES } from "@adref/protocol";
import { ID_PATTERN } from "@adref/schema";
import type { Awareness } from "y-protocols/awareness";
import type { PresentCursor, PresentPerson } from "./types.ts";

/** How often one's own caret is sent at most, in milliseconds. */
const THROTTLE_MS = 120;

/** The other people who have the text open, by party and name. Who they are was set by the server, which takes no one's word. */
export function presentPeople(awareness: Awareness): PresentPerson[] {
  const out: PresentPerson[] = [];
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const person = personOf(client, state);
    if (person) out.push(person);
  }
  return out.sort((a, b) => order(a).localeCompare(order(b)));
}

function order(person: PresentPerson): string {
  return `${person.party ?? "~"} ${person.person.name} ${person.client}`;
}

function personOf(client: number, state: Record<string, unknown>): PresentPerson | null {
  const given = state.person as Record<string, unknown> | undefined;
  const name = given?.name;
  if (typeof name !== "string") return null;
  const party = state.party ?? given?.party;
  const role = state.role ?? given?.role;
  return {
    client,
    person: { id: typeof given?.id === "string" ? given.id : "", name },
    party: typeof party === "string" ? party : null,
    role: ROLES.find((known) => known === role) ?? null,
    cursor: cursorOf(state.cursor),
    focus: typeof state.focus === "string" && ID_PATTERN.test(state.focus) ? state.focus : null,
  };
}

function cursorOf(value: unknown): PresentCursor | null {
  if (typeof value !== "object" || value === null) return null;
  const { provision, anchor, head } = value as Record<string, unknown>;
  if (typeof provision !== "string" || typeof anchor !== "number" || typeof head !== "number") return null;
  return { provision, anchor, head };
}

/** Sends the reader's caret and what the reader has taken up, at most once in a while, the newest always. */
export class CursorSender {
  #awareness: Awareness;
  #cursor: PresentCursor | null = null;
  #focus: string | null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sent: string;

  constructor(awareness: Awareness, focus: string | null = null) {
    this.#awareness = awareness;
    this.#focus = focus;
    this.#sent = this.#json();
    awareness.setLocalState({ cursor: null, focus });
  }

  get focus(): string | null {
    return this.#focus;
  }

  show(cursor: PresentCursor | null): void {
    this.#cursor = cursor;
    this.#soon();
  }

  showFocus(focus: string | null): void {
    this.#focus = focus;
    this.#soon();
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #send(): void {
    this.#timer = null;
    const json = this.#json();
    if (json === this.#sent) return;
    this.#sent = json;
    this.#awareness.setLocalState({ cursor: this.#cursor, focus: this.#focus });
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#send(), THROTTLE_MS);
  }

  #json(): string {
    return JSON.stringify([this.#cursor, this.#focus]);
  }
}
