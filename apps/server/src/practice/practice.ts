import type { PracticeRequest } from "@adref/protocol";
import { RequestError } from "../errors.ts";
import { type PracticeParts, PracticeRoom } from "./practice-room.ts";

/** Rooms that one person, and that all people together, may have at once. */
const MOST_OF_ONE = 2;
const MOST = 40;
/** How long a room that nobody uses is kept, in milliseconds. */
const KEPT = 4 * 3_600_000;
const SWEEP = 600_000;

interface Kept {
  readonly room: PracticeRoom;
  until: number;
}

/** The practice rooms of a server. Each is its player's alone. */
export class Practice {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;
  readonly #sweep: NodeJS.Timeout;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#sweep = setInterval(() => void this.sweep(), SWEEP).unref();
  }

  /** Opens a room; of the player's own, the oldest goes where there are too many. Throws RequestError where the server is full. */
  async begin(parts: PracticeParts): Promise<PracticeRoom> {
    const own = [...this.#kept.values()].filter(({ room }) => room.owner === parts.owner);
    for (const { room } of own.slice(0, Math.max(0, own.length - MOST_OF_ONE + 1))) await this.#drop(room);
    if (this.#kept.size >= MOST) {
      throw new RequestError(503, "practice-full", "Many people practise just now. Try again in a while.");
    }
    const room = await PracticeRoom.open(parts);
    this.#kept.set(room.text.id, { room, until: this.#now() + KEPT });
    return room;
  }

  /** A person's room by its id, or by that of the layer over it; null where it is not theirs, or there is none. */
  of(id: string, person: string): PracticeRoom | null {
    const kept = this.#kept.get(id.replace(/~layer$/, ""));
    if (!kept || kept.room.owner !== person) return null;
    kept.until = this.#now() + KEPT;
    return kept.room;
  }

  /** When a room is forgotten if nobody uses it until then, ISO 8601. */
  until(room: PracticeRoom): string {
    return new Date(this.#kept.get(room.text.id)?.until ?? this.#now()).toISOString();
  }

  /** Ends a room. */
  async end(room: PracticeRoom): Promise<void> {
    await this.#drop(room);
  }

  /** Forgets the rooms that nobody has used for long. */
  async sweep(): Promise<void> {
    for (const { room, until } of [...this.#kept.values()]) if (until <= this.#now()) await this.#drop(room);
  }

  /** Ends them all. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all([...this.#kept.values()].map(({ room }) => this.#drop(room)));
  }

  async #drop(room: PracticeRoom): Promise<void> {
    this.#kept.delete(room.text.id);
    await room.close();
  }
}

/** Who a player is in the room: the role that was chosen, under the player's own name. */
export function playerOf(
  { id, name }: { readonly id: string; readonly name: string },
  { role, party }: PracticeRequest,
  body: string,
): PracticeRoom["me"] {
  return { id, name, role, party, bodies: role === "chair" ? [body] : [], names: true };
}
