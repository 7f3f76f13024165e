import type { Role } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import { type MessageId, useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { useSelected } from "../stores.ts";
import type { PresentPerson, TextSession } from "../sync/types.ts";

/** The people of one delegation, or of one capacity, who have the text open. */
export interface PresentGroup {
  readonly party: PartyCode | null;
  readonly role: Role;
  readonly names: readonly string[];
}

const FIRST: readonly Role[] = ["chair", "secretariat", "delegation", "observer"];
const SHOWN = 5;

/** Groups people by delegation and capacity: chair and Secretariat first, then parties by code. One name a person. */
export function presentGroups(people: readonly PresentPerson[]): PresentGroup[] {
  const groups = new Map<string, { party: PartyCode | null; role: Role; names: Map<string, string> }>();
  for (const { person, party, role } of people) {
    const capacity = role ?? "observer";
    const key = `${FIRST.indexOf(capacity)} ${capacity === "delegation" ? (party ?? "") : ""}`;
    const group = groups.get(key) ?? {
      party: capacity === "delegation" ? party : null,
      role: capacity,
      names: new Map(),
    };
    group.names.set(person.id || person.name, person.name);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { party, role, names }]) => ({ party, role, names: [...names.values()].sort() }));
}

/** Who has the text open, by delegation; the names are in a popover. */
export function Presence({ session }: { session: TextSession }) {
  const say = useSay();
  const people = useSelected(session, (state) => state.presence);
  const groups = presentGroups(people);
  const count = groups.reduce((sum, group) => sum + group.names.length, 0);
  return (
    <DialogTrigger>
      <Button className="presence" aria-label={say("presence.label", { count: count + 1 })}>
        {groups.slice(0, SHOWN).map((group) => (
          <span key={`${group.role}${group.party}`} className="presence-group">
            <GroupName group={group} short />
            {group.names.length > 1 && <span className="presence-count">{group.names.length}</span>}
          </span>
        ))}
        {groups.length > SHOWN && <span>{say("presence.more", { count: groups.length - SHOWN })}</span>}
        {groups.length === 0 && <span className="quiet">{say("presence.justYou")}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="presence-dialog">
          <Heading slot="title">{say("presence.title")}</Heading>
          <ul>
            <li>
              <span className="presence-names">{say("presence.you", { name: session.me.name })}</span>
            </li>
            {groups.map((group) => (
              <li key={`${group.role}${group.party}`}>
                <GroupName group={group} />
                <span className="presence-names">{group.names.join(", ")}</span>
              </li>
            ))}
          </ul>
          {groups.length === 0 && <p className="quiet">{say("presence.nobody")}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function GroupName({ group, short = false }: { group: PresentGroup; short?: boolean }) {
  const say = useSay();
  if (group.party !== null) return <Code code={group.party} />;
  const id: MessageId = short ? `presence.short.${group.role}` : `presence.${group.role}`;
  return <span className="capacity">{say(id)}</span>;
}
