import type { Directory, Person, TextInfo } from "@adref/protocol";
import { EXIT, OperatorError } from "../errors.ts";
import { standingOf } from "../negotiation/stream.ts";
import type { Store } from "../store/port.ts";

/** The negotiation of a store. Throws OperatorError (not found) where there is none yet. */
export async function directoryOf(store: Store): Promise<Directory> {
  const standing = await standingOf(store);
  if (standing) return standing.directory;
  throw new OperatorError(EXIT.notFound, "There is no negotiation here yet. Run `adref seed` or `adref serve` first.");
}

/** The person of an id. Throws OperatorError (not found) that lists whom there is. */
export function personOf(directory: Directory, id: string): Person {
  const person = directory.people.find((candidate) => candidate.id === id);
  if (person?.ended !== undefined) {
    throw new OperatorError(EXIT.refused, `${person.name} may not sign in any more (since ${person.ended}).`);
  }
  if (person) return person;
  const ids = directory.people.map((candidate) => candidate.id).join(", ");
  throw new OperatorError(EXIT.notFound, `There is no person "${id}". There are: ${ids}.`);
}

/**
 * Who acts for the Secretariat: the person of an id, or the first of the Secretariat. Throws OperatorError (not found) where
 * there is nobody, (refused) where the person is not of the Secretariat.
 */
export function secretaryOf(directory: Directory, id: string | undefined): Person {
  const person =
    id === undefined
      ? directory.people.find(({ role, ended }) => role === "secretariat" && ended === undefined)
      : personOf(directory, id);
  if (!person) throw new OperatorError(EXIT.notFound, "The negotiation has nobody in the Secretariat.");
  if (person.role === "secretariat") return person;
  throw new OperatorError(EXIT.refused, `${person.name} is not of the Secretariat, which alone may do this.`);
}

/** The text of an id. Throws OperatorError (not found) that lists which there are. */
export function textOfId(directory: Directory, id: string): TextInfo {
  const text = directory.texts.find((candidate) => candidate.id === id);
  if (text) return text;
  const ids = directory.texts.map((candidate) => candidate.id).join(", ");
  throw new OperatorError(EXIT.notFound, `There is no text "${id}". There are: ${ids}.`);
}

/** What somebody is, in a few words: "Kazakhstan", "Chair, wg1", "Secretariat". */
export function titleOf(directory: Directory, person: Person): string {
  switch (person.role) {
    case "delegation":
      return directory.parties.find((party) => party.code === person.party)?.names.en ?? person.party ?? "";
    case "chair":
      return `Chair, ${person.bodies.join(", ")}`;
    case "secretariat":
      return "Secretariat";
    case "observer":
      return person.names ? "Observer" : "Observer, names withheld";
  }
}

/** Rows as lines with aligned columns, each indented by two spaces. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd()}`,
    )
    .join("\n");
}
