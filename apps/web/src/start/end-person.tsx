import type { Person } from "@adref/protocol";
import { useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";

interface Props {
  readonly person: Person;
  readonly close: () => void;
  readonly end: (reason: string) => Promise<void>;
}

/** Asks once more before a person's time ends. */
export function EndPerson({ person, close, end }: Props) {
  const say = useSay();
  const [reason, setReason] = useState("");
  return (
    <DialogPane title={say("start.end.title", { name: person.name })} isOpen onOpenChange={close}>
      <p>{say("start.end.explain")}</p>
      <TextField value={reason} onChange={setReason} maxLength={2_000}>
        <Label>{say("start.end.reason")}</Label>
        <Input dir="auto" />
      </TextField>
      <div className="form-buttons">
        <Button className="button button-alarm" onPress={() => void end(reason)}>
          {say("start.people.end")}
        </Button>
        <Button className="button" onPress={close}>
          {say("app.cancel")}
        </Button>
      </div>
    </DialogPane>
  );
}
