import type { NegotiationView, TextSummary } from "@adref/protocol";
import { useEffect } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { Link, Navigate } from "react-router";
import { importPath } from "../exchange/paths.ts";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { PartiesContext, usePartyName } from "../people/parties.ts";
import { RoleLine } from "../people/role-line.tsx";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { NewSince, SeenMarksOf } from "../reading/new-since.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { isBare, isUnfinished } from "../start/steps.ts";
import { Ago } from "../time.tsx";
import { FailureNotice, Waiting } from "../ui/notice.tsx";
import { RevisionMark } from "../ui/revision-mark.tsx";
import { RENEW_MS } from "../use-load.ts";

/** The negotiation's front page: its conference documents, and quietly below its parties and bodies. */
export function NegotiationPage() {
  const { loaded, again } = useNegotiation(RENEW_MS);
  const { who } = useWho();
  if (loaded.state === "loading") return <Waiting />;
  if (loaded.state === "failed") return <FailureNotice failure={loaded.failure} again={again} />;
  if (isBare(loaded.value) && who.state === "in" && who.person.role === "secretariat") {
    return <Navigate to="/setup" replace />;
  }
  return (
    <PartiesContext value={loaded.value.parties}>
      <Negotiation negotiation={loaded.value} keptAt={loaded.keptAt} />
    </PartiesContext>
  );
}

function Negotiation({ negotiation, keptAt }: { negotiation: NegotiationView; keptAt: string | null }) {
  const say = useSay();
  const intl = useIntl();
  useEffect(() => {
    document.title = negotiation.name;
  }, [negotiation.name]);
  return (
    <div className="front">
      <FrontHeader />
      <main className="front-main" data-pane="main">
        <h1>{negotiation.name}</h1>
        {keptAt && (
          <p className="kept" role="status">
            {say("negotiation.asOf", { when: intl.formatDate(keptAt, { dateStyle: "long", timeStyle: "short" }) })}
          </p>
        )}
        <SeenMarksOf>
          <Documents negotiation={negotiation} />
        </SeenMarksOf>
        <BringIn negotiation={negotiation} />
        <div className="front-below">
          <Parties negotiation={negotiation} />
          <Bodies negotiation={negotiation} />
        </div>
      </main>
    </div>
  );
}

function FrontHeader() {
  const say = useSay();
  const { who, leave } = useWho();
  return (
    <header className="front-header" data-pane="header">
      <span className="wordmark">{say("app.name")}</span>
      {who.state === "in" && (
        <div className="front-who">
          <DeviceMenu named />
          <span>
            {who.person.name} <RoleLine person={who.person} />
          </span>
          <Button className="link-button" onPress={leave}>
            {say("app.signOut")}
          </Button>
        </div>
      )}
    </header>
  );
}

/** The ways in for drafts and people, for those who may bring them. */
function BringIn({ negotiation }: { negotiation: NegotiationView }) {
  const say = useSay();
  const { who } = useWho();
  if (who.state !== "in" || who.person.role !== "secretariat") return null;
  return (
    <p className="bring-in">
      <Link className="button" to={importPath()}>
        {say("negotiation.import")}
      </Link>
      <Link className="button" to="/people">
        {say("start.people.open")}
      </Link>
      {isUnfinished(negotiation) && (
        <Link className="button button-primary" to="/setup">
          {say("start.setup.goOn")}
        </Link>
      )}
    </p>
  );
}

function Documents({ negotiation }: { negotiation: NegotiationView }) {
  const say = useSay();
  if (negotiation.texts.length === 0) {
    return (
      <section className="documents-none">
        <p>{say("negotiation.none")}</p>
        <p className="quiet">{say("negotiation.noneHint")}</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{say("negotiation.documents")}</h2>
      <table className="documents">
        <thead>
          <tr>
            <th scope="col">{say("negotiation.symbol")}</th>
            <th scope="col">{say("negotiation.title")}</th>
            <th scope="col">{say("negotiation.revision")}</th>
            <th scope="col" className="figure">
              {say("negotiation.open")}
            </th>
            <th scope="col" className="figure">
              {say("negotiation.agreed")}
            </th>
            <th scope="col">{say("negotiation.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {negotiation.texts.map((text) => (
            <DocumentRow key={text.id} text={text} negotiation={negotiation} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DocumentRow({ text, negotiation }: { text: TextSummary; negotiation: NegotiationView }) {
  const say = useSay();
  const intl = useIntl();
  const body = negotiation.bodies.find((candidate) => candidate.id === text.body);
  return (
    <tr>
      <td className="symbol" data-label={say("negotiation.symbol")}>
        {text.symbol}
      </td>
      <th scope="row" className="document-title">
        <Link to={`/texts/${encodeURIComponent(text.id)}`}>{text.title}</Link>
        {body && <span className="document-body">{body.name}</span>}
      </th>
      <td data-label={say("negotiation.revision")}>
        <RevisionMark revision={text.revision} seq={text.seq} />
      </td>
      <td className="figure" data-label={say("negotiation.open")}>
        {intl.formatNumber(text.openBrackets)}
      </td>
      <td className="figure" data-label={say("negotiation.agreed")}>
        {say("negotiation.agreedOf", { agreed: text.agreed, provisions: text.provisions })}
      </td>
      <td data-label={say("negotiation.changed")}>
        <Ago at={text.at} />
        <NewSince text={text} />
      </td>
    </tr>
  );
}

function Parties({ negotiation }: { negotiation: NegotiationView }) {
  const nameOf = usePartyName();
  const say = useSay();
  return (
    <section aria-labelledby="parties">
      <h2 id="parties">{say("negotiation.parties")}</h2>
      <ul className="parties">
        {negotiation.parties.map((party) => (
          <li key={party.code}>
            <Code code={party.code} />
            <span>{nameOf(party)}</span>
            <span className="quiet">{say(`negotiation.wto.${party.wto}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bodies({ negotiation }: { negotiation: NegotiationView }) {
  const say = useSay();
  return (
    <section aria-labelledby="bodies">
      <h2 id="bodies">{say("negotiation.bodies")}</h2>
      <ul className="bodies">
        {negotiation.bodies.map((body) => (
          <li key={body.id}>
            <span>{body.name}</span>
            <span className="quiet">
              {say("negotiation.bodyTexts", {
                count: negotiation.texts.filter((text) => text.body === body.id).length,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
