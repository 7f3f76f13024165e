import type { Body } from "@adref/protocol";
import type { DelimitedRow } from "./delimited.ts";
import { freshId } from "./fresh-id.ts";

/** One line that names a body. `twice`: a body of that name is there, or stands above. */
export interface BodyRow extends DelimitedRow {
  readonly body: Body;
  readonly twice: boolean;
}

/** Reads the names of bodies, one a line. "Working Group 2: Customs" gets the id wg2. */
export function readBodies(source: string, there: readonly Body[]): readonly BodyRow[] {
  const taken = new Set(there.map(({ id }) => id));
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  return source.split(/\r\n|\r|\n/).flatMap((text, i) => {
    const name = text.trim();
    if (name === "") return [];
    const group = /^(?:working group|wg)\s*(\d+)/i.exec(name)?.[1];
    const twice = names.has(name.toLowerCase());
    const id = freshId(group ? `wg${group}` : initialsOf(name), "body", taken);
    names.add(name.toLowerCase());
    taken.add(id);
    return [{ line: i + 1, cells: [name], source: text, body: { id, name }, twice }];
  });
}

/** "Regional Trade Group" is known as rtg. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return words.length > 1 ? words.map((word) => word[0]).join("") : name;
}
