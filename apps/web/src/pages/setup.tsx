import type { NegotiationView } from "@adref/protocol";
import { useEffect, useRef } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useSay } from "../intl.tsx";
import { PartiesContext } from "../people/parties.ts";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { BodiesPart } from "../start/bodies-part.tsx";
import { InvitationsPart } from "../start/invitations-part.tsx";
import { NamePart } from "../start/name-part.tsx";
import type { PartProps } from "../start/part.ts";
import { PartiesPart } from "../start/parties-part.tsx";
import { PeopleList } from "../start/people-list.tsx";
import { PeoplePart } from "../start/people-part.tsx";
import { doneSteps, STEPS, type Step } from "../start/steps.ts";
import { FirstTextPart } from "../start/texts-part.tsx";
import { Icon } from "../ui/icon.tsx";
import { FailureNotice, Waiting } from "../ui/notice.tsx";
import { NotYours } from "./people.tsx";
import "../exchange/exchange.css";
import "../start/start.css";

/** The set-up of a negotiation, step by step. It may be left at any step and gone on with later; nothing that was written is lost. */
export function SetupPage() {
  const { step = "name" } = useParams();
  const { who } = useWho();
  const { loaded, again } = useNegotiation();
  if (who.state !== "in" || loaded.state === "loading") return <Waiting />;
  if (loaded.state === "failed") return <FailureNotice failure={loaded.failure} again={again} />;
  if (who.person.role !== "secretariat") return <NotYours />;
  const shown = STEPS.find((one) => one === step) ?? "name";
  return (
    <PartiesContext value={loaded.value.parties}>
      <Setup negotiation={loaded.value} step={shown} changed={again} />
    </PartiesContext>
  );
}

interface Props {
  readonly negotiation: NegotiationView;
  readonly step: Step;
  readonly changed: () => void;
}

function Setup({ negotiation, step, changed }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const done = doneSteps(negotiation);
  const place = STEPS.indexOf(step);
  const before = STEPS[place - 1];
  const after = STEPS[place + 1];
  const next = () => void navigate(after ? stepPath(after) : "/");
  const head = useRef<HTMLHeadingElement>(null);
  // Whoever listens or goes by keys begins each step at its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each step
  useEffect(() => {
    document.title = `${say(`start.step.${step}`)}: ${say("start.setup.title")}`;
    head.current?.focus();
  }, [step]);
  return (
    <div className="front">
      <header className="front-header" data-pane="header">
        <span className="wordmark">{say("app.name")}</span>
        <div className="front-who">
          <DeviceMenu named />
          <Link to="/">{say("start.setup.later")}</Link>
        </div>
      </header>
      <main className="front-main start setup" data-pane="main">
        <nav aria-label={say("start.setup.title")}>
          <ol className="steps">
            {STEPS.map((one, i) => (
              <li key={one}>
                <Link to={stepPath(one)} aria-current={one === step && "step"}>
                  <span className="step-sign">{done.has(one) ? <Icon name="done" /> : i + 1}</span>
                  {say(`start.step.${one}`)}
                  {done.has(one) && <span className="unseen">{say("start.setup.done")}</span>}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <section className="setup-step">
          <h1 ref={head} tabIndex={-1}>
            {say(`start.head.${step}`)}
          </h1>
          <p className="setup-explain">{say(`start.explain.${step}`)}</p>
          <StepPart step={step} negotiation={negotiation} changed={changed} next={next} />
          <div className="form-buttons setup-buttons">
            {before && (
              <Link className="button" to={stepPath(before)}>
                {say("start.setup.back")}
              </Link>
            )}
            {step !== "name" && (
              <Link className={done.has(step) ? "button button-primary" : "button"} to={after ? stepPath(after) : "/"}>
                {after ? say(done.has(step) ? "start.continue" : "start.setup.skip") : say("start.setup.finish")}
              </Link>
            )}
          </div>
        </section>
      </main>
    </div>
  );
}

function StepPart({ step, ...part }: PartProps & { readonly step: Step }) {
  switch (step) {
    case "name":
      return <NamePart {...part} />;
    case "parties":
      return <PartiesPart {...part} />;
    case "bodies":
      return <BodiesPart {...part} />;
    case "people":
      return (
        <>
          <PeoplePart {...part} />
          <PeopleList {...part} />
        </>
      );
    case "text":
      return <FirstTextPart {...part} />;
    case "invitations":
      return <InvitationsPart {...part} />;
  }
}

const stepPath = (step: Step) => `/setup/${step}`;
