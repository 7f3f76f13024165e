import type { Group } from "@adref/protocol";
import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { usePartyName } from "../people/parties.ts";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { freshId } from "./fresh-id.ts";
import { ManagedActs } from "./managed-acts.tsx";
import type { PartProps } from "./part.ts";
import { useDo } from "./use-do.ts";

/** Groups of parties that speak together. */
export function GroupsPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Group | null>(null);
  const { groups, parties } = negotiation;
  const fresh = (): Group => ({ id: "", name: "", speaker: "", members: [] });
  return (
    <>
      {groups.length > 0 && (
        <ul className="bodies managed">
          {groups.map((group) => (
            <li key={group.id}>
              <span>{group.name}</span>
              <span className="code-list">
                {group.members.map((code) => (
                  <Code key={code} code={code} />
                ))}
              </span>
              <span className="quiet">{say("start.group.spokenFor", { party: group.speaker })}</span>
              <ManagedActs
                name={group.name}
                edit={() => setEdited(group)}
                remove={() => void act({ type: "remove-group", group: group.id })}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="form-buttons">
        <Button className="button" isDisabled={parties.length < 2} onPress={() => setEdited(fresh())}>
          {say("start.group.new")}
        </Button>
        <span className="quiet">{say("start.group.hint")}</span>
      </p>
      {edited && (
        <DialogPane
          title={edited.name === "" ? say("start.group.new") : edited.name}
          isOpen
          onOpenChange={() => setEdited(null)}
        >
          <GroupForm
            group={edited}
            negotiation={negotiation}
            save={async (group) => {
              const id = group.id || freshId(group.name, "group", new Set(groups.map((one) => one.id)));
              if (await act({ type: "set-group", group: { ...group, id } })) setEdited(null);
            }}
          />
        </DialogPane>
      )}
    </>
  );
}

interface FormProps extends Pick<PartProps, "negotiation"> {
  readonly group: Group;
  readonly save: (group: Group) => Promise<void>;
}

function GroupForm({ group, negotiation, save }: FormProps) {
  const say = useSay();
  const nameOf = usePartyName();
  const [given, setGiven] = useState(group);
  const { members, speaker } = given;
  const sound = given.name.trim() !== "" && members.includes(speaker);
  return (
    <Form
      className="part-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sound) void save({ ...given, name: given.name.trim() });
      }}
    >
      <TextField value={given.name} onChange={(name) => setGiven({ ...given, name })} maxLength={300} isRequired>
        <Label>{say("start.group.name")}</Label>
        <Input dir="auto" />
      </TextField>
      <CheckboxGroup
        className="checks"
        value={[...members]}
        onChange={(codes) => setGiven({ ...given, members: codes })}
      >
        <Label>{say("start.group.members")}</Label>
        {negotiation.parties.map((party) => (
          <Checkbox key={party.code} value={party.code} className="check">
            <span className="check-box" aria-hidden="true" />
            {nameOf(party)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Choose
        label={say("start.group.speaker")}
        value={members.includes(speaker) ? speaker : ""}
        placeholder={say("start.group.chooseSpeaker")}
        choices={negotiation.parties.flatMap((party) =>
          members.includes(party.code) ? [{ id: party.code, name: nameOf(party) }] : [],
        )}
        choose={(code) => setGiven({ ...given, speaker: code })}
      />
      <div className="form-buttons">
        <Button className="button button-primary" type="submit" isDisabled={!sound}>
          {say("start.save")}
        </Button>
      </div>
    </Form>
  );
}
