import type { NegotiationPast, NegotiationView } from "@adref/protocol";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { failureSentence } from "../history/failure-sentence.ts";
import { type Say, useSay } from "../intl.tsx";
import { negotiation as api } from "./negotiation-api.ts";

/** Lines that are shown before one asks for more. */
const SHOWN = 12;

/** What was done to the negotiation itself: who let whom in, who made whom what, and when. */
export function HistoryPart({ negotiation }: { negotiation: NegotiationView }) {
  const say = useSay();
  const intl = useIntl();
  const [past, setPast] = useState<readonly NegotiationPast[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const [shown, setShown] = useState(SHOWN);
  // What is done on this page is on the record at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the negotiation is another one
  useEffect(() => {
    void api.history().then((answer) => {
      if (answer.ok) setPast(answer.value);
      else setFailed(failureSentence(say, answer.failure));
    });
  }, [negotiation, say]);
  const nameOf = (id: string) => negotiation.people.find((person) => person.id === id)?.name ?? id;
  if (failed !== null) return <p className="caution">{failed}</p>;
  return (
    <>
      <ol className="negotiation-past" reversed>
        {past.slice(0, shown).map((entry) => (
          <li key={entry.seq} value={entry.seq}>
            <time dateTime={entry.at}>{intl.formatDate(entry.at, { dateStyle: "medium", timeStyle: "short" })}</time>
            <span>
              <strong>{nameOf(entry.by)}</strong> {toldEvent(say, entry, nameOf)}
            </span>
          </li>
        ))}
      </ol>
      {past.length > shown && (
        <Button className="link-button" onPress={() => setShown(past.length)}>
          {say("start.past.more", { count: past.length - shown })}
        </Button>
      )}
    </>
  );
}

/** An event in words that follow the name of who did it. */
function toldEvent(say: Say, { event, before }: NegotiationPast, nameOf: (id: string) => string): string {
  switch (event.type) {
    case "found":
      return say("start.past.found");
    case "name-negotiation":
      return say("start.past.name-negotiation", { name: event.name });
    case "add-parties":
      return say("start.past.add-parties", { names: event.parties.map(({ code }) => code).join(", ") });
    case "change-party":
      return say("start.past.change-party", { name: event.party.code });
    case "remove-party":
      return say("start.past.remove-party", { name: event.party });
    case "add-bodies":
      return say("start.past.add-bodies", { names: event.bodies.map(({ name }) => name).join(", ") });
    case "change-body":
      return say("start.past.change-body", { name: event.body.name });
    case "remove-body":
      return say("start.past.remove-body", { name: event.body });
    case "set-group":
      return say("start.past.set-group", { name: event.group.name });
    case "remove-group":
      return say("start.past.remove-group", { name: event.group });
    case "add-people": {
      const names = event.people.slice(0, 5).map(({ name, party }) => (party ? `${name} (${party})` : name));
      return say("start.past.add-people", { names: names.join(", "), more: Math.max(0, event.people.length - 5) });
    }
    case "change-person": {
      const { person } = event;
      const part = (role: string, party: string | null) =>
        `${say(`start.role.${role as "chair"}`)}${party ? ` ${party}` : ""}`;
      const was = before ? part(before.role, before.party) : "";
      const is = part(person.role, person.party);
      return was === is
        ? say("start.past.change-person", { name: person.name })
        : say("start.past.change-part", { name: person.name, was, is });
    }
    case "end-person":
      return say("start.past.end-person", { name: nameOf(event.person), reason: event.reason ?? "" });
    case "readmit-person":
      return say("start.past.readmit-person", { name: nameOf(event.person) });
    case "add-text":
      return say("start.past.add-text", { name: event.text.title });
    case "rename-text":
      return say("start.past.rename-text", { name: event.title });
    case "invite": {
      const names = event.people.slice(0, 5).map(nameOf);
      return say("start.past.invite", { names: names.join(", "), more: Math.max(0, event.people.length - 5) });
    }
  }
}
