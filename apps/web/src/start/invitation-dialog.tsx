import type { Invitation, Person } from "@adref/protocol";
import { useEffect, useRef, useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { useIntl } from "react-intl";
import { failureSentence } from "../history/failure-sentence.ts";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { copyWords } from "./copy-words.ts";
import { negotiation } from "./negotiation-api.ts";

/** A fresh link for one person, shown this once. */
export function InvitationDialog({ person, close }: { person: Person; close: () => void }) {
  const say = useSay();
  const intl = useIntl();
  const [made, setMade] = useState<Invitation | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    // A link is made once: the effect runs twice while developing, and the second one would end the first.
    if (asked.current) return;
    asked.current = true;
    void negotiation.invite(person.id).then((answer) => {
      if (answer.ok) setMade(answer.value);
      else setFailed(failureSentence(say, answer.failure));
    });
  }, [person.id, say]);
  return (
    <DialogPane title={say("start.link.title", { name: person.name })} isOpen onOpenChange={close}>
      {failed !== null && (
        <p className="caution" role="alert">
          {failed}
        </p>
      )}
      {made && (
        <>
          <p>{say("start.link.explain", { until: intl.formatDate(made.expires, { dateStyle: "long" }) })}</p>
          <TextField value={made.link} isReadOnly className="react-aria-TextField link-field">
            <Label>{say("start.link.field")}</Label>
            <Input onFocus={(event) => event.currentTarget.select()} dir="ltr" />
          </TextField>
          <div className="form-buttons">
            <Button className="button button-primary" onPress={() => void copyWords(say, made.link)}>
              {say("start.link.copy")}
            </Button>
          </div>
        </>
      )}
    </DialogPane>
  );
}
