import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** Updates made by hand: what no client of ours would send. */
export type Forged = Y.Item | Y.GC | Y.Skip;

export interface ForgedUpdate {
  /** Written in this order; consecutive structs of one client go into one block. */
  readonly structs?: readonly Forged[];
  readonly deletes?: readonly (readonly [client: number, clock: number, length: number])[];
}

/** Writes an update exactly as told, however wrong it is. */
export function forge({ structs = [], deletes = [] }: ForgedUpdate): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  const blocks: Forged[][] = [];
  for (const struct of structs) {
    const last = blocks.at(-1);
    if (last?.[0]?.id.client === struct.id.client) last.push(struct);
    else blocks.push([struct]);
  }
  encoding.writeVarUint(rest, blocks.length);
  for (const block of blocks) {
    const first = block[0] as Forged;
    encoding.writeVarUint(rest, block.length);
    encoder.writeClient(first.id.client);
    encoding.writeVarUint(rest, first.id.clock);
    for (const struct of block) struct.write(encoder, 0);
  }
  encoding.writeVarUint(rest, deletes.length);
  for (const [client, clock, length] of deletes) {
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, 1);
    encoding.writeVarUint(rest, clock);
    encoding.writeVarUint(rest, length);
  }
  return encoder.toUint8Array();
}

interface Where {
  readonly origin?: Y.ID | null;
  readonly rightOrigin?: Y.ID | null;
  /** A root's name, or the id of a type. Only written where both neighbours are missing. */
  readonly parent?: string | Y.ID | null;
  readonly sub?: string | null;
}

/** One item, as it would stand in an update. */
export function item(client: number, clock: number, content: Y.Item["content"], where: Where = {}): Y.Item {
  const { origin = null, rightOrigin = null, parent = null, sub = null } = where;
  return new Y.Item(Y.createID(client, clock), null, origin, null, rightOrigin, parent as never, sub, content);
}

export const words = (text: string) => new Y.ContentString(text);
export const format = (key: string, value: unknown) => new Y.ContentFormat(key, value as object);
export const type = (of: object) => new Y.ContentType(of as never);
export const value = (...values: unknown[]) => new Y.ContentAny(values);
export const id = (client: number, clock: number) => Y.createID(client, clock);

/** The id of a shared type in its document. */
export function idOf(of: { readonly _item: Y.Item | null }): Y.ID {
  if (!of._item) throw new Error("A root has no id");
  return of._item.id;
}

/** The id of the last character of a text, visible or not. */
export function lastOf(text: Y.XmlText): Y.ID {
  let last: Y.Item | null = text._start;
  while (last?.right) last = last.right;
  if (!last) throw new Error("An empty text");
  return last.lastId;
}
