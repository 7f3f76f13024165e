import type { Person } from "@adref/protocol";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { api } from "../api.ts";
import { useSay } from "../intl.tsx";
import { clearHere, unsentHere } from "../sync/kept-here.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { forgetKept } from "../use-load.ts";

interface Props {
  readonly person: Person;
  readonly close: () => void;
  /** The session has ended on the server. */
  readonly left: () => void;
}

/** Asks how somebody signs out: what the device keeps can stay for the next time, or go, and what would be lost is said. */
export function SignOutDialog({ person, close, left }: Props) {
  const say = useSay();
  const [unsent, setUnsent] = useState(0);
  const [state, setState] = useState<"idle" | "sending" | "failed">("idle");

  useEffect(() => {
    let gone = false;
    void unsentHere(person.id).then((count) => {
      if (!gone) setUnsent(count);
    });
    return () => {
      gone = true;
    };
  }, [person.id]);

  async function leave(clear: boolean) {
    setState("sending");
    const answer = await api.signOut();
    if (!answer.ok && answer.failure.kind !== "signed-out") {
      setState("failed");
      return;
    }
    left();
    if (clear) await clearHere(person.id);
    forgetKept();
  }

  return (
    <DialogPane title={say("signOut.title")} isOpen onOpenChange={close}>
      <div className="dialog-body">
        <p>{say("signOut.explain")}</p>
        {unsent > 0 && <p className="caution">{say("signOut.unsent", { count: unsent })}</p>}
        {state === "failed" && (
          <p className="caution" role="alert">
            {say("signOut.failed")}
          </p>
        )}
        <div className="form-buttons">
          <Button
            className="button button-primary"
            autoFocus
            isDisabled={state === "sending"}
            onPress={() => void leave(false)}
          >
            {say("app.signOut")}
          </Button>
          <Button
            className={unsent > 0 ? "button button-alarm" : "button"}
            isDisabled={state === "sending"}
            onPress={() => void leave(true)}
          >
            {say(unsent > 0 ? "signOut.clearLosing" : "signOut.clear")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </div>
    </DialogPane>
  );
}
