import type { ActAnswer, ActRequest, Person, Revision, TextInfo } from "@adref/protocol";
import { EMPTY_RECORD, type TextValue } from "@adref/schema";
import { contested, prop, proposed, treaty } from "@adref/schema/testing";
import type { WebSocket } from "ws";
import type { RoomService, Snapshot } from "../../src/room-service.ts";

/** Rooms that remember what they were asked and hold one fixed text. */
export class RoomsDouble implements RoomService {
  readonly asked: string[] = [];
  readonly #sockets = new Set<WebSocket>();
  value: TextValue = {
    doc: treaty(
      prop({ id: "p1", number: "1" }, "Each Party ", contested("b1", "shall"), proposed("b1", "o1", "should"), " act."),
      prop({ id: "p2", number: "2" }, "Agreed words."),
    ).doc,
    record: {
      ...EMPTY_RECORD,
      brackets: { b1: { owner: "KAZ", at: "2026-11-20T10:00:00.000Z" } },
      options: { o1: { bracket: "b1", within: null, owner: "KAZ", at: "2026-11-20T10:00:00.000Z" } },
      statuses: { p2: { status: "agreed-adref", at: "2026-11-20T10:00:00.000Z" } },
    },
  };
  readonly revisions: readonly Revision[] = [
    {
      number: 1,
      symbol: "CARTIF/FA/Rev.1",
      title: "Revision 1",
      at: "2026-11-21T10:00:00.000Z",
      by: "Secretariat",
      seq: 1,
      entryHash: "0".repeat(64),
      wordsHash: "1".repeat(64),
    },
  ];

  connectSync(socket: WebSocket, person: Person, text: TextInfo, params: URLSearchParams): void {
    this.asked.push(`sync ${person.id} ${text.id} ${params.get("client")}`);
    this.#greet(socket);
  }

  connectRecord(socket: WebSocket, person: Person, text: TextInfo): void {
    this.asked.push(`record ${person.id} ${text.id}`);
    this.#greet(socket);
  }

  async act(person: Person, text: TextInfo, request: ActRequest): Promise<ActAnswer> {
    this.asked.push(`act ${person.id} ${text.id} ${request.act.type}`);
    if (person.role === "delegation") return { accepted: true, seq: 2 };
    return { accepted: false, refusal: { id: "not-your-act", sentence: "Only a delegation takes a stance." } };
  }

  async snapshot(): Promise<Snapshot> {
    return { value: this.value, seq: 0, revisions: this.revisions };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close(1001);
  }

  #greet(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on("message", (data) => socket.send(data as Buffer));
    socket.send("welcome");
  }
}
