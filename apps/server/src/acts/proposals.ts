import type { BracketView } from "@adref/brackets";
import type { BracketFacts, OptionFacts, PartyCode } from "@adref/schema";
import { canonicalJson } from "../ledger.ts";
import {
  type ActCase,
  type ActVerdict,
  bracketOfOption,
  type Judge,
  lockedRefusal,
  no,
  own,
  partyOf,
  speaksFor,
  yes,
} from "./case.ts";

/** What a party adds to an option or a bracket of its own that stands: why, on whose behalf, and where from it is moved. */
export const judgeExplain: Judge<"explain"> = (given, { target, reason, group, moves }) => {
  const { person, negotiation, hasProvision, record } = given;
  const party = partyOf(person);
  const met = standing(given, target);
  if ("accepted" in met) return met;
  if (met.facts?.owner !== party) return no("not-your-proposal");
  if (!met.option) {
    if (group != null || moves != null) return no("no-such-option");
    const facts = withMembers(met.facts, { reason });
    return same(facts, met.facts) ? no("no-change") : yes({ brackets: { [target]: facts } }, met.about);
  }
  if (group != null && !speaksFor(negotiation, party, group)) return no("not-speaker");
  if (moves != null && !hasProvision(moves)) return no("no-such-provision", moves);
  const facts = withMembers(record.options[target] as OptionFacts, { reason, group, moves });
  return same(facts, met.facts) ? no("no-change") : yes({ options: { [target]: facts } }, met.about);
};

/** The owner says who else may propose an option with it. Those who joined stay until they leave by themselves. */
export const judgeInvite: Judge<"invite"> = (given, { option, parties }) => {
  const party = partyOf(given.person);
  const met = standingOption(given, option);
  if ("accepted" in met) return met;
  const { facts: before } = met;
  if (before.owner !== party) return no("not-your-proposal");
  const known = new Set(given.negotiation.parties.map(({ code }) => code));
  if (parties.some((code) => !known.has(code) || code === party)) return no("no-such-party");
  const joint = new Set(before.joint);
  const facts = withMembers(before, { invited: listed(parties.filter((code) => !joint.has(code))) });
  return same(facts, before) ? no("no-change") : yes({ options: { [option]: facts } }, met.about);
};

/** An invited party joins an option, or one that was invited or has joined says that it is not one of them. */
export const judgeJoin: Judge<"join"> = (given, { option, joined }) => {
  const party = partyOf(given.person);
  const met = standingOption(given, option);
  if ("accepted" in met) return met;
  const { joint = [], invited = [] } = met.facts;
  if (joined ? joint.includes(party) : !joint.includes(party) && !invited.includes(party)) return no("no-change");
  if (joined && !invited.includes(party)) return no("not-invited");
  const others = joint.filter((code) => code !== party);
  const facts = withMembers(met.facts, {
    joint: listed(joined ? [...others, party] : others),
    invited: listed(invited.filter((code) => code !== party)),
  });
  return yes({ options: { [option]: facts } }, met.about);
};

/** A party makes its own what was taken down for it. What it withdrew meanwhile it may confirm as well: nothing stands of it. */
export const judgeConfirm: Judge<"confirm"> = ({ person, record, index }, { targets }) => {
  const party = partyOf(person);
  const brackets: Record<string, BracketFacts> = {};
  const options: Record<string, OptionFacts> = {};
  for (const id of targets) {
    const [option, bracket] = [own(record.options, id), own(record.brackets, id)];
    if (option?.owner === party && option.unconfirmed) options[id] = withMembers(option, { unconfirmed: null });
    else if (bracket?.owner === party && bracket.unconfirmed)
      brackets[id] = withMembers(bracket, { unconfirmed: null });
    else return no("nothing-to-confirm");
  }
  const around = targets.map((id) => index.brackets.get(options[id]?.bracket ?? id));
  const patch = {
    ...(Object.keys(brackets).length > 0 && { brackets }),
    ...(Object.keys(options).length > 0 && { options }),
  };
  return yes(patch, [...new Set(around.flatMap((bracket) => bracket?.provisions ?? []))]);
};

interface Met {
  readonly facts: BracketFacts | OptionFacts | undefined;
  readonly option: boolean;
  /** The provisions in which it stands. */
  readonly about: readonly string[];
}

/** What an act on a proposal is about: an option or a bracket that stands in words which are not agreed. */
function standing({ index, record }: ActCase, target: string): Met | ActVerdict {
  const bracket = index.brackets.get(target);
  if (bracket) {
    const facts = own(record.brackets, target);
    return lockedRefusal(bracket, record) ?? { facts, option: false, about: bracket.provisions };
  }
  const around: BracketView | undefined = bracketOfOption(index, record, target);
  if (!around) return no("no-such-target");
  const facts = own(record.options, target);
  return lockedRefusal(around, record) ?? { facts, option: true, about: around.provisions };
}

function standingOption(given: ActCase, option: string): (Met & { readonly facts: OptionFacts }) | ActVerdict {
  const met = standing(given, option);
  if ("accepted" in met) return met;
  const facts = own(given.record.options, option);
  return facts ? { ...met, facts } : no("no-such-option");
}

type Facts = BracketFacts | OptionFacts;

/** Facts with some members set; `null` takes one away, and one that is left out stays. */
export function withMembers<F extends Facts>(
  facts: F,
  changes: { readonly [K in keyof OptionFacts]?: OptionFacts[K] | null | undefined },
): F {
  const out: Record<string, unknown> = { ...facts };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete out[name];
    else if (value !== undefined) out[name] = value;
  }
  return out as unknown as F;
}

/** Parties in the order of their codes, each once; null for none. */
function listed(parties: readonly PartyCode[]): readonly PartyCode[] | null {
  return parties.length > 0 ? [...new Set(parties)].sort() : null;
}

const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
