import { type Act, type Directory, isServer, type NamedMoment, type Person, SERVER_PERSON } from "@adref/protocol";
import type { Entry } from "../store/port.ts";

/** A named moment as the ledger has it; who named it is a person's id. */
export interface Naming {
  readonly id: string;
  readonly seq: number;
  readonly name: string;
  readonly by: string;
  readonly at: string;
}

/** The acts that are about named moments. */
export type NamingAct = Extract<Act, { type: "name-moment" | "rename-moment" | "unname-moment" }>;

/**
 * The named moments after an accepted act about them, in the order in which they were named. Who renames a moment answers
 * for its name from then on.
 */
export function afterNaming(before: readonly Naming[], act: NamingAct, by: string, at: string): readonly Naming[] {
  switch (act.type) {
    case "name-moment":
      return [...before, { id: act.moment, seq: act.seq, name: act.name, by, at }];
    case "rename-moment":
      return before.map((one) => (one.id === act.moment ? { ...one, name: act.name, by, at } : one));
    case "unname-moment":
      return before.filter((one) => one.id !== act.moment);
  }
}

/** The named moments after an entry of the ledger; the same list where the entry says nothing of them. */
export function momentsAfter(before: readonly Naming[], { data, person, at }: Entry): readonly Naming[] {
  return data.act && isNaming(data.act) ? afterNaming(before, data.act, person, at) : before;
}

/** Whether an act is about a named moment. */
export function isNaming(act: Act): act is NamingAct {
  return act.type === "name-moment" || act.type === "rename-moment" || act.type === "unname-moment";
}

/** A named moment as a reader may see it. */
export function shownMoment({ id, seq, name, by, at }: Naming, directory: Directory, reader: Person): NamedMoment {
  return { id, seq, name: reader.names ? name : null, by: nameOf(directory, by), at };
}

/** The name of a person of the negotiation; of one who is gone from it, the id. */
export function nameOf(directory: Directory, person: string): string {
  if (isServer({ id: person })) return SERVER_PERSON.name;
  return directory.people.find(({ id }) => id === person)?.name ?? person;
}
