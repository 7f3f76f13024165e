import { type ReactNode, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { Link } from "react-router";
import { useSay } from "../intl.tsx";
import { PartiesContext } from "../people/parties.ts";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { BodiesPart } from "../start/bodies-part.tsx";
import { GroupsPart } from "../start/groups-part.tsx";
import { HistoryPart } from "../start/history-part.tsx";
import { InvitationsPart } from "../start/invitations-part.tsx";
import { NamePart } from "../start/name-part.tsx";
import { PartiesPart } from "../start/parties-part.tsx";
import { PeopleList } from "../start/people-list.tsx";
import { PeoplePart } from "../start/people-part.tsx";
import { TextList } from "../start/texts-part.tsx";
import { FailureNotice, Notice, Waiting } from "../ui/notice.tsx";
import "../exchange/exchange.css";
import "../start/start.css";

/** The page on which the Secretariat keeps the negotiation: its people first, then parties, bodies, groups and its history. */
export function PeoplePage() {
  const say = useSay();
  const { who } = useWho();
  const { loaded, again } = useNegotiation();
  useEffect(() => {
    document.title = say("start.people.title");
  }, [say]);
  if (who.state !== "in" || loaded.state === "loading") return <Waiting />;
  if (loaded.state === "failed") return <FailureNotice failure={loaded.failure} again={again} />;
  if (who.person.role !== "secretariat") return <NotYours />;
  const part = { negotiation: loaded.value, changed: again };
  return (
    <PartiesContext value={loaded.value.parties}>
      <div className="front">
        <header className="front-header" data-pane="header">
          <Link to="/">{say("import.back")}</Link>
          <DeviceMenu named />
        </header>
        <main className="front-main start" data-pane="main">
          <h1>{say("start.people.title")}</h1>
          <PeopleList {...part} />
          <Folded title={say("start.people.add")}>
            <PeoplePart {...part} />
          </Folded>
          <Folded title={say("start.step.invitations")}>
            <InvitationsPart {...part} />
          </Folded>
          <Folded title={say("start.step.parties")}>
            <PartiesPart {...part} />
          </Folded>
          <Folded title={say("start.step.bodies")}>
            <BodiesPart {...part} />
          </Folded>
          <Folded title={say("start.group.title")}>
            <GroupsPart {...part} />
          </Folded>
          <Folded title={say("start.step.name")}>
            <NamePart {...part} />
            <TextList {...part} />
          </Folded>
          <section className="start-part" aria-labelledby="past">
            <h2 id="past">{say("start.past.title")}</h2>
            <HistoryPart negotiation={loaded.value} />
          </section>
        </main>
      </div>
    </PartiesContext>
  );
}

/** A part that stays folded until somebody has to do with it. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="start-part">
      <h2>
        <Button className="fold-button" aria-expanded={open} onPress={() => setOpen(!open)}>
          {title}
        </Button>
      </h2>
      {open && children}
    </section>
  );
}

/** What others see at an address that is the Secretariat's. */
export function NotYours() {
  const say = useSay();
  const toTexts = (
    <Link className="button" to="/">
      {say("failure.backToTexts")}
    </Link>
  );
  return (
    <Notice title={say("failure.forbidden.title")} action={toTexts}>
      {say("start.notYours")}
    </Notice>
  );
}
