import type { Role } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { useMemo } from "react";
import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { type MessageId, useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { Code } from "../people/codes.tsx";
import { useSelected } from "../stores.ts";
import type { PresentPerson, TextSession } from "../sync/types.ts";

/** Somebody who has the text open, with the provision in which their newest caret stands. */
export interface Present {
  readonly id: string;
  readonly name: string;
  readonly provision: string | null;
}

/** The people of one delegation, or of one capacity, who have the text open. */
export interface PresentGroup {
  readonly party: PartyCode | null;
  readonly role: Role;
  readonly people: readonly Present[];
}

const FIRST: readonly Role[] = ["chair", "secretariat", "delegation", "observer"];
const SHOWN = 5;

/** Groups people by delegation and capacity: chair and Secretariat first, then parties by code. One name a person. */
export function presentGroups(people: readonly PresentPerson[]): PresentGroup[] {
  const groups = new Map<string, { party: PartyCode | null; role: Role; people: Map<string, Present> }>();
  for (const { person, party, role, cursor } of people) {
    const capacity = role ?? "observer";
    const key = `${FIRST.indexOf(capacity)} ${capacity === "delegation" ? (party ?? "") : ""}`;
    const group = groups.get(key) ?? {
      party: capacity === "delegation" ? party : null,
      role: capacity,
      people: new Map(),
    };
    const id = person.id || person.name;
    // Of somebody with two windows, the one with a caret tells where they are.
    const provision = cursor?.provision ?? group.people.get(id)?.provision ?? null;
    group.people.set(id, { id, name: person.name, provision });
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { party, role, people }]) => ({
      party,
      role,
      people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    }));
}

/** Who has the text open, by delegation; under each in a popover its people, and the way to where each of them is. */
export function Presence({ session, handle }: { session: TextSession; handle: EditorHandle | null }) {
  const say = useSay();
  const people = useSelected(session, (state) => state.presence);
  const groups = useMemo(() => presentGroups(people), [people]);
  const count = groups.reduce((sum, group) => sum + group.people.length, 0);
  return (
    <DialogTrigger>
      <Button className="presence">
        {groups.slice(0, SHOWN).map((group) => (
          <span key={`${group.role}${group.party}`} className="presence-group">
            <GroupName group={group} short />
            {group.people.length > 1 && <span className="presence-count">{group.people.length}</span>}
          </span>
        ))}
        {groups.length > SHOWN && <span>{say("presence.more", { count: groups.length - SHOWN })}</span>}
        {groups.length === 0 && <span className="quiet">{say("presence.justYou")}</span>}
        <span className="visually-hidden">{say("presence.label", { count: count + 1 })}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="presence-dialog">
          {({ close }) => (
            <>
              <Heading slot="title">{say("presence.title")}</Heading>
              <ul>
                <li>
                  <span className="presence-names">{say("presence.you", { name: session.me.name })}</span>
                </li>
                {groups.map((group) => (
                  <li key={`${group.role}${group.party}`}>
                    <GroupName group={group} />
                    <ul className="presence-names">
                      {group.people.map((person) => (
                        <PresentLine key={person.id} person={person} handle={handle} went={close} />
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
              {groups.length === 0 && <p className="quiet">{say("presence.nobody")}</p>}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface PresentLineProps {
  readonly person: Present;
  readonly handle: EditorHandle | null;
  /** The reader went to where the person is. */
  readonly went: () => void;
}

function PresentLine({ person, handle, went }: PresentLineProps) {
  const say = useSay();
  const { provision } = person;
  const outline = handle?.getState().outline ?? [];
  if (provision === null || !handle || !outline.some((entry) => entry.id === provision)) return <li>{person.name}</li>;
  const go = () => {
    went();
    handle.goTo({ provision }, false);
  };
  return (
    <li>
      {person.name}{" "}
      <Button className="link-button" onPress={go}>
        {provisionName(outline, provision, say)}
      </Button>
    </li>
  );
}

function GroupName({ group, short = false }: { group: PresentGroup; short?: boolean }) {
  const say = useSay();
  if (group.party !== null) return <Code code={group.party} />;
  const id: MessageId = short ? `presence.short.${group.role}` : `presence.${group.role}`;
  return <span className="capacity">{say(id)}</span>;
}
