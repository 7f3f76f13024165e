import type { BracketIndex } from "@adref/brackets";
import type { PlacedThread } from "../comments/comment-store.ts";
import { waitsFor } from "../comments/threads.ts";
import type { OutlineEntry } from "../editor/handle.ts";
import type { Subjects } from "./subjects.ts";

/** A place that waits for the reader: a bracket on which the reader's party has said nothing, or a question to the reader. */
export type Waits =
  | { readonly what: "bracket"; readonly id: string }
  | { readonly what: "thread"; readonly id: string; readonly provision: string; readonly at: number };

interface Sources {
  readonly index: BracketIndex;
  readonly outline: readonly OutlineEntry[];
  readonly subjects: Subjects;
  readonly threads: readonly PlacedThread[];
  readonly me: string;
  /** Where the reader is: the bracket, and the provision. */
  readonly active: string | null;
  readonly provision: string | null;
}

/** The next place after the reader's, round and round; null where nothing waits. */
export function nextForMe({ index, outline, subjects, threads, me, active, provision }: Sources): Waits | null {
  const order = new Map(outline.map(({ id }, i) => [id, i]));
  const places: { readonly waits: Waits; readonly line: number; readonly at: number }[] = [];
  for (const id of index.order) {
    if (!subjects.brackets.get(id)?.traits.has("needs")) continue;
    const view = index.brackets.get(id);
    const span = view?.standing[0] ?? view?.options[0]?.spans[0];
    if (span) places.push({ waits: { what: "bracket", id }, line: order.get(span.provision) ?? 0, at: span.from });
  }
  for (const { thread, place } of threads) {
    if (!place || !waitsFor(thread, me)) continue;
    const waits = { what: "thread", id: thread.id, provision: place.provision, at: place.from } as const;
    places.push({ waits, line: order.get(place.provision) ?? 0, at: place.from });
  }
  places.sort((a, b) => a.line - b.line || a.at - b.at);
  const here = places.findIndex(({ waits }) => waits.id === active);
  if (here >= 0) return places[(here + 1) % places.length]?.waits ?? null;
  const line = provision === null ? -1 : (order.get(provision) ?? -1);
  const span = active === null ? undefined : index.brackets.get(active)?.standing[0];
  const after = places.find((place) => place.line > line || (place.line === line && place.at > (span?.from ?? -1)));
  return (after ?? places[0])?.waits ?? null;
}
