import { useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { tell } from "../ui/toasts.tsx";
import type { StatusScope } from "./status-scope.ts";
import { useAct } from "./use-act.ts";

interface Props {
  readonly session: TextSession;
  readonly scope: StatusScope;
  readonly close: () => void;
}

/** Reopens agreed provisions. It takes a reason, which stays on the record. */
export function ReopenDialog({ session, scope, close }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [reason, setReason] = useState("");
  const provisions = [...scope.offers.reopen];

  async function reopen() {
    const outcome = await run({ type: "reopen", provisions, reason: reason.trim() });
    if (outcome.accepted !== true) return;
    tell({ kind: "done", sentence: say("status.done.reopen", { provision: scope.name }) });
    close();
  }

  return (
    <DialogPane title={say("status.reopen.title", { provision: scope.name })} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void reopen();
        }}
      >
        <p>{say("status.reopen.explain", { count: provisions.length })}</p>
        <TextField value={reason} onChange={setReason} isRequired maxLength={2_000} autoFocus>
          <Label>{say("status.reopen.reason")}</Label>
          <Input />
        </TextField>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={reason.trim() === "" || state === "sending"}
          >
            {say("status.reopen.button")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}
