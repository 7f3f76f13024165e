import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { CardOption } from "../margin/card-view.ts";
import type { TextSession } from "../sync/types.ts";
import { useAct } from "./use-act.ts";

/** Another party's invitation to propose something together, or the way out of a joint proposal; nothing for others. */
export function Invitation({ session, option }: { session: TextSession; option: CardOption }) {
  const say = useSay();
  const { state, run } = useAct(session);
  const { party } = session.me;
  if (party === null) return null;
  const join = (joined: boolean) => void run({ type: "join", option: option.target, joined });
  if (option.joint?.includes(party)) {
    return (
      <p className="invitation">
        <Button className="link-button" isDisabled={state === "sending"} onPress={() => join(false)}>
          {say("act.leave")}
        </Button>
      </p>
    );
  }
  if (!option.invited?.includes(party)) return null;
  return (
    <div className="invitation">
      <p>{say("card.invitesYou", { owner: option.owner ?? say("card.unattributed") })}</p>
      <div className="form-buttons">
        <Button className="button button-small" isDisabled={state === "sending"} onPress={() => join(true)}>
          {say("act.join")}
        </Button>
        <Button className="button button-small" isDisabled={state === "sending"} onPress={() => join(false)}>
          {say("act.decline")}
        </Button>
      </div>
    </div>
  );
}
