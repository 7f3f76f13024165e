import type { EntryRef, WordOrigin } from "@adref/revisions";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSay } from "../intl.tsx";
import { Codes } from "../people/codes.tsx";
import { namedParties, useParties } from "../people/parties.ts";
import { On } from "../time.tsx";
import { Icon } from "../ui/icon.tsx";
import { type OriginStep, stepsOf } from "./origin-told.ts";
import { momentPath } from "./paths.ts";

interface Props {
  readonly text: string;
  readonly origins: readonly WordOrigin[];
  readonly nameOfPerson: (id: string) => string;
  readonly nameOfProvision: (id: string) => string;
}

/** Runs of words in their order, each with what happened to it: who put it forward, who decided, when, and why. */
export function OriginList({ text, origins, nameOfPerson, nameOfProvision }: Props) {
  return (
    <ol className="origins">
      {origins.map((origin) => (
        <li key={origin.from} className="origin">
          <blockquote dir="auto">{origin.text}</blockquote>
          <ul>
            {stepsOf(origin).map((step, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a run never change places
              <li key={i}>
                <Step text={text} step={step} nameOfPerson={nameOfPerson} nameOfProvision={nameOfProvision} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

interface StepProps extends Omit<Props, "origins"> {
  readonly step: OriginStep;
}

function Step({ text, step, nameOfPerson, nameOfProvision }: StepProps) {
  const say = useSay();
  const parties = useParties();
  switch (step.told) {
    case "proposal":
      return (
        <Told text={text} entry={step.entry} by={nameOfPerson}>
          {step.party !== null && namedParties([step.party], parties).named.length > 0 ? (
            <>
              {say(step.entry.takenDown ? "origin.takenDown" : "origin.proposedBy")} <Codes codes={[step.party]} />
            </>
          ) : (
            say(step.entry.takenDown ? "origin.takenDownForOne" : "origin.proposed")
          )}
        </Told>
      );
    case "positions":
      return (
        <p className="origin-positions">
          <span>{say(`origin.positions.${step.stance}`)}</span> <Codes codes={step.parties} />
        </p>
      );
    case "became":
      return (
        <Told text={text} entry={step.entry} by={nameOfPerson} reason={step.reason}>
          {say(`origin.became.${step.how}`)}
        </Told>
      );
    case "status":
      return (
        <Told text={text} entry={step.entry} by={nameOfPerson} reason={step.reason}>
          {say(`origin.status.${step.status}`)}
        </Told>
      );
    case "moved":
      return (
        <Told text={text} entry={step.entry} by={nameOfPerson}>
          {say("origin.moved", { provision: nameOfProvision(step.provision) })}
        </Told>
      );
    case "contested":
    case "optional":
      return <p className="quiet">{say(`origin.${step.told}`)}</p>;
    default:
      return (
        <Told text={text} entry={step.entry} by={nameOfPerson}>
          {say(`origin.${step.told}`)}
        </Told>
      );
  }
}

interface ToldProps {
  readonly text: string;
  readonly entry: EntryRef;
  readonly by: (person: string) => string;
  readonly reason?: string | null;
  readonly children: ReactNode;
}

/** One thing that happened: what, who, when, why, and the way to the text as it stood then. */
function Told({ text, entry, by, reason, children }: ToldProps) {
  const say = useSay();
  return (
    <>
      <p>
        <span className="origin-what">{children}</span>{" "}
        <span className="quiet">
          {entry.person !== "" && `${by(entry.person)}, `}
          <On at={entry.at} time />
        </span>{" "}
        <ToMoment text={text} seq={entry.seq} />
      </p>
      {reason && <p className="reason">{say("past.reason", { reason })}</p>}
    </>
  );
}

/** The way to the text as it stood after an entry. */
export function ToMoment({ text, seq }: { text: string; seq: number }) {
  const say = useSay();
  return (
    <Link className="to-moment" to={momentPath(text, `seq:${seq}`)} aria-label={say("past.see", { seq })}>
      {say("past.then")}
      <Icon name="fold" />
    </Link>
  );
}
