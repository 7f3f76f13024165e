import type { Body, Person, Role } from "@adref/protocol";
import type { Party } from "@adref/schema";
import { type DelimitedRow, readDelimited } from "./delimited.ts";
import { freshId } from "./fresh-id.ts";

export type PersonProblem =
  | "name"
  | "role"
  | "partyMissing"
  | "partyUnknown"
  | "partyExtra"
  | "bodyMissing"
  | "bodyUnknown"
  | "names"
  | "there"
  | "twice";

/** One line of pasted people: what it says, and what is to be mended in it. `detail` is the cell that is not understood. */
export interface PersonRow extends DelimitedRow {
  readonly person: Person;
  readonly problems: readonly { readonly id: PersonProblem; readonly detail: string }[];
}

/** The negotiation, as far as people are read against it. */
export interface Known {
  readonly parties: readonly Party[];
  readonly bodies: readonly Body[];
  readonly people: readonly Person[];
}

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  delegation: "delegation",
  delegate: "delegation",
  delegates: "delegation",
  chair: "chair",
  "co-chair": "chair",
  cochair: "chair",
  facilitator: "chair",
  secretariat: "secretariat",
  secretary: "secretariat",
  observer: "observer",
  expert: "observer",
};
const COLUMNS = ["name", "role", "party", "bodies", "names"] as const;
type Column = (typeof COLUMNS)[number];
const COLUMN_WORDS: Readonly<Record<string, Column>> = {
  name: "name",
  person: "name",
  "full name": "name",
  role: "role",
  party: "party",
  country: "party",
  code: "party",
  body: "bodies",
  bodies: "bodies",
  "working group": "bodies",
  wg: "bodies",
  names: "names",
};

/**
 * Reads lines of name, role, party and bodies; a first line that names the columns may order them otherwise. Parties go by code or name,
 * bodies by id or name, several with `|` or `/` between. Whoever has a party and no role is of its delegation. Further columns, such as
 * an address, are left alone.
 */
export function readPeople(source: string, { parties, bodies, people }: Known): readonly PersonRow[] {
  const rows = readDelimited(source);
  const head = rows[0] && columnsOf(rows[0].cells);
  const places = head ?? new Map(COLUMNS.map((column, i) => [column, i]));
  const taken = new Set(people.map(({ id }) => id));
  const seen = new Set<string>();
  return (head ? rows.slice(1) : rows).map((row) => {
    const cell = (column: Column) => row.cells[places.get(column) ?? -1] ?? "";
    const problems: { id: PersonProblem; detail: string }[] = [];
    const say = (id: PersonProblem, detail = "") => void problems.push({ id, detail });
    const [name, roleSaid, partySaid] = [cell("name"), cell("role").toLowerCase(), cell("party")];
    const role = ROLE_WORDS[roleSaid] ?? (roleSaid === "" && partySaid !== "" ? "delegation" : undefined);
    const party = parties.find(({ code, names }) =>
      [code, ...Object.values(names)].some((one) => one.toLowerCase() === partySaid.toLowerCase()),
    );
    const asked = cell("bodies")
      .split(/[|/]/)
      .flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
    const of = asked.flatMap((one) => {
      const found = bodies.find(({ id, name }) => [id, name].some((word) => word.toLowerCase() === one.toLowerCase()));
      const short = found ?? bodies.find(({ name }) => name.toLowerCase().startsWith(`${one.toLowerCase()}:`));
      if (!short) say("bodyUnknown", one);
      return short ? [short.id] : [];
    });
    if (name === "") say("name");
    if (!role) say("role", cell("role"));
    if (role === "delegation" && partySaid === "") say("partyMissing");
    if (role === "delegation" && partySaid !== "" && !party) say("partyUnknown", partySaid);
    if (role && role !== "delegation" && partySaid !== "") say("partyExtra", partySaid);
    if (role === "chair" && asked.length === 0) say("bodyMissing");
    const withheld = cell("names").toLowerCase();
    if (!["", "yes", "shown", "no", "withheld"].includes(withheld)) say("names", withheld);
    const mark = `${name.toLowerCase()} ${role} ${party?.code ?? ""}`;
    const known = people.some(
      (one) =>
        one.name.toLowerCase() === name.toLowerCase() && one.role === role && one.party === (party?.code ?? null),
    );
    if (known) say("there");
    else if (seen.has(mark)) say("twice");
    seen.add(mark);
    const id = freshId(name, "person", taken);
    taken.add(id);
    const person: Person = {
      id,
      name,
      role: role ?? "observer",
      party: role === "delegation" ? (party?.code ?? null) : null,
      bodies: [...new Set(of)],
      names: !["no", "withheld"].includes(withheld),
    };
    return { ...row, person, problems };
  });
}

/** Where each column stands, if a line names them; null for a line of a person. */
function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> | null {
  const places = new Map<Column, number>();
  cells.forEach((cell, i) => {
    const column = COLUMN_WORDS[cell.toLowerCase()];
    if (column && !places.has(column)) places.set(column, i);
  });
  return places.has("name") && places.size > 1 ? places : null;
}
