import type { Invitation, Person } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { failureSentence } from "../history/failure-sentence.ts";
import { useSay } from "../intl.tsx";
import { useWho } from "../people/who.tsx";
import { saveFile } from "../text/save-file.ts";
import { copyWords } from "./copy-words.ts";
import { writeCsv } from "./delimited.ts";
import { negotiation as api } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";

/** Invitations for everybody but oneself, as a list to copy from and as a CSV file for a mail merge. They are shown this once. */
export function InvitationsPart({ negotiation }: PartProps) {
  const say = useSay();
  const intl = useIntl();
  const { who } = useWho();
  const [made, setMade] = useState<readonly Invitation[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const me = who.state === "in" ? who.person.id : "";
  const people = negotiation.people.filter(({ id, ended }) => ended === undefined && id !== me);
  const personOf = (id: string) => negotiation.people.find((person) => person.id === id);

  async function make() {
    setFailed(null);
    const answer = await api.inviteAll(people.map(({ id }) => id));
    if (answer.ok) setMade(answer.value);
    else setFailed(failureSentence(say, answer.failure));
  }

  function save(invitations: readonly Invitation[]) {
    const rows = invitations.flatMap(({ person, link, expires }) => {
      const one = personOf(person);
      return one ? [[one.name, say(`start.role.${one.role}`), one.party ?? "", link, expires.slice(0, 10)]] : [];
    });
    const head = ["name", "role", "party", "link", "until"];
    saveFile("invitations.csv", new Blob([writeCsv([head, ...rows])], { type: "text/csv" }));
  }

  if (people.length === 0) return <p className="quiet">{say("start.invite.nobody")}</p>;
  return (
    <>
      <p>{say("start.invite.explain", { count: people.length })}</p>
      {failed !== null && (
        <p className="caution" role="alert">
          {failed}
        </p>
      )}
      {!made && (
        <p className="form-buttons">
          <Button className="button button-primary" onPress={() => void make()}>
            {say("start.invite.make", { count: people.length })}
          </Button>
        </p>
      )}
      {made && (
        <>
          <p className="kept" role="status">
            {say("start.invite.once", { until: intl.formatDate(made[0]?.expires ?? "", { dateStyle: "long" }) })}
          </p>
          <p className="form-buttons">
            <Button className="button button-primary" onPress={() => save(made)}>
              {say("start.invite.csv")}
            </Button>
          </p>
          <ul className="invitations">
            {made.map(({ person, link }) => (
              <Invited key={person} person={personOf(person)} link={link} copy={() => void copyWords(say, link)} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Invited({ person, link, copy }: { person: Person | undefined; link: string; copy: () => void }) {
  const say = useSay();
  const name = person?.name ?? "";
  return (
    <li>
      <span>{name}</span>
      <code dir="ltr">{link}</code>
      <Button className="link-button" aria-label={say("start.invite.copyOf", { name })} onPress={copy}>
        {say("start.link.copy")}
      </Button>
    </li>
  );
}
