import { mayAct } from "@adref/protocol";
import { WHOLE_TEXT } from "@adref/schema";
import { useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import { useSay } from "../intl.tsx";
import { usePeople } from "../people/people.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";

interface Props {
  readonly session: TextSession;
  readonly close: () => void;
}

/** Asks whether nobody is to write any more until the chair says so. A reason may be given; it stays on the record. */
export function FreezeDialog({ session, close }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [reason, setReason] = useState("");

  async function freeze() {
    const given = reason.trim();
    const outcome = await run({ type: "freeze", frozen: true, ...(given !== "" && { reason: given }) });
    if (outcome.accepted === true) close();
  }

  return (
    <DialogPane title={say("desk.freezeTitle")} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void freeze();
        }}
      >
        <p>{say("desk.freezeExplain")}</p>
        <TextField value={reason} onChange={setReason} maxLength={2_000} autoFocus>
          <Label>{say("desk.reason")}</Label>
          <Input dir="auto" />
        </TextField>
        <div className="form-buttons">
          <Button className="button button-primary" type="submit" isDisabled={state === "sending"}>
            {say("desk.freeze")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}

/** Says to everybody that the text is frozen, by whom and why; who may lifts it. */
export function FrozenBand({ session }: { session: TextSession }) {
  const say = useSay();
  const people = usePeople();
  const { state, run } = useAct(session);
  const facts = useSelected(session, ({ record }) => record.freeze[WHOLE_TEXT]);
  if (!facts) return null;
  const by = people.find(({ id }) => id === facts.by)?.name ?? facts.by;
  const may = mayAct(session.me, session.text, "freeze");
  return (
    <section className="desk-band frozen-band" aria-label={say("desk.frozenLabel")}>
      <p role="status">
        <Icon name="lock" /> <strong>{say("desk.frozen", { by })}</strong>{" "}
        <span>
          <On at={facts.at} time />
          {facts.reason && <> · “{facts.reason}”</>}
        </span>
      </p>
      {may && (
        <Button
          className="button button-small"
          isDisabled={state === "sending"}
          onPress={() => void run({ type: "freeze", frozen: false })}
        >
          {say("desk.unfreeze")}
        </Button>
      )}
    </section>
  );
}
