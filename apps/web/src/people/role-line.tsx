import type { Person } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "./parties.ts";

/** In what capacity a person is here: "Delegation of Kazakhstan", "Chair". */
export function RoleLine({ person }: { person: Person }) {
  const say = useSay();
  const nameOf = usePartyName();
  const parties = useParties();
  const party = parties.find((candidate) => candidate.code === person.party);
  return (
    <span className="quiet">{say(`role.${person.role}`, { party: party ? nameOf(party) : (person.party ?? "") })}</span>
  );
}
