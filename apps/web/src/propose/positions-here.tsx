import { useSay } from "../intl.tsx";
import { Codes } from "../people/codes.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { onProvision } from "./on-provision.ts";

/** What parties say of the provision at the caret as a whole; nothing where none says anything. */
export function PositionsHere({ session, provision }: { session: TextSession; provision: string }) {
  const say = useSay();
  const stances = useSelected(session, (state) => state.record.stances[provision]);
  const said = onProvision(stances);
  if (said.length === 0) return null;
  return (
    <span className="positions positions-here">
      {said.map(({ stance, parties }) => (
        <span key={stance} className={`position position-${stance}`}>
          <span className="verb">{say(parties.length === 1 ? `says.one.${stance}` : `says.${stance}`)}</span>{" "}
          <Codes codes={parties} />
        </span>
      ))}
    </span>
  );
}
