import * as buffer from "lib0/buffer";
import * as sha256 from "lib0/hash/sha256";
import type { Mark, Schema } from "prosemirror-model";
import { type MarkValue, markTypeOfKey } from "./provision.ts";
import { schema as ours } from "./schema.ts";

const HASH_BYTES = 6;
const keys = new Map<string, string>();

/**
 * The formatting key under which a mark is stored in a shared text: the type's name, and for marks that may stand beside
 * others of their type a hash of the mark. It must equal what y-prosemirror computes (its `hashOfJSON`): another key would
 * make the binding rewrite the paragraph at the first keystroke. A test holds the two together.
 */
export function markKey(mark: MarkValue): string {
  const type = ours.marks[mark.type];
  if (!type || type.excludes(type)) return mark.type;
  const json = { type: mark.type, attrs: mark.attrs };
  const cacheKey = JSON.stringify(json);
  const known = keys.get(cacheKey);
  if (known) return known;
  const digest = sha256.digest(buffer.encodeAny(json));
  for (let i = HASH_BYTES; i < digest.length; i++) digest[i % HASH_BYTES]! ^= digest[i]!;
  const key = `${mark.type}--${buffer.toBase64(digest.slice(0, HASH_BYTES))}`;
  if (keys.size > 50_000) keys.clear();
  keys.set(cacheKey, key);
  return key;
}

/** Formatting attributes for words inserted into a shared text with exactly these marks. */
export function yAttributes(marks: readonly MarkValue[]): Record<string, Record<string, string | null>> {
  const out: Record<string, Record<string, string | null>> = {};
  for (const mark of marks) out[markKey(mark)] = { ...mark.attrs };
  return out;
}

/** A ProseMirror mark as a plain value. */
export function markValue(mark: Mark): MarkValue {
  return { type: mark.type.name, attrs: mark.attrs as Record<string, string | null> };
}

/** The ProseMirror marks that formatting attributes of a shared text stand for. Throws RangeError on an unknown mark. */
export function pmMarks(attributes: Record<string, unknown> | undefined, schema: Schema = ours): readonly Mark[] {
  if (!attributes) return [];
  let set: readonly Mark[] = [];
  // Sorted, because replicas hold the keys in different orders and marks of one type keep the order in which they are added.
  for (const key of Object.keys(attributes).sort()) {
    const value = attributes[key];
    if (value === null) continue;
    set = schema.mark(markTypeOfKey(key), value as Record<string, string | null>).addToSet(set);
  }
  return set;
}
