import type { NegotiationView, Person, TextView } from "@adref/protocol";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { api } from "../api.ts";
import { useTakeDown } from "../desk/use-take-down.ts";
import { useSay } from "../intl.tsx";
import { LayerAnnouncer } from "../layer/layer-announcer.tsx";
import { useLayer } from "../layer/use-layer.ts";
import { GroupsContext } from "../people/groups.ts";
import { PartiesContext } from "../people/parties.ts";
import { PeopleContext } from "../people/people.ts";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { openTextSession } from "../sync/text-session.ts";
import type { TextSession } from "../sync/types.ts";
import { OpenText } from "../text/open-text.tsx";
import { FailureNotice, Waiting } from "../ui/notice.tsx";
import { RENEW_MS, useLoad } from "../use-load.ts";
import "../styles/text-page.css";
import "../styles/print.css";
import "../history/history.css";
import "../layer/layer.css";

const NO_PARTIES: NegotiationView["parties"] = [];
const NOBODY: NegotiationView["people"] = [];
const NO_GROUPS: NegotiationView["groups"] = [];

/** The page of one text. */
export function TextPage() {
  const { id = "" } = useParams();
  const { who } = useWho();
  const text = useLoad(`text.${id}`, () => api.text(id), RENEW_MS);
  const negotiation = useNegotiation();
  if (text.loaded.state === "failed") return <FailureNotice failure={text.loaded.failure} again={text.again} />;
  if (text.loaded.state === "loading" || negotiation.loaded.state === "loading" || who.state !== "in") {
    return <Waiting />;
  }
  const view = negotiation.loaded.state === "here" ? negotiation.loaded.value : null;
  return (
    <OpenedText
      key={`${id} ${who.person.id}`}
      text={text.loaded.value}
      me={who.person}
      negotiation={view}
      renew={text.again}
    />
  );
}

interface OpenedProps {
  readonly text: TextView;
  readonly me: Person;
  readonly negotiation: NegotiationView | null;
  readonly renew: () => void;
  /** Told of the session once it is there. */
  readonly opened?: (session: TextSession) => void;
}

/** A text with a session of its own, as one person sees it: the page of a text, and of a practice room. */
export function OpenedText({ text, me, negotiation, renew, opened: tell }: OpenedProps) {
  const [session, setSession] = useState<TextSession | null>(null);
  // The text's counts change while it is open; its session is opened once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once for a text and a person, which are its key
  useEffect(() => {
    const opened = openTextSession({ text, me, serverUrl: location.origin });
    setSession(opened);
    tell?.(opened);
    return () => opened.destroy();
  }, []);
  const say = useSay();
  const layer = useLayer(text, me, session, negotiation?.parties ?? NO_PARTIES);
  const desk = useTakeDown(text, me, layer.session, layer.parties);
  const isPrivate = layer.view?.private ?? false;
  useEffect(() => {
    const title = `${text.symbol} ${text.title}`;
    document.title = isPrivate ? say("layer.title", { title }) : title;
  }, [text.symbol, text.title, isPrivate, say]);
  useEffect(() => session?.onIssued?.(renew), [session, renew]);
  if (!session || !desk.session) return <Waiting />;
  const nameOfPerson = (id: string) => negotiation?.people.find((person) => person.id === id)?.name ?? id;
  return (
    <PartiesContext value={desk.parties}>
      <GroupsContext value={negotiation?.groups ?? NO_GROUPS}>
        <PeopleContext value={negotiation?.people ?? NOBODY}>
          <OpenText
            key={isPrivate ? "private" : (desk.view?.party ?? "tabled")}
            session={desk.session}
            text={text}
            nameOfPerson={nameOfPerson}
            renew={renew}
            layer={layer.view}
            taking={desk.view}
          />
          {layer.view && <LayerAnnouncer layer={layer.view} />}
        </PeopleContext>
      </GroupsContext>
    </PartiesContext>
  );
}
