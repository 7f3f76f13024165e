import type { NegotiationView, Person } from "@adref/protocol";
import { useMemo, useState } from "react";
import { Button, Input, Label, Menu, MenuItem, MenuTrigger, Popover, SearchField } from "react-aria-components";
import { useIntl } from "react-intl";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { EndPerson } from "./end-person.tsx";
import { InvitationDialog } from "./invitation-dialog.tsx";
import type { PartProps } from "./part.ts";
import { PersonForm } from "./person-form.tsx";
import { useDo } from "./use-do.ts";

type Asked = { readonly what: "edit" | "end" | "invite"; readonly person: Person };

/** Everybody of the negotiation, to be found, changed, invited and ended. */
export function PeopleList({ negotiation, changed }: PartProps) {
  const say = useSay();
  const [sought, setSought] = useState("");
  const [shown, setShown] = useState("here");
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useDo(changed);
  const people = useMemo(() => peopleShown(negotiation, shown, sought), [negotiation, shown, sought]);
  const close = () => setAsked(null);
  return (
    <>
      <div className="people-filter">
        <SearchField value={sought} onChange={setSought}>
          <Label>{say("start.people.find")}</Label>
          <Input />
        </SearchField>
        <Choose
          label={say("start.people.show")}
          value={shown}
          choices={[
            { id: "here", name: say("start.people.here") },
            ...(["delegation", "chair", "secretariat", "observer"] as const).map((id) => ({
              id,
              name: say(`start.role.${id}`),
            })),
            { id: "ended", name: say("start.people.ended") },
          ]}
          choose={setShown}
        />
      </div>
      <p className="quiet" role="status">
        {say("start.people.count", { count: people.length })}
      </p>
      <table className="people">
        <thead>
          <tr>
            <th scope="col">{say("start.person.name")}</th>
            <th scope="col">{say("start.person.role")}</th>
            <th scope="col">{say("start.person.party")}</th>
            <th scope="col">{say("start.person.bodies")}</th>
            <th scope="col">
              <span className="unseen">{say("start.people.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              negotiation={negotiation}
              ask={(what) => setAsked({ what, person })}
              readmit={() => void act({ type: "readmit-person", person: person.id }, say("start.people.readmitted"))}
            />
          ))}
        </tbody>
      </table>
      {asked?.what === "edit" && (
        <DialogPane title={asked.person.name} isOpen onOpenChange={close}>
          <PersonForm
            person={asked.person}
            negotiation={negotiation}
            save={async (person) => {
              if (await act({ type: "change-person", person })) close();
            }}
          />
        </DialogPane>
      )}
      {asked?.what === "end" && (
        <EndPerson
          person={asked.person}
          close={close}
          end={async (reason) => {
            const said = reason.trim() === "" ? {} : { reason: reason.trim() };
            if (await act({ type: "end-person", person: asked.person.id, ...said })) close();
          }}
        />
      )}
      {asked?.what === "invite" && <InvitationDialog person={asked.person} close={close} />}
    </>
  );
}

interface RowProps {
  readonly person: Person;
  readonly negotiation: NegotiationView;
  readonly ask: (what: Asked["what"]) => void;
  readonly readmit: () => void;
}

function PersonRow({ person, negotiation, ask, readmit }: RowProps) {
  const say = useSay();
  const intl = useIntl();
  const bodies = person.bodies.map((id) => negotiation.bodies.find((body) => body.id === id)?.name ?? id);
  return (
    <tr data-ended={person.ended !== undefined || undefined}>
      <th scope="row" dir="auto">
        {person.name}
        {person.ended !== undefined && (
          <span className="quiet">
            {say("start.people.endedOn", { when: intl.formatDate(person.ended, { dateStyle: "medium" }) })}
          </span>
        )}
        {!person.names && <span className="quiet">{say("start.people.withheld")}</span>}
      </th>
      <td>{say(`start.role.${person.role}`)}</td>
      <td>{person.party && <Code code={person.party} />}</td>
      <td className="quiet">{bodies.join(", ")}</td>
      <td className="people-acts">
        <MenuTrigger>
          <Button className="icon-button" aria-label={say("start.people.actsOf", { name: person.name })}>
            <Icon name="more" />
          </Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu">
              {person.ended === undefined ? (
                <>
                  <MenuItem onAction={() => ask("invite")}>{say("start.people.newLink")}</MenuItem>
                  <MenuItem onAction={() => ask("edit")}>{say("start.edit")}</MenuItem>
                  <MenuItem onAction={() => ask("end")}>{say("start.people.end")}</MenuItem>
                </>
              ) : (
                <MenuItem onAction={readmit}>{say("start.people.readmit")}</MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
      </td>
    </tr>
  );
}

function peopleShown({ people, parties }: NegotiationView, shown: string, sought: string): readonly Person[] {
  const words = sought.trim().toLowerCase();
  return people.filter((person) => {
    const ended = person.ended !== undefined;
    if (shown === "ended" ? !ended : ended) return false;
    if (shown !== "here" && shown !== "ended" && person.role !== shown) return false;
    if (words === "") return true;
    const party = parties.find(({ code }) => code === person.party);
    const said = [person.name, person.party ?? "", ...Object.values(party?.names ?? {}), ...person.bodies];
    return said.some((one) => one.toLowerCase().includes(words));
  });
}
