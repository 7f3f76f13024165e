import { type BracketIndex, indexBrackets, openBrackets } from "@adref/brackets";
import type { TextInfo, TextView } from "@adref/protocol";
import { provisionsOf, statusOf } from "@adref/schema";
import type { RoomService } from "../room-service.ts";
import type { Store } from "../store/port.ts";

interface Counted {
  readonly seq: number;
  readonly index: BracketIndex;
  readonly view: TextView;
}

/**
 * What lists say of each text. Counted once for each entry of the ledger, not for each reader, and from the index before, so
 * that what changed costs and not the text.
 */
export class Summaries {
  readonly #store: Store;
  readonly #rooms: RoomService;
  readonly #counted = new Map<string, Counted>();

  constructor(store: Store, rooms: RoomService) {
    this.#store = store;
    this.#rooms = rooms;
  }

  /** The text's counts and revisions as they stand now. */
  async of(text: TextInfo): Promise<TextView> {
    const head = await this.#store.head(text.id);
    const known = this.#counted.get(text.id);
    if (known && known.seq >= head.seq) return known.view;
    const { value, seq, revisions } = await this.#rooms.snapshot(text);
    const [last] = seq === 0 ? [] : await this.#store.read(text.id, seq - 1, 1);
    const provisions = provisionsOf(value.doc);
    const index = indexBrackets(value.doc, known?.index);
    const view: TextView = {
      ...text,
      provisions: provisions.length,
      openBrackets: openBrackets(index, value.record).total,
      agreed: provisions.filter(({ node }) => statusOf(value.record, node.attrs.id) !== "open").length,
      revision: revisions.at(-1) ?? null,
      revisions,
      seq,
      at: last?.at ?? "",
    };
    this.#counted.set(text.id, { seq, index, view });
    return view;
  }
}
