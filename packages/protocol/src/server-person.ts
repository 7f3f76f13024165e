import type { Person } from "./roles.ts";

/**
 * In whose name the server itself acts: at the end of a silence procedure. The "@" keeps the id from being anybody's, and
 * nobody can sign in with it, because it is in no directory.
 */
export const SERVER_PERSON: Person = {
  id: "@server",
  name: "Adref",
  role: "observer",
  party: null,
  bodies: [],
  names: true,
};

/** Whether an act or an entry is the server's own. */
export const isServer = ({ id }: Pick<Person, "id">): boolean => id === SERVER_PERSON.id;
