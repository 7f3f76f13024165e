import { Button } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { partyOfTaken } from "./taken-party.ts";

interface Props {
  readonly session: TextSession;
  /** An option, or a bracket for its standing words. */
  readonly target: string;
}

/** Says in a card that words were taken down for a party that has not confirmed them, and lets the party's people do so. */
export function Unconfirmed({ session, target }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const facts = useSelected(session, ({ record }) => record.options[target] ?? record.brackets[target]);
  const around = useSelected(session, ({ record }) => record.options[target]?.bracket);
  if (!facts?.unconfirmed) return null;
  const { owner } = facts;
  const mine = owner !== null && owner === session.me.party && !session.takesDownFor;
  // The bracket of a pure insertion is seen nowhere else.
  const bracket = around === undefined ? undefined : session.getState().record.brackets[around];
  const both = around !== undefined && bracket?.owner === owner && bracket?.unconfirmed;
  const targets = both ? [target, around] : [target];
  const party = owner && (partyOfTaken(owner) ?? owner);
  return (
    <div className="unconfirmed">
      <p>{party ? say("desk.waits", { party }) : say("desk.waitsForOne")}</p>
      {mine && (
        <Button
          className="button button-small button-primary"
          isDisabled={state === "sending"}
          onPress={() => void run({ type: "confirm", targets })}
        >
          {say("desk.confirmOne")}
        </Button>
      )}
    </div>
  );
}
