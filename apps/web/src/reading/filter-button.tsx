import { partyOfDraft } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { STANCES } from "@adref/schema";
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover, ToggleButton } from "react-aria-components";
import { type Say, useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { useParties } from "../people/parties.ts";
import { useSelected } from "../stores.ts";
import { Icon } from "../ui/icon.tsx";
import {
  type Choice,
  choicesOf,
  EVERYTHING,
  type Filter,
  isFiltering,
  STATES,
  TRAITS,
  type Trait,
  toggled,
} from "./filter.ts";
import type { ReadingStore } from "./reading-store.ts";

interface Props {
  readonly reading: ReadingStore;
  readonly filter: Filter;
  readonly show: (filter: Filter) => void;
}

/** What is picked out of the text: a button with the choices, and beside it what is chosen, each to be taken away by a press. */
export function FilterButton({ reading, filter, show }: Props) {
  const say = useSay();
  const count = useSelected(reading, ({ brackets }) => brackets?.size ?? null);
  const all = useSelected(reading, ({ subjects }) => subjects.brackets.size);
  const chosen = choicesOf(filter);
  return (
    <div className="filter-line">
      <DialogTrigger>
        <Button className="button button-small filter-button">
          <Icon name="filter" />
          <span>{say("filter.button")}</span>
          {chosen.length > 0 && <span className="filter-count">{chosen.length}</span>}
        </Button>
        <Popover className="popover filter-popover" placement="bottom start">
          <Dialog className="filter-dialog" aria-label={say("filter.label")}>
            <Choices reading={reading} filter={filter} show={show} />
          </Dialog>
        </Popover>
      </DialogTrigger>
      {isFiltering(filter) && (
        <>
          <ul className="chosen-filters" aria-label={say("filter.chosen")}>
            {chosen.map((choice) => (
              <li key={choice}>
                <Button
                  className="chosen-filter"
                  aria-label={say("filter.remove", { what: nameOf(say, choice) })}
                  onPress={() => show(toggled(filter, choice))}
                >
                  {nameOf(say, choice)} <Icon name="close" />
                </Button>
              </li>
            ))}
          </ul>
          <span className="filter-result" role="status">
            {count !== null && say("filter.count", { count, all })}
          </span>
          <Button className="link-button" onPress={() => show(EVERYTHING)}>
            {say("filter.clear")}
          </Button>
        </>
      )}
    </div>
  );
}

/** Everything that one can choose, with how much there is of each. */
function Choices({ reading, filter, show }: Props) {
  const say = useSay();
  const parties = useParties().filter(({ code }) => partyOfDraft(code) === null);
  const { me } = reading.session;
  const { changed } = reading.getState();
  // Counts follow the text while the choices are looked at.
  useSelected(reading, ({ subjects }) => subjects);
  const chosen = choicesOf(filter);
  const offered = TRAITS.filter((trait) => isOffered(trait, me.party, me.names, changed.since !== ""));
  const group = (label: string, choices: readonly Choice[], nameIt: (choice: Choice) => ReactNode) => (
    <section>
      <h3>{label}</h3>
      <div className="filter-choices">
        {choices.map((choice) => {
          const count = reading.countOf(choice);
          return (
            <ToggleButton
              key={choice}
              className="filter-choice"
              isSelected={chosen.includes(choice)}
              onChange={() => show(toggled(filter, choice))}
            >
              {nameIt(choice)} <span className="quiet">{count}</span>
            </ToggleButton>
          );
        })}
      </div>
    </section>
  );
  const named = (choice: Choice) => nameOf(say, choice);
  return (
    <>
      {offered.length > 0 && group(say("filter.traits"), offered, named)}
      {me.names &&
        group(
          say("filter.parties"),
          parties.map(({ code }) => code),
          (code) => <Code code={code} />,
        )}
      {group(say("filter.stances"), STANCES, named)}
      {group(say("filter.states"), STATES, named)}
      <p className="quiet">{say("filter.hint")}</p>
    </>
  );
}

function isOffered(trait: Trait, party: PartyCode | null, names: boolean, wasHere: boolean): boolean {
  switch (trait) {
    case "needs":
    case "mine":
      return party !== null;
    case "changed":
      return wasHere;
    default:
      return names;
  }
}

function nameOf(say: Say, choice: Choice): string {
  const trait = TRAITS.find((one) => one === choice);
  if (trait) return say(`filter.trait.${trait}`);
  const stance = STANCES.find((one) => one === choice);
  if (stance) return say(`filter.stance.${stance}`);
  const state = STATES.find((one) => one === choice);
  return state ? say(`status.${state}`) : choice;
}
