import * as Y from "yjs";
import { kindOfType, type TypeKind } from "./grammar.ts";
import { type Struct, structAt, type Update } from "./update.ts";

/** Where a struct would be put: in what kind of type, and under which attribute name (`null`: among the children). */
export interface Place {
  readonly kind: TypeKind;
  readonly sub: string | null;
  /** Tells two types of one kind apart; `null` where the type is of the update. */
  readonly type: Y.AbstractType<unknown> | null;
}

const GONE: Place = { kind: "gone", sub: null, type: null };
const OTHER: Place = { kind: "other", sub: null, type: null };

/**
 * Finds where the structs of an update would be put, without applying it: Yjs says the parent only of a first child, and
 * takes it from the neighbours for all others.
 */
export class Places {
  readonly #accepted: Y.Doc;
  readonly #update: Update;
  readonly #known = new Map<Y.Item, Place>();

  constructor(accepted: Y.Doc, update: Update) {
    this.#accepted = accepted;
    this.#update = update;
  }

  /** The place of an item of the update whose references are known to be in the text or the update. */
  of(item: Y.Item): Place {
    const path: Y.Item[] = [];
    let at = item;
    let place = this.#known.get(at);
    while (!place) {
      path.push(at);
      const neighbour = at.origin ?? at.rightOrigin;
      if (!neighbour) place = this.#ofParent(at);
      else {
        const struct = this.#struct(neighbour);
        if (!(struct instanceof Y.Item)) place = struct instanceof Y.GC ? GONE : OTHER;
        else if (this.#isAccepted(neighbour)) place = acceptedPlace(struct);
        else if (path.length > this.#update.structs.length) place = OTHER;
        else {
          at = struct;
          place = this.#known.get(at);
        }
      }
    }
    for (const one of path) this.#known.set(one, place);
    return place;
  }

  /** Whether the two neighbours of an item stand in the same place, as far as the text can tell. */
  neighboursAgree(item: Y.Item): boolean {
    if (!item.origin || !item.rightOrigin) return true;
    const left = this.#acceptedNeighbour(item.origin);
    const right = this.#acceptedNeighbour(item.rightOrigin);
    if (!left || !right) return true;
    return left.type === right.type && left.sub === right.sub;
  }

  #acceptedNeighbour(id: Y.ID): Place | null {
    if (!this.#isAccepted(id)) return null;
    const struct = this.#struct(id);
    return struct instanceof Y.Item ? acceptedPlace(struct) : null;
  }

  #ofParent(item: Y.Item): Place {
    const parent = item.parent as Y.ID | string | null;
    const sub = item.parentSub;
    if (typeof parent === "string") return { kind: "body", sub, type: null };
    if (parent === null) return OTHER;
    const struct = this.#struct(parent);
    if (struct instanceof Y.GC) return GONE;
    if (!(struct instanceof Y.Item)) return OTHER;
    if (struct.content instanceof Y.ContentDeleted) return GONE;
    if (!(struct.content instanceof Y.ContentType)) return OTHER;
    const { type } = struct.content;
    return { kind: kindOfType(type), sub, type };
  }

  #isAccepted(id: Y.ID): boolean {
    return id.clock < Y.getState(this.#accepted.store, id.client);
  }

  #struct(id: Y.ID): Struct | null {
    if (this.#isAccepted(id)) return Y.getItem(this.#accepted.store, id) as Y.Item | Y.GC;
    return structAt(this.#update, id);
  }
}

function acceptedPlace(item: Y.Item): Place {
  const type = item.parent as Y.AbstractType<unknown> | null;
  return type ? { kind: kindOfType(type), sub: item.parentSub, type } : GONE;
}
