import type { NegotiationView, Person, TextView } from "@adref/protocol";
import { type CSSProperties, type ReactNode, useMemo } from "react";
import { useParams } from "react-router";
import { api } from "../api.ts";
import { PartiesContext, partyHues } from "../people/parties.ts";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { FailureNotice, Waiting } from "../ui/notice.tsx";
import { RENEW_MS, useLoad } from "../use-load.ts";

/** What a page about one text knows before it asks for anything of its own. */
export interface OfText {
  readonly text: TextView;
  readonly me: Person;
  readonly negotiation: NegotiationView | null;
  readonly nameOfPerson: (id: string) => string;
  /** The custom properties by which style sheets find the parties' hues. */
  readonly hues: CSSProperties;
  /** Asks for the text's facts again. */
  readonly renew: () => void;
}

/** A page about the text that its address names: waits for its facts and says why there are none. */
export function OfText({ children }: { children: (known: OfText) => ReactNode }) {
  const { id = "" } = useParams();
  const { who } = useWho();
  const text = useLoad(`text.${id}`, () => api.text(id), RENEW_MS);
  const negotiation = useNegotiation();
  const view = negotiation.loaded.state === "here" ? negotiation.loaded.value : null;
  const hues = useMemo(() => partyHues(view?.parties ?? []) as CSSProperties, [view]);
  const names = useMemo(() => new Map(view?.people.map((person) => [person.id, person.name])), [view]);
  if (text.loaded.state === "failed") return <FailureNotice failure={text.loaded.failure} again={text.again} />;
  if (text.loaded.state === "loading" || negotiation.loaded.state === "loading" || who.state !== "in") {
    return <Waiting />;
  }
  return (
    <PartiesContext value={view?.parties ?? []}>
      {children({
        text: text.loaded.value,
        me: who.person,
        negotiation: view,
        nameOfPerson: (person) => names.get(person) ?? person,
        hues,
        renew: text.again,
      })}
    </PartiesContext>
  );
}
