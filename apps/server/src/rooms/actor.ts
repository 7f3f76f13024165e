import type { Actor } from "@adref/law";
import type { Person } from "@adref/protocol";

/** For whom a person's typing counts, or null for those who send no words (mayWrite in the protocol's rights). */
export function actorOf(person: Person): Actor | null {
  if (person.role === "secretariat") return { role: "secretariat" };
  return person.role === "delegation" && person.party !== null ? { role: "delegation", party: person.party } : null;
}
