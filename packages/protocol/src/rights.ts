import type { Actor } from "@adref/law";
import type { ActType } from "./acts.ts";
import type { TextInfo } from "./directory.ts";
import type { Person, Role } from "./roles.ts";
import { isServer } from "./server-person.ts";

const COMMENTING = ["comment", "edit-comment", "settle-comment", "withdraw-comment"] as const;
/** What the chair does in the room, and the Secretariat for the chair. */
const PRESIDING = ["open-session", "set-agenda", "close-session", "freeze"] as const;
const NAMING = ["name-moment", "rename-moment", "unname-moment"] as const;

/** Who may do which act. Chairs act in the texts of their own bodies only. */
const ACTS_OF: Readonly<Record<Role, readonly ActType[]>> = {
  delegation: ["stance", "explain", "invite", "join", "confirm", "break-silence", ...COMMENTING],
  chair: [
    ...(["adopt", "merge", "lift", "delete", "park", "park-provision", "status", "reopen", "undo"] as const),
    ...(["open-silence", "end-silence"] as const),
    ...PRESIDING,
    ...NAMING,
    ...COMMENTING,
  ],
  secretariat: ["issue", "restore", ...PRESIDING, ...NAMING, ...COMMENTING],
  observer: [],
};

/** Whether a person may do an act on a text, as far as role, body and party go; the text's state may still refuse it. */
export function mayAct(person: Person, text: TextInfo, act: ActType): boolean {
  // The server ends a silence procedure when its time has come; nobody signs in as the server.
  if (isServer(person)) return act === "end-silence";
  if (!ACTS_OF[person.role].includes(act)) return false;
  if (person.role === "chair") return person.bodies.includes(text.body);
  if (person.role === "delegation") return person.party !== null;
  return true;
}

/** Whether a person may write words in a text at all: delegations propose, the Secretariat holds the pen. */
export function mayWrite(person: Person): boolean {
  return actorOf(person) !== null;
}

/** For whom a person's typing counts before the law, or null for those who write no words. */
export function actorOf(person: Person): Actor | null {
  if (person.role === "secretariat") return { role: "secretariat" };
  return person.role === "delegation" && person.party !== null ? { role: "delegation", party: person.party } : null;
}

/** Whether a person may take words down for a party that has spoken, which then confirms them. */
export function mayTakeDown(person: Person): boolean {
  return person.role === "secretariat";
}

/**
 * Whether a person may read a text: every person of the negotiation reads every text of it. Withheld are the names of
 * parties, not the words. `_text` stands here so that a text of a smaller circle changes this function only.
 */
export function mayRead(person: Person | null, _text: TextInfo): boolean {
  return person !== null;
}
