import type { BracketView, OptionView } from "@adref/brackets";
import { mayAct, mayWrite, type Person, partyOfDraft, type TextInfo } from "@adref/protocol";
import { isLocked, type RecordValue, STANDING, type Stance } from "@adref/schema";
import { partyOfTaken } from "../desk/taken-party.ts";

/** What a person may do about a bracket, as its card offers it. The server judges again. */
export interface OfferedActs {
  /** The stances that may be taken, by target: an option's id, or the bracket's id for its standing words. */
  readonly stances: ReadonlyMap<string, readonly Stance[]>;
  /** One's own options, which may be withdrawn. */
  readonly withdraw: readonly string[];
  /** Whether the brackets round standing words are one's own and may be withdrawn. */
  readonly unbracket: boolean;
  /** Options that may become standing text; STANDING where the standing words may be kept. */
  readonly adopt: readonly string[];
  readonly merge: boolean;
  readonly lift: boolean;
  readonly delete: boolean;
  /** Whether it may be parked, or taken up again where it is. */
  readonly park: boolean;
}

const ON_OPTION: readonly Stance[] = ["support", "oppose", "reserve", "flexible"];
const ON_STANDING: readonly Stance[] = ["retain", "delete", "reserve", "flexible"];

const NOTHING: OfferedActs = {
  stances: new Map(),
  withdraw: [],
  unbracket: false,
  adopt: [],
  merge: false,
  lift: false,
  delete: false,
  park: false,
};

/**
 * What `person` may do about `bracket` in `text`. `claimed` holds ids that the person's party has just made and that the
 * record does not know yet. A bracket that was resolved, or that touches agreed words, offers nothing.
 */
export function actsOffered(
  person: Person,
  text: TextInfo,
  bracket: BracketView,
  record: RecordValue,
  claimed: ReadonlySet<string> = new Set(),
): OfferedActs {
  if (record.resolutions[bracket.id] || bracket.provisions.some((id) => isLocked(record, id))) return NOTHING;
  const owns = (id: string, owner: string | null | undefined) =>
    person.party !== null && (owner === person.party || (owner === undefined && claimed.has(id)));
  const ownsOption = (option: OptionView) => owns(option.id, record.options[option.id]?.owner);
  const alternatives = bracket.options.length + (bracket.standing.length > 0 ? 1 : 0);
  if (alternatives === 0) return NOTHING;

  const writesAsParty = mayWrite(person) && person.party !== null;
  return {
    // What is tabled is spoken of in the tabled text, where others hear it.
    stances: mayAct(person, text, "stance") && !isDrafting(person) ? stancesOn(bracket, ownsOption) : NOTHING.stances,
    withdraw: writesAsParty ? bracket.options.filter(ownsOption).map((option) => option.id) : [],
    unbracket: writesAsParty && bracket.standing.length > 0 && owns(bracket.id, record.brackets[bracket.id]?.owner),
    adopt: mayAct(person, text, "adopt") && alternatives > 1 ? adoptable(bracket) : [],
    merge: mayAct(person, text, "merge"),
    lift: mayAct(person, text, "lift") && alternatives === 1,
    delete: mayAct(person, text, "delete"),
    park: mayAct(person, text, "park"),
  };
}

const isDrafting = ({ party }: Person): boolean =>
  party !== null && (partyOfDraft(party) !== null || partyOfTaken(party) !== null);

function stancesOn(bracket: BracketView, ownsOption: (option: OptionView) => boolean): Map<string, readonly Stance[]> {
  const out = new Map<string, readonly Stance[]>();
  if (bracket.standing.length > 0) out.set(bracket.id, ON_STANDING);
  for (const option of bracket.options) if (!ownsOption(option)) out.set(option.id, ON_OPTION);
  return out;
}

function adoptable(bracket: BracketView): string[] {
  const options = bracket.options.map((option) => option.id);
  return bracket.standing.length > 0 ? [STANDING, ...options] : options;
}

/** Whether anything at all is offered. */
export function offersAny(acts: OfferedActs): boolean {
  return (
    acts.stances.size > 0 ||
    acts.withdraw.length > 0 ||
    acts.adopt.length > 0 ||
    acts.unbracket ||
    acts.merge ||
    acts.lift ||
    acts.delete ||
    acts.park
  );
}
