import { type FormEvent, useState } from "react";
import { Button, Form, Input, Label, Text, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { tell } from "../ui/toasts.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";
import { useDraft } from "./use-draft.ts";

/** What the negotiation is called, and who issues its papers. */
export function NamePart({ negotiation, changed, next }: PartProps) {
  const say = useSay();
  const [name, setName, dropName] = useDraft("name", negotiation.name);
  const [issuer, setIssuer] = useDraft("issuer", negotiation.secretariat ?? "");
  const [failed, setFailed] = useState<string | null>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    const given = { name: name.trim(), ...(issuer.trim() !== "" && { secretariat: issuer.trim() }) };
    const same = given.name === negotiation.name && issuer.trim() === (negotiation.secretariat ?? "");
    if (!same) {
      const done = await actOnNegotiation(say, { type: "name-negotiation", ...given });
      if (!done.done) return setFailed(done.sentence);
      if (!next) tell({ kind: "done", sentence: say("start.name.saved") });
      changed();
    }
    dropName();
    setName(given.name);
    setFailed(null);
    next?.();
  }

  return (
    <Form className="part-form" onSubmit={(event) => void save(event)}>
      <TextField value={name} onChange={setName} maxLength={300} isRequired>
        <Label>{say("start.name.field")}</Label>
        <Input dir="auto" />
        <Text slot="description">{say("start.name.hint")}</Text>
      </TextField>
      <TextField value={issuer} onChange={setIssuer} maxLength={300}>
        <Label>{say("start.name.issuer")}</Label>
        <Input dir="auto" />
        <Text slot="description">{say("start.name.issuerHint")}</Text>
      </TextField>
      {failed !== null && (
        <p className="caution" role="alert">
          {failed}
        </p>
      )}
      <div className="form-buttons">
        <Button className="button button-primary" type="submit" isDisabled={name.trim() === ""}>
          {say(next ? "start.continue" : "start.save")}
        </Button>
      </div>
    </Form>
  );
}
