import { setImmediate } from "node:timers/promises";
import { type RecordValue, schema, type TextValue } from "@adref/schema";

/** A text on its way to another thread: JSON of stretches of its blocks, and of its record. */
export interface PackedText {
  readonly blocks: readonly string[];
  readonly record: string;
}

/** Blocks that are packed before others may have their turn: a millisecond or two. */
const STRETCH = 100;

/**
 * Packs a text little by little: a long one takes a tenth of a second, in which nobody's typing may wait. A text is a value,
 * so it does not change meanwhile.
 */
export async function packText({ doc, record }: TextValue): Promise<PackedText> {
  const blocks: string[] = [];
  for (let from = 0; from < doc.childCount; from += STRETCH) {
    const stretch: unknown[] = [];
    for (let i = from; i < Math.min(from + STRETCH, doc.childCount); i++) stretch.push(doc.child(i).toJSON());
    blocks.push(JSON.stringify(stretch));
    await setImmediate();
  }
  return { blocks, record: JSON.stringify(record) };
}

/** The text again. */
export function unpackText({ blocks, record }: PackedText): TextValue {
  const content = blocks.flatMap((stretch) => JSON.parse(stretch) as unknown[]);
  return { doc: schema.nodeFromJSON({ type: "doc", content }), record: JSON.parse(record) as RecordValue };
}
