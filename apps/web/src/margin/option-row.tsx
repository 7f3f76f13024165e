import type { PartyCode } from "@adref/schema";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { type Say, useSay } from "../intl.tsx";
import { Codes } from "../people/codes.tsx";
import { useGroupName } from "../people/groups.ts";
import { tickOf, useParties } from "../people/parties.ts";
import { type CardOption, shortened } from "./card-view.ts";

/** Words a card shows at rest, and while it is open, in characters. */
const AT_REST = 110;
const OPEN = 420;

interface Props {
  readonly option: CardOption;
  readonly mine: boolean;
  readonly open: boolean;
  /** Whether the bracket holds nothing else. */
  readonly alone: boolean;
  /** Whether the reader may know the names of parties. */
  readonly names: boolean;
  /** Whose words the bracket stands in; undefined for the text itself. */
  readonly within: PartyCode | null | undefined;
  /** The acts on this option. */
  readonly children?: ReactNode;
}

/** One alternative: whose it is, its words, and who says what of it. */
export function OptionRow({ option, mine, open, alone, names, within, children }: Props) {
  const say = useSay();
  const parties = useParties();
  return (
    <div className={`option option-${option.kind} ${tickOf(option.owner, parties)}`}>
      <p className="option-line">
        <OptionLabel option={option} open={open} alone={alone} names={names} within={within} />
        {mine && <span className="mine">{say("card.yours")}</span>}
        {option.whole && <span className="quiet">{say("card.whole")}</span>}
      </p>
      <OptionWords words={option.words} open={open} />
      <Explained option={option} open={open} />
      <Positions option={option} open={open} />
      {children}
    </div>
  );
}

/** At rest standing words beside an option need no label for the eye: they come first and carry no code. */
function OptionLabel({ option, open, alone, names, within }: Omit<Props, "mine" | "children">) {
  const say = useSay();
  if (option.kind === "standing") {
    const quietly = !open && !alone;
    return (
      <span className={quietly ? "visually-hidden" : "label"}>
        {alone && !open ? say("card.inBrackets") : saysWhose(say, within)}
      </span>
    );
  }
  if (option.owner === null) return <span className="label">{say(names ? "card.unattributed" : "card.proposal")}</span>;
  return <Codes codes={[option.owner, ...(option.joint ?? [])]} />;
}

/** In whose name, and with whom, and why: the reason in full where the card is open. */
function Explained({ option, open }: { option: CardOption; open: boolean }) {
  const say = useSay();
  const groupName = useGroupName();
  const { group, invited = [], reason } = option;
  if (!group && invited.length === 0 && !reason) return null;
  return (
    <>
      {(group || (open && invited.length > 0)) && (
        <p className="option-joint quiet">
          {[
            group ? say("card.behalf", { group: groupName(group) }) : "",
            open && invited.length > 0 ? say("card.invited", { parties: invited.join(", ") }) : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {reason && (
        <p className="option-reason" dir="auto">
          <span className="visually-hidden">{say("card.reason")}: </span>
          {open ? reason : shortened(reason, AT_REST)}
        </p>
      )}
    </>
  );
}

/** Words that nobody proposed instead of others: they stand in the text, or in the option that the bracket is inside. */
export function saysWhose(say: Say, within: PartyCode | null | undefined): string {
  if (within === undefined) return say("card.standing");
  return within === null ? say("card.wordsOfAnother") : say("card.wordsOf", { owner: within });
}

function OptionWords({ words, open }: { words: string; open: boolean }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const limit = open ? OPEN : AT_REST;
  const shown = all && open ? words : shortened(words, limit);
  if (words.trim() === "") return <p className="option-words quiet">{say("card.emptyOption")}</p>;
  return (
    <p className="option-words" dir="auto">
      {shown}
      {open && words.length > limit && (
        <>
          {" "}
          <Button className="link-button" onPress={() => setAll(!all)}>
            {say(all ? "card.showLess" : "card.showAll")}
          </Button>
        </>
      )}
    </p>
  );
}

function Positions({ option, open }: { option: CardOption; open: boolean }) {
  const say = useSay();
  if (option.says.length === 0) return null;
  return (
    <>
      <p className="positions">
        {option.says.map(({ stance, parties }) => (
          <span key={stance} className={`position position-${stance}`}>
            <span className="verb">{say(parties.length === 1 ? `says.one.${stance}` : `says.${stance}`)}</span>{" "}
            <Codes codes={parties} />
          </span>
        ))}
      </p>
      {open && option.notes.length > 0 && (
        <ul className="position-notes">
          {option.notes.map(({ party, note }) => (
            <li key={party}>
              <Codes codes={[party]} /> <span dir="auto">{note}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
