import type { OptionFacts } from "@adref/schema";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { CardOption, CardView } from "../margin/card-view.ts";
import { saysWhose } from "../margin/option-row.tsx";
import { Code, Codes } from "../people/codes.tsx";
import { tickOf, useParties } from "../people/parties.ts";
import { Ago } from "../time.tsx";
import type { KeyedAct } from "./act-keys.ts";
import { KeySign } from "./key-sign.tsx";

interface Props {
  readonly option: CardOption;
  readonly within: CardView["within"];
  /** What the record says of a proposal. */
  readonly facts: OptionFacts | undefined;
  /** Whether the reader may know the names of parties. */
  readonly names: boolean;
  /** What the chair may do with it. */
  readonly act: KeyedAct | undefined;
  readonly busy: boolean;
  readonly decide: (act: KeyedAct) => void;
}

/** One alternative in the console: whose it is, its words in full, who says what and why, and the act that takes it. */
export function OptionDesk({ option, within, facts, names, act, busy, decide }: Props) {
  const say = useSay();
  const parties = useParties();
  return (
    <li className={`desk-option ${tickOf(option.owner, parties)}`} data-option={option.target}>
      <p className="desk-whose">
        <Whose option={option} within={within} names={names} facts={facts} />
        {option.whole && <span className="quiet">{say("card.whole")}</span>}
        {facts?.unconfirmed && <span className="desk-flag">{say("console.unconfirmed")}</span>}
        {facts && facts.at !== "" && (
          <span className="quiet">
            <Ago at={facts.at} />
          </span>
        )}
      </p>
      <p className="desk-words" dir="auto">
        {option.words.trim() === "" ? <span className="quiet">{say("card.emptyOption")}</span> : option.words}
      </p>
      {facts?.reason && (
        <p className="desk-reason" dir="auto">
          {say("past.reason", { reason: facts.reason })}
        </p>
      )}
      <Says option={option} />
      {act && (
        <Button
          className="button desk-take"
          aria-keyshortcuts={act.key || undefined}
          isDisabled={busy}
          onPress={() => decide(act)}
        >
          {say(`console.act.${act.what}`)}
          {act.key !== "" && <KeySign name={act.key} />}
        </Button>
      )}
    </li>
  );
}

function Whose({ option, within, names, facts }: Pick<Props, "option" | "within" | "names" | "facts">) {
  const say = useSay();
  if (option.kind === "standing") return <strong>{saysWhose(say, within)}</strong>;
  if (option.owner === null) return <strong>{say(names ? "card.unattributed" : "card.proposal")}</strong>;
  return (
    <span>
      <Code code={option.owner} /> {say("console.proposes")}
      {facts?.joint && facts.joint.length > 0 && (
        <>
          {" "}
          {say("console.with")} <Codes codes={facts.joint} />
        </>
      )}
    </span>
  );
}

/** Who takes which position, in words that do not need colour. */
export function Says({ option }: { option: Pick<CardOption, "says" | "notes"> }) {
  const say = useSay();
  if (option.says.length === 0) return null;
  return (
    <div className="desk-says">
      <p className="positions">
        {option.says.map(({ stance, parties }) => (
          <span key={stance} className={`position position-${stance}`}>
            <span className="verb">{say(parties.length === 1 ? `says.one.${stance}` : `says.${stance}`)}</span>{" "}
            <Codes codes={parties} />
          </span>
        ))}
      </p>
      {option.notes.length > 0 && (
        <ul className="position-notes">
          {option.notes.map(({ party, note }) => (
            <li key={party}>
              <Codes codes={[party]} /> <span dir="auto">{note}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
