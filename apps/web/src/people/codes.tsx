import { partyOfDraft } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { partyOfTaken } from "../desk/taken-party.ts";
import { useSay } from "../intl.tsx";
import { namedParties, tickOf, useParties, usePartyName } from "./parties.ts";

/** A party's code, with the party's name for those who hover or listen. */
export function Code({ code }: { code: PartyCode }) {
  const parties = useParties();
  const nameOf = usePartyName();
  const party = parties.find((candidate) => candidate.code === code);
  return (
    <abbr className={`code ${tickOf(code, parties)}`} title={party && nameOf(party)} translate="no">
      {partyOfDraft(code) ?? partyOfTaken(code) ?? code}
    </abbr>
  );
}

/** Several codes in a row; parties withheld from the reader are counted and not named. */
export function Codes({ codes }: { codes: readonly PartyCode[] }) {
  const say = useSay();
  const { named, withheld } = namedParties(codes, useParties());
  return (
    <span className="code-list">
      {named.map((code) => (
        <Code key={code} code={code} />
      ))}
      {withheld > 0 && <span className="withheld">{say("card.withheld", { count: withheld })}</span>}
    </span>
  );
}
