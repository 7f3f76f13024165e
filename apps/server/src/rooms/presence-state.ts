import type { Person } from "@adref/protocol";
import { ID_PATTERN } from "@adref/schema";

/** Where somebody's caret stands: offsets inside one provision. */
interface Cursor {
  readonly provision: string;
  readonly anchor: number;
  readonly head: number;
}

/** What a client may say of itself. Who it is, is not among it. */
export interface OwnState {
  readonly cursor: Cursor | null;
  readonly focus: string | null;
}

/** Who is present, as the server tells others. */
export interface PresentPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Person["role"];
  readonly party: string | null;
}

/** Reads a client's presence. Known fields only, rebuilt, so that nothing else travels in them; null where it is none. */
export function readOwnState(json: string): OwnState | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { cursor, focus } = value as Record<string, unknown>;
  return { cursor: readCursor(cursor), focus: isId(focus) ? focus : null };
}

function readCursor(value: unknown): Cursor | null {
  if (typeof value !== "object" || value === null) return null;
  const { provision, anchor, head } = value as Record<string, unknown>;
  return isId(provision) && isOffset(anchor) && isOffset(head) ? { provision, anchor, head } : null;
}

const isId = (value: unknown): value is string => typeof value === "string" && ID_PATTERN.test(value);
const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A person as an audience may see them: delegations are nameless where names are withheld. `alias` is their id then. */
export function presentPerson(person: Person, names: boolean, alias: string): PresentPerson {
  const { id, name, role, party } = person;
  const shown = names || (party === null && role !== "delegation");
  return shown ? { id, name, role, party } : { id: alias, name: "", role, party: null };
}
