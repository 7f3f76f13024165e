import type { ActAnswer, ActRequest, Person, Revision, TextInfo } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import type { WebSocket } from "ws";

/** A text as it stands in a room at an entry of its ledger. */
export interface Snapshot {
  readonly value: TextValue;
  readonly seq: number;
  readonly revisions: readonly Revision[];
}

/** What HTTP asks of the rooms (rooms/): the live texts, opened when somebody comes and closed when all have gone. */
export interface RoomService {
  /** Takes over a socket of `/sync/<text>`; `params` is the handshake. */
  connectSync(socket: WebSocket, person: Person, text: TextInfo, params: URLSearchParams): void;
  /** Takes over a socket of `/record/<text>`. */
  connectRecord(socket: WebSocket, person: Person, text: TextInfo): void;
  /** Judges an act and, where it is lawful, puts it on the record. */
  act(person: Person, text: TextInfo, request: ActRequest): Promise<ActAnswer>;
  snapshot(text: TextInfo): Promise<Snapshot>;
  /** Flushes, writes checkpoints and closes all sockets. */
  close(): Promise<void>;
}
