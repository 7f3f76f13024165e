import { useCallback } from "react";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";
import { PasteLines } from "./paste-lines.tsx";
import { type PersonRow, readPeople } from "./read-people.ts";

/** New people, pasted or from a CSV file. */
export function PeoplePart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const { parties, bodies, people } = negotiation;
  const read = useCallback(
    (source: string) => readPeople(source, { parties, bodies, people }),
    [parties, bodies, people],
  );
  const problems = useCallback(
    ({ problems }: PersonRow) =>
      problems.map(({ id, detail }) =>
        say(`start.person.problem.${id}`, {
          detail,
          parties: parties.map(({ code }) => code).join(", "),
          bodies: bodies.map(({ id }) => id).join(", "),
        }),
      ),
    [say, parties, bodies],
  );
  return (
    <PasteLines
      draft="people"
      label={say("start.person.lines")}
      hint={say("start.person.hint", { bodies: bodies.map(({ id }) => id).join(", ") })}
      example={say("start.person.example")}
      read={read}
      heads={[
        say("start.person.name"),
        say("start.person.role"),
        say("start.person.party"),
        say("start.person.bodies"),
      ]}
      cells={({ person }) => [
        person.name,
        say(`start.role.${person.role}`),
        person.party && <Code code={person.party} />,
        person.bodies.join(", "),
      ]}
      problems={problems}
      addWords={(count) => say("start.person.add", { count })}
      addedWords={(count) => say("start.person.added", { count })}
      add={async (rows) => {
        const done = await actOnNegotiation(say, { type: "add-people", people: rows.map(({ person }) => person) });
        if (done.done) changed();
        return done;
      }}
    />
  );
}
