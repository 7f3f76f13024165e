import type { BecameStanding, EarlierPlace, EntryRef, WordOrigin } from "./origin.ts";
import type { TextEdit } from "./steps.ts";

/** Where characters came from, shared by all that came together. A value: a later fact makes another one. */
export interface Origin {
  readonly source: WordOrigin["source"];
  readonly entry: EntryRef;
  /** The option in which they came. */
  readonly option: string | null;
  readonly became: BecameStanding | null;
  readonly places: readonly EarlierPlace[];
  readonly restored: EntryRef | null;
}

/** Consecutive characters of one origin, and the option whose words they are now. */
export interface Segment {
  readonly length: number;
  readonly origin: Origin;
  readonly option: string | null;
}

/** Characters that an entry brought, before anything is known of where they came from. */
export interface Inserted {
  readonly length: number;
  readonly origin: null;
  readonly option: null;
}

/** A stretch that went, with what was known of it. */
export interface Removed {
  readonly provision: string;
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** The part of a list of segments between two offsets. */
export function slice<T extends Segment | Inserted>(segments: readonly T[], from: number, to: number): T[] {
  const out: T[] = [];
  let at = 0;
  for (const segment of segments) {
    const [start, end] = [Math.max(from, at), Math.min(to, at + segment.length)];
    if (start < end) out.push(end - start === segment.length ? segment : { ...segment, length: end - start });
    at += segment.length;
    if (at >= to) break;
  }
  return out;
}

/** Joins neighbours of one origin. */
export function joined(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (last?.origin === segment.origin && last.option === segment.option) {
      out[out.length - 1] = { ...last, length: last.length + segment.length };
    } else if (segment.length > 0) out.push(segment);
  }
  return out;
}

/**
 * Applies an entry's edits: what is left, with new characters unknown yet, and what went. Throws RangeError where the edits
 * do not fit the words that they were made on.
 */
export function edited(
  provision: string,
  text: string,
  segments: readonly Segment[],
  edits: readonly TextEdit[],
): { readonly now: (Segment | Inserted)[]; readonly removed: Removed[] } {
  const now: (Segment | Inserted)[] = [];
  const removed: Removed[] = [];
  let at = 0;
  const take = (length: number) => {
    if (at + length > text.length) throw new RangeError(`The edits of provision ${provision} reach beyond its words`);
    const taken = slice(segments, at, at + length);
    at += length;
    return taken;
  };
  for (const edit of stretches(edits)) {
    if ("insert" in edit) now.push({ length: edit.insert, origin: null, option: null });
    else if ("retain" in edit) now.push(...take(edit.retain));
    else {
      const from = at;
      const gone = take(edit.delete);
      removed.push({ provision, text: text.slice(from, at), segments: gone });
    }
  }
  now.push(...take(text.length - at));
  return { now, removed };
}

/** The same edits, all that stands between two kept stretches as one deletion and one insertion. */
function stretches(edits: readonly TextEdit[]): TextEdit[] {
  const out: TextEdit[] = [];
  let [gone, come] = [0, 0];
  const flush = () => {
    if (gone > 0) out.push({ delete: gone });
    if (come > 0) out.push({ insert: come });
    [gone, come] = [0, 0];
  };
  for (const edit of edits) {
    if ("insert" in edit) come += edit.insert;
    else if ("delete" in edit) gone += edit.delete;
    else if (edit.retain > 0) {
      flush();
      out.push(edit);
    }
  }
  flush();
  return out;
}
