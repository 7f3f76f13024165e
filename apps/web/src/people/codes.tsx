import type { PartyCode } from "@adref/schema";
import { useSay } from "../intl.tsx";
import { namedParties, tickOf, useParties } from "./parties.ts";

/** A party's code, with the party's name for those who hover or listen. */
export function Code({ code }: { code: PartyCode }) {
  const parties = useParties();
  const name = parties.find((party) => party.code === code)?.names.en;
  return (
    <abbr className={`code ${tickOf(code, parties)}`} title={name}>
      {code}
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
