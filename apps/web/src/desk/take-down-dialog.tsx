import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "../people/parties.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { partyOfTaken } from "./taken-party.ts";
import type { TakeDown } from "./use-take-down.ts";

interface Props {
  readonly taking: TakeDown;
  readonly close: () => void;
}

/** Asks for which party words are taken down. */
export function TakeDownDialog({ taking, close }: Props) {
  const say = useSay();
  const nameOf = usePartyName();
  const parties = useParties().filter(({ code }) => partyOfTaken(code) === null);
  return (
    <DialogPane title={say("desk.takeDownTitle")} isOpen onOpenChange={close}>
      <div className="dialog-body">
        <p>{say("desk.takeDownExplain")}</p>
        <ul className="take-down-parties">
          {parties.map((party, i) => (
            <li key={party.code}>
              <Button
                className="button"
                autoFocus={i === 0}
                onPress={() => {
                  close();
                  taking.begin(party.code);
                }}
              >
                <span className="code" translate="no">
                  {party.code}
                </span>{" "}
                {nameOf(party)}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </DialogPane>
  );
}
