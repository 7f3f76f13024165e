import { StanceButtons } from "../acts/stance-buttons.tsx";
import { useSay } from "../intl.tsx";
import { Codes } from "../people/codes.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { onProvision } from "./on-provision.ts";
import type { ProposeScope } from "./propose-scope.ts";

interface Props {
  readonly session: TextSession;
  readonly scope: ProposeScope;
  readonly close: () => void;
}

const ON_PROVISION = ["support", "oppose", "reserve", "flexible"] as const;

/** One's party's position on a provision as a whole, and what others say of it. */
export function PositionDialog({ session, scope, close }: Props) {
  const say = useSay();
  const [id = ""] = scope.provisions;
  const stances = useSelected(session, (state) => state.record.stances[id]);
  const mine = session.me.party === null ? undefined : stances?.[session.me.party];
  return (
    <DialogPane title={say("stances.title", { provision: scope.name })} isOpen onOpenChange={close}>
      <div className="dialog-body">
        <p>{say("stances.explain")}</p>
        <StanceButtons session={session} target={id} option={scope.name} stances={ON_PROVISION} mine={mine} />
        <ul className="position-notes">
          {onProvision(stances).map(({ stance, parties, notes }) => (
            <li key={stance}>
              <Codes codes={parties} /> {say(parties.length === 1 ? `says.one.${stance}` : `says.${stance}`)}
              {notes.map((note) => (
                <span key={note} dir="auto">
                  {" "}
                  {note}
                </span>
              ))}
            </li>
          ))}
        </ul>
      </div>
    </DialogPane>
  );
}
