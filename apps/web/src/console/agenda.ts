import type { BracketIndex } from "@adref/brackets";
import type { RecordValue, SessionFacts } from "@adref/schema";
import type { OutlineRow } from "../outline/outline-model.ts";
import { rowsById } from "../outline/outline-model.ts";

/** An item of an agenda: a provision, and all that stands below it where it is a heading. */
export interface AgendaItem {
  readonly id: string;
  readonly provisions: readonly string[];
  /** Open brackets that touch any of them. */
  readonly open: number;
}

/** A session with its id. */
export interface Session extends SessionFacts {
  readonly id: string;
}

/** The items of an agenda in its order. An item that is gone from the text stays, empty, so that numbers keep their meaning. */
export function agendaItems(
  agenda: readonly string[],
  rows: readonly OutlineRow[],
  index: BracketIndex,
): readonly AgendaItem[] {
  const known = rowsById(rows);
  return agenda.map((id) => {
    const provisions = known.get(id)?.provisions ?? [id];
    const brackets = new Set(provisions.flatMap((one) => index.byProvision.get(one) ?? []));
    return { id, provisions, open: brackets.size };
  });
}

/** The provision that a focus is in: itself, or where the bracket begins; null where it is gone. */
export function provisionOf(focus: string | null, index: BracketIndex): string | null {
  if (focus === null) return null;
  const bracket = index.brackets.get(focus);
  return bracket ? (bracket.provisions[0] ?? null) : focus;
}

/** The place of the item (0 for the first) that holds a provision, the narrowest where several do; -1 where none does. */
export function itemAt(items: readonly AgendaItem[], provision: string | null): number {
  if (provision === null) return -1;
  let best = -1;
  for (const [i, { provisions }] of items.entries()) {
    if (!provisions.includes(provision)) continue;
    if (best < 0 || provisions.length < (items[best]?.provisions.length ?? 0)) best = i;
  }
  return best;
}

/** The session that is open, the one opened last where there are several; null for none. */
export function openSession(sessions: RecordValue["sessions"]): Session | null {
  return sessionsByDate(sessions).find(({ closed }) => closed === null) ?? null;
}

/** All sessions, the newest first. */
export function sessionsByDate(sessions: RecordValue["sessions"]): readonly Session[] {
  return Object.entries(sessions)
    .map(([id, facts]) => ({ ...facts, id }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** A list with one of its items moved by a step; the same list at its ends. */
export function moved<T>(list: readonly T[], from: number, step: 1 | -1): readonly T[] {
  const to = from + step;
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  const out = [...list];
  const [item] = out.splice(from, 1);
  out.splice(to, 0, item as T);
  return out;
}

/**
 * What is chosen after a row of the outline is ticked or unticked. A ticked row stands for all below it, so that those are
 * not chosen besides; a row is put where it comes in the order of the text among those chosen, unless the order was changed.
 */
export function withRow(chosen: readonly string[], row: OutlineRow, ticked: boolean): readonly string[] {
  if (!ticked) return chosen.filter((id) => id !== row.id);
  const below = new Set(row.provisions);
  return [...chosen.filter((id) => !below.has(id)), row.id];
}

/** Chosen items in the order of the text. */
export function inTextOrder(chosen: readonly string[], outline: readonly { readonly id: string }[]): readonly string[] {
  const places = new Map(outline.map(({ id }, i) => [id, i]));
  return [...chosen].sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity));
}
