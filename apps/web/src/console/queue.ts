import type { BracketIndex } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";

/** Which brackets a queue holds. */
export interface QueueScope {
  /** Lists of provisions, in the order in which they are taken up; null for the whole text. */
  readonly items: readonly (readonly string[])[] | null;
  /** Whether parked brackets are among them. */
  readonly parked: boolean;
}

/**
 * The open brackets that a chair goes through, each once: in order of the text, or item by item of an agenda. `ended` holds
 * those that have ended by the chair's own acts, whose words may still be on their way out of the text.
 */
export function queueOf(
  index: BracketIndex,
  record: Pick<RecordValue, "brackets" | "resolutions">,
  scope: QueueScope,
  ended: ReadonlySet<string> = new Set(),
): readonly string[] {
  const open = (id: string) =>
    !ended.has(id) && !record.resolutions[id] && (scope.parked || record.brackets[id]?.parked !== true);
  if (scope.items === null) return index.order.filter(open);
  const place = new Map(index.order.map((id, i) => [id, i]));
  const out = new Set<string>();
  for (const provisions of scope.items) {
    const here = new Set(provisions.flatMap((id) => index.byProvision.get(id) ?? []));
    const inOrder = [...here].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    for (const id of inOrder) if (open(id)) out.add(id);
  }
  return [...out];
}

/** How many parked brackets a scope leaves out. */
export function parkedIn(
  index: BracketIndex,
  record: Pick<RecordValue, "brackets" | "resolutions">,
  items: QueueScope["items"],
): number {
  const all = queueOf(index, record, { items, parked: true });
  return all.filter((id) => record.brackets[id]?.parked === true).length;
}

/**
 * The bracket after one in a queue, from the last to the first again; those that were skipped come when no others are left.
 * Null where there is no other one.
 */
export function following(queue: readonly string[], id: string, skipped: ReadonlySet<string>): string | null {
  const others = inTurn(queue, id, 1);
  return others.find((other) => !skipped.has(other)) ?? others[0] ?? null;
}

/** The bracket before one in a queue, from the first to the last again; null where there is no other one. */
export function preceding(queue: readonly string[], id: string): string | null {
  return inTurn(queue, id, -1)[0] ?? null;
}

function inTurn(queue: readonly string[], id: string, step: 1 | -1): readonly string[] {
  const at = queue.indexOf(id);
  const others = at < 0 ? [...queue] : [...queue.slice(at + 1), ...queue.slice(0, at)];
  return step === 1 ? others : others.reverse();
}

/**
 * Where somebody stands who stood at `id`, which was in the given place (0 for the first): at it while it is there, else at
 * what has come to its place. Null where the queue is empty.
 */
export function standingAt(queue: readonly string[], id: string | null, place: number): string | null {
  if (id !== null && queue.includes(id)) return id;
  return queue[Math.min(place, queue.length - 1)] ?? null;
}

/** The first bracket of a queue that stands in a provision or after it in the text; else the first of all. */
export function nearest(
  queue: readonly string[],
  index: BracketIndex,
  outline: readonly { readonly id: string }[],
  provision: string | null,
): string | null {
  if (provision === null) return queue[0] ?? null;
  const places = new Map(outline.map(({ id }, i) => [id, i]));
  const from = places.get(provision) ?? 0;
  const found = queue.find((id) => {
    const home = index.brackets.get(id)?.provisions.at(-1);
    return home !== undefined && (places.get(home) ?? -1) >= from;
  });
  return found ?? queue[0] ?? null;
}
