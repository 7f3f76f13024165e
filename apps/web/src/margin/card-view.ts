import { type BracketIndex, type BracketView, parentIn, type Span } from "@adref/brackets";
import type { PartyCode, RecordValue, Stance, StanceFacts } from "@adref/schema";
import { STANCES, withinIn } from "@adref/schema";

/** One alternative of a bracket as its card shows it. */
export interface CardOption {
  /** What a stance on it names: the option's id, or the bracket's id for its standing words. */
  readonly target: string;
  readonly kind: "standing" | "proposal";
  readonly words: string;
  /** Whether it is a provision proposed as a whole. */
  readonly whole: boolean;
  readonly owner: PartyCode | null;
  /** Who takes which position on it, in the order of STANCES. */
  readonly says: readonly { readonly stance: Stance; readonly parties: readonly PartyCode[] }[];
  readonly notes: readonly { readonly party: PartyCode; readonly note: string }[];
  /** Why it is proposed, in its owner's words; of standing words, why they were put in brackets. */
  readonly reason?: string;
  /** The group on whose behalf it is proposed, by its id. */
  readonly group?: string;
  /** Parties that propose it with its owner, and those invited to. */
  readonly joint?: readonly PartyCode[];
  readonly invited?: readonly PartyCode[];
  /** The provision that it is to replace, where it proposes a move. */
  readonly moves?: string;
}

/** A bracket as its card shows it. A plain value: equal facts give equal JSON. */
export interface CardView {
  readonly id: string;
  readonly options: readonly CardOption[];
  /** Who put the standing words in brackets; null where there are none or the owner is not known. */
  readonly owner: PartyCode | null;
  /** ISO 8601, "" where unknown. */
  readonly since: string;
  readonly parked: boolean;
  /** The owner of the option in which the bracket stands; undefined where it stands in the text itself. */
  readonly within: PartyCode | null | undefined;
}

/**
 * What the card of a bracket shows: the words from the text, everything else from the record. Counter-proposals inside the
 * words have cards of their own and are left out here, so that each alternative reads as its author put it. `claimant`
 * gives the reader's own party for ids that were made here and are not on the record yet.
 */
export function cardView(
  bracket: BracketView,
  record: RecordValue,
  index: BracketIndex,
  claimant: (id: string) => PartyCode | null = () => null,
): CardView {
  const ownerOf = (option: string) => {
    const known = record.options[option];
    return known ? known.owner : claimant(option);
  };
  const facts = record.brackets[bracket.id];
  const options: CardOption[] = [];
  if (bracket.standing.length > 0) {
    options.push({
      target: bracket.id,
      kind: "standing",
      words: joined(bracket.standing, bracket, index),
      whole: false,
      owner: null,
      ...(facts?.reason !== undefined && { reason: facts.reason }),
      ...positions(record.stances[bracket.id]),
    });
  }
  for (const option of bracket.options) {
    options.push({
      target: option.id,
      kind: "proposal",
      words: joined(option.spans, bracket, index),
      whole: option.whole.length > 0,
      owner: ownerOf(option.id),
      ...explained(record.options[option.id]),
      ...positions(record.stances[option.id]),
    });
  }
  const first = bracket.options[0];
  const parent = parentIn(bracket, withinIn(record));
  return {
    id: bracket.id,
    options,
    owner: bracket.standing.length > 0 ? (facts ? facts.owner : claimant(bracket.id)) : null,
    since: facts?.at || (first && record.options[first.id]?.at) || "",
    parked: facts?.parked === true,
    within: parent === null ? undefined : ownerOf(parent),
  };
}

function explained(
  facts: RecordValue["options"][string] | undefined,
): Pick<CardOption, "reason" | "group" | "joint" | "invited" | "moves"> {
  if (!facts) return {};
  const { reason, group, joint, invited, moves } = facts;
  return {
    ...(reason !== undefined && { reason }),
    ...(group !== undefined && { group }),
    ...(joint?.length && { joint }),
    ...(invited?.length && { invited }),
    ...(moves !== undefined && { moves }),
  };
}

/** Spans as one line: a gap within a provision is an omission, the step to another provision a pilcrow. */
function joined(spans: readonly Span[], bracket: BracketView, index: BracketIndex): string {
  let out = "";
  let last: Span | null = null;
  for (const span of spans) {
    if (last !== null && last.provision !== span.provision) out += " ¶ ";
    else if (last !== null && last.to !== span.from) out += " … ";
    out += withoutInner(span, bracket, index);
    last = span;
  }
  return out;
}

/** The words of a span without those that others have put forward inside it. */
function withoutInner(span: Span, bracket: BracketView, index: BracketIndex): string {
  const inner: Span[] = [];
  for (const id of index.byProvision.get(span.provision) ?? []) {
    const other = index.brackets.get(id);
    if (!other || other.depth <= bracket.depth) continue;
    for (const option of other.options) {
      inner.push(...option.spans.filter((one) => one.provision === span.provision && isWithin(one, span)));
    }
  }
  if (inner.length === 0) return span.words;
  let out = "";
  let at = span.from;
  for (const one of inner.sort((a, b) => a.from - b.from)) {
    if (one.from > at) out += span.words.slice(at - span.from, one.from - span.from);
    at = Math.max(at, one.to);
  }
  return out + span.words.slice(at - span.from);
}

const isWithin = (inner: Span, outer: Span) => inner.from >= outer.from && inner.to <= outer.to;

function positions(stances: Readonly<Record<PartyCode, StanceFacts>> | undefined): Pick<CardOption, "says" | "notes"> {
  if (!stances) return { says: [], notes: [] };
  const parties = Object.keys(stances).sort();
  return {
    says: STANCES.map((stance) => ({
      stance,
      parties: parties.filter((party) => stances[party]?.stance === stance),
    })).filter(({ parties }) => parties.length > 0),
    notes: parties.flatMap((party) => {
      const note = stances[party]?.note;
      return note ? [{ party, note }] : [];
    }),
  };
}

/**
 * Shortens words for a card at rest: the beginning and the end stay, because the end of a clause often carries the point.
 * At most `limit` characters, the sign of omission included.
 */
export function shortened(words: string, limit: number): string {
  if (words.length <= limit) return words;
  const tail = Math.floor(limit / 3);
  const head = limit - tail - 3;
  return `${words.slice(0, head).trimEnd()} … ${words.slice(words.length - tail).trimStart()}`.slice(0, limit);
}
