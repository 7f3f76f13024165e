import type { TextInfo } from "@adref/protocol";
import type { RoomService } from "../room-service.ts";

/** So many texts are opened ahead of anybody's asking; a server of more is busy with those that are asked for. */
const MOST = 20;

/**
 * Opens texts one after another, so that the first who come after a start do not wait while each is read from its ledger.
 * Rooms that nobody enters close again by themselves. Ends early, without an error, where the rooms close meanwhile: those who
 * ask for a text are told what is wrong with it.
 */
export async function warmUp(rooms: RoomService, texts: readonly TextInfo[]): Promise<void> {
  for (const text of texts.slice(0, MOST)) {
    try {
      await rooms.snapshot(text);
    } catch {
      return;
    }
    // Whoever asks meanwhile goes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
