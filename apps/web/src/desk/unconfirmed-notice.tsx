import { Button } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { sameJson, useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";
import { waitingFor } from "./desk-model.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
}

/** Tells a party's people what was taken down for them and waits: to look at it one by one, or to confirm all of it. */
export function UnconfirmedNotice({ session, handle }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const { party, role } = session.me;
  const record = useSelected(session, (now) => now.record);
  const waiting = useSelected(handle, ({ index }) => waitingFor(party, index, record), sameJson);
  const active = useSelected(handle, (now) => now.active);
  const { brackets, targets } = waiting;
  if (role !== "delegation" || brackets.length === 0 || session.takesDownFor) return null;
  const next = brackets[(brackets.indexOf(active ?? "") + 1) % brackets.length] as string;

  async function confirm() {
    const outcome = await run({ type: "confirm", targets: [...targets] });
    if (outcome.accepted === true) tell({ kind: "done", sentence: say("desk.confirmed", { count: brackets.length }) });
  }

  return (
    <section className="desk-band unconfirmed-band" aria-label={say("desk.unconfirmedLabel")}>
      <p role="status">{say("desk.unconfirmed", { count: brackets.length })}</p>
      <div className="desk-buttons">
        <Button className="button button-small" onPress={() => handle.goTo({ bracket: next }, true)}>
          {say("desk.look")}
        </Button>
        <Button
          className="button button-small button-primary"
          isDisabled={state === "sending"}
          onPress={() => void confirm()}
        >
          {say("desk.confirm", { count: brackets.length })}
        </Button>
      </div>
    </section>
  );
}
