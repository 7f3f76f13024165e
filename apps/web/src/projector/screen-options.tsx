import type { RecordValue } from "@adref/schema";
import { useSay } from "../intl.tsx";
import { type CardOption, type CardView, shortened } from "../margin/card-view.ts";
import { saysWhose } from "../margin/option-row.tsx";
import { Codes } from "../people/codes.tsx";

interface Props {
  readonly card: CardView;
  readonly record: RecordValue;
  /** Whether the reader may know the names of parties. */
  readonly names: boolean;
}

/** The words of an option are in the passage as well; here they tell which it is. */
const WORDS = 150;

/** The options of the bracket in hand for a whole room: a number to call each by, whose it is, its words, who says what. */
export function ScreenOptions({ card, record, names }: Props) {
  const say = useSay();
  const standing = card.options.some(({ kind }) => kind === "standing");
  return (
    <ol className="screen-options" aria-label={say("screen.options")}>
      {card.options.map((option, i) => (
        <li key={option.target} className="screen-option">
          <span className="screen-number">{standing ? i : i + 1}</span>
          <div>
            <span className="screen-whose">
              <Whose option={option} card={card} names={names} />
              {record.options[option.target]?.unconfirmed && <em> {say("console.unconfirmed")}</em>}
            </span>{" "}
            <span className="screen-words" dir="auto">
              {option.words.trim() === "" ? say("card.emptyOption") : shortened(option.words.trim(), WORDS)}
            </span>
            <Says option={option} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Whose({ option, card, names }: { option: CardOption; card: CardView; names: boolean }) {
  const say = useSay();
  if (option.kind === "standing") return saysWhose(say, card.within);
  if (option.owner === null) return say(names ? "card.unattributed" : "card.proposal");
  return <Codes codes={[option.owner]} />;
}

function Says({ option }: { option: CardOption }) {
  const say = useSay();
  if (option.says.length === 0) return null;
  return (
    <p className="screen-says">
      {option.says.map(({ stance, parties }) => (
        <span key={stance} className={`position-${stance}`}>
          <span className="verb">{say(parties.length === 1 ? `says.one.${stance}` : `says.${stance}`)}</span>{" "}
          <Codes codes={parties} />
        </span>
      ))}
    </p>
  );
}
