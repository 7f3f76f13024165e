import type { RecordValue } from "@adref/schema";
import { STANDING } from "@adref/schema";
import { memo, useState } from "react";
import { Button } from "react-aria-components";
import type { OfferedActs } from "../acts/acts-offered.ts";
import { type CounterActs, CounterForm } from "../acts/counter-form.tsx";
import { Invitation } from "../acts/invitation.tsx";
import { OwnOption } from "../acts/own-option.tsx";
import { ResolveForm, type Resolving } from "../acts/resolve-form.tsx";
import { StanceButtons } from "../acts/stance-buttons.tsx";
import { useAct } from "../acts/use-act.ts";
import { Unconfirmed } from "../desk/confirm-buttons.tsx";
import { useSay } from "../intl.tsx";
import { TableOne } from "../layer/table-one.tsx";
import { Codes } from "../people/codes.tsx";
import { sameJson } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Ago } from "../time.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import type { CardOption, CardView } from "./card-view.ts";
import { OptionRow, saysWhose } from "./option-row.tsx";

export interface CardProps {
  readonly session: TextSession;
  readonly card: CardView;
  readonly acts: OfferedActs;
  /** The reader's own party's stances, by target. */
  readonly stances: RecordValue["stances"];
  /** Whether the reader is at this bracket; only then are its acts shown. */
  readonly open: boolean;
  /** Takes one's own option out of the words. False where the editor could not. */
  readonly withdraw: (option: string) => boolean;
  /** Takes one's own brackets off standing words. False where the editor could not. */
  readonly unbracket: (bracket: string) => boolean;
  /** What the words offer to who wants to counter them; nothing where they cannot be written in. */
  readonly counter?: CounterActs;
}

/** A bracket in the margin: its options, who says what, and what the reader may do about it. */
export const Card = memo(CardBody, (a, b) => {
  return a.open === b.open && a.session === b.session && sameFacts(a, b) && a.withdraw === b.withdraw;
});

function sameFacts(a: CardProps, b: CardProps): boolean {
  if (!sameJson(a.card, b.card)) return false;
  return sameJson(offered(a.acts), offered(b.acts));
}

function offered(acts: OfferedActs): unknown {
  return { ...acts, stances: [...acts.stances] };
}

function CardBody({ session, card, acts, stances, open, withdraw, unbracket, counter }: CardProps) {
  const say = useSay();
  const [resolving, setResolving] = useState<Resolving | null>(null);
  const party = session.me.party;
  const owns = (option: CardOption) => acts.withdraw.includes(option.target);

  return (
    <>
      {!open && card.since !== "" && (
        <span className="card-age">
          <Ago at={card.since} short />
        </span>
      )}
      {card.parked && (
        <p className="card-flag">
          <Icon name="parked" /> {say("card.parked")}
        </p>
      )}
      {card.within !== undefined && (
        <p className="card-within">
          {card.within === null ? say("card.withinAnother") : say("card.within", { owner: card.within })}
        </p>
      )}
      {card.options.map((option) => (
        <OptionRow
          key={option.target}
          option={option}
          mine={owns(option)}
          open={open}
          alone={card.options.length === 1}
          names={session.me.names}
          within={card.within}
        >
          <Unconfirmed session={session} target={option.target} />
          {open && !resolving && (
            <>
              {acts.stances.has(option.target) && party && (
                <StanceButtons
                  session={session}
                  target={option.target}
                  option={option.owner ?? saysWhose(say, card.within)}
                  stances={acts.stances.get(option.target) ?? []}
                  mine={stances[option.target]?.[party]}
                />
              )}
              {acts.stances.has(option.target) && <Invitation session={session} option={option} />}
              {counter && acts.stances.has(option.target) && <CounterForm target={option.target} acts={counter} />}
              <OptionActs option={option} acts={acts} withdraw={withdraw} resolve={setResolving} />
              {!session.takesDownFor &&
                (owns(option) || (option.kind === "standing" && acts.unbracket && acts.withdraw.length === 0)) && (
                  <OwnOption session={session} option={option} />
                )}
            </>
          )}
        </OptionRow>
      ))}
      {open && <CardFoot card={card} mayUnbracket={acts.unbracket} unbracket={unbracket} />}
      {open && resolving && (
        <ResolveForm session={session} card={card} resolving={resolving} close={() => setResolving(null)} />
      )}
      {open && !resolving && <BracketActs session={session} card={card} acts={acts} resolve={setResolving} />}
    </>
  );
}

interface CardFootProps {
  readonly card: CardView;
  readonly mayUnbracket: boolean;
  readonly unbracket: (bracket: string) => boolean;
}

function CardFoot({ card, mayUnbracket, unbracket }: CardFootProps) {
  const say = useSay();
  if (card.owner === null && card.since === "" && !mayUnbracket) return null;
  return (
    <p className="card-foot">
      {card.owner !== null && (
        <span>
          {say("card.putBy")} <Codes codes={[card.owner]} />
        </span>
      )}
      {card.since !== "" && <Ago at={card.since} />}
      {mayUnbracket && (
        <Button className="link-button" onPress={() => undoable(unbracket(card.id), say("act.withdrawn"))}>
          {say("act.unbracket")}
        </Button>
      )}
      {mayUnbracket && card.options.every(({ kind }) => kind === "standing") && <TableOne id={card.id} />}
    </p>
  );
}

interface OptionActsProps {
  readonly option: CardOption;
  readonly acts: OfferedActs;
  readonly withdraw: (option: string) => boolean;
  readonly resolve: (resolving: Resolving) => void;
}

function OptionActs({ option, acts, withdraw, resolve }: OptionActsProps) {
  const say = useSay();
  const chosen = option.kind === "standing" ? STANDING : option.target;
  const mayWithdraw = acts.withdraw.includes(option.target);
  const mayAdopt = acts.adopt.includes(chosen);
  if (!mayWithdraw && !mayAdopt) return null;
  return (
    <div className="option-acts">
      {mayWithdraw && (
        <Button className="button button-small" onPress={() => undoable(withdraw(option.target), say("act.withdrawn"))}>
          {say("act.withdraw")}
        </Button>
      )}
      {mayWithdraw && <TableOne id={option.target} />}
      {mayAdopt && (
        <Button className="button button-small" onPress={() => resolve({ kind: "adopt", option: chosen })}>
          {say(option.kind === "standing" ? "act.keep" : "act.adopt")}
        </Button>
      )}
    </div>
  );
}

function undoable(done: boolean, sentence: string): void {
  if (done) tell({ kind: "done", sentence });
}

interface BracketActsProps {
  readonly session: TextSession;
  readonly card: CardView;
  readonly acts: OfferedActs;
  readonly resolve: (resolving: Resolving) => void;
}

function BracketActs({ session, card, acts, resolve }: BracketActsProps) {
  const say = useSay();
  const { run } = useAct(session);
  if (!acts.lift && !acts.merge && !acts.delete && !acts.park) return null;
  return (
    <div className="bracket-acts">
      {acts.lift && (
        <Button className="button button-small" onPress={() => resolve({ kind: "lift" })}>
          {say("act.lift")}
        </Button>
      )}
      {acts.merge && (
        <Button className="button button-small" onPress={() => resolve({ kind: "merge" })}>
          {say("act.merge")}
        </Button>
      )}
      {acts.delete && (
        <Button className="button button-small" onPress={() => resolve({ kind: "delete" })}>
          {say("act.deleteAll")}
        </Button>
      )}
      {acts.park && (
        <Button
          className="button button-small"
          onPress={() => void run({ type: "park", bracket: card.id, parked: !card.parked })}
        >
          {say(card.parked ? "act.unpark" : "act.park")}
        </Button>
      )}
    </div>
  );
}
