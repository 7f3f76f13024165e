import type { TimelineAct } from "@adref/protocol";
import type { ToldAct } from "./chronicle.ts";

/** A session as its acts in the ledger make it. */
export interface SatSession {
  readonly title: string;
  /** As it stood at the end. */
  readonly agenda: readonly string[];
  readonly opened: ToldAct;
  /** Null while it is open. */
  readonly closed: ToldAct | null;
}

/** Reads a session from the acts of a ledger; null where none of this id was opened. */
export function sessionIn(acts: readonly ToldAct[], session: string): SatSession | null {
  let found = null as SatSession | null;
  for (const told of acts) {
    const { act } = told.data;
    if (act === undefined || !("session" in act) || act.session !== session) continue;
    if (act.type === "open-session") found = { title: act.title, agenda: act.agenda, opened: told, closed: null };
    else if (found && act.type === "set-agenda") found = { ...found, agenda: act.agenda };
    else if (found && act.type === "close-session") found = { ...found, closed: told };
  }
  return found;
}

/** An act as a timeline tells it, with the provisions that it changed where it names none by itself. */
export function withProvisions(act: TimelineAct, provisions: readonly string[] | undefined): TimelineAct {
  if (act.provisions || !provisions) return act;
  return { ...act, provisions, provisionCount: provisions.length };
}
