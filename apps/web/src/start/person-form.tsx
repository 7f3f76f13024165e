import { type NegotiationView, type Person, ROLES } from "@adref/protocol";
import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { usePartyName } from "../people/parties.ts";
import { Choose } from "../ui/choose.tsx";

interface Props {
  readonly person: Person;
  readonly negotiation: NegotiationView;
  readonly save: (person: Person) => Promise<void>;
}

/** One person's name, role, party, bodies, and whether names are shown to the person. */
export function PersonForm({ person, negotiation, save }: Props) {
  const say = useSay();
  const nameOf = usePartyName();
  const [given, setGiven] = useState(person);
  const { role, party, bodies } = given;
  const sound =
    given.name.trim() !== "" && (role !== "delegation" || party !== null) && (role !== "chair" || bodies.length > 0);
  return (
    <Form
      className="part-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { ended: _, ...plain } = given;
        if (sound) void save({ ...plain, name: plain.name.trim(), party: role === "delegation" ? party : null });
      }}
    >
      <TextField value={given.name} onChange={(name) => setGiven({ ...given, name })} maxLength={300} isRequired>
        <Label>{say("start.person.name")}</Label>
        <Input dir="auto" />
      </TextField>
      <Choose
        label={say("start.person.role")}
        value={role}
        choices={ROLES.map((id) => ({ id, name: say(`start.role.${id}`) }))}
        choose={(id) => setGiven({ ...given, role: id as Person["role"] })}
      />
      {role === "delegation" && (
        <Choose
          label={say("start.person.party")}
          value={party ?? ""}
          placeholder={say("start.person.chooseParty")}
          choices={negotiation.parties.map((one) => ({ id: one.code, name: nameOf(one) }))}
          choose={(code) => setGiven({ ...given, party: code })}
        />
      )}
      {(role === "chair" || bodies.length > 0) && (
        <CheckboxGroup className="checks" value={[...bodies]} onChange={(ids) => setGiven({ ...given, bodies: ids })}>
          <Label>{say("start.person.presides")}</Label>
          {negotiation.bodies.map((body) => (
            <Checkbox key={body.id} value={body.id} className="check">
              <span className="check-box" aria-hidden="true" />
              {body.name}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <Checkbox className="check" isSelected={given.names} onChange={(names) => setGiven({ ...given, names })}>
        <span className="check-box" aria-hidden="true" />
        {say("start.person.seesNames")}
      </Checkbox>
      <div className="form-buttons">
        <Button className="button button-primary" type="submit" isDisabled={!sound}>
          {say("start.save")}
        </Button>
      </div>
    </Form>
  );
}
