import type { MarkValue } from "./provision.ts";
import type { RecordValue } from "./record.ts";

/** What a `proposed` mark says, or the attributes of a provision that is proposed as a whole. */
export interface Proposal {
  readonly bracket: string;
  readonly option: string;
  readonly within: string | null;
}

/** The option that an option was written into, for ever; `undefined` where the option is not known. */
export type WithinOf = (option: string) => string | null | undefined;

/** An option is written into another, and that into a third, this deep at most; real chains are three or four long. */
export const DEEPEST = 50;

/** What a mark of type `proposed` says, as a value or as ProseMirror holds it. */
export function proposalOf(mark: Pick<MarkValue, "attrs">): Proposal {
  const { bracket, option, within } = mark.attrs;
  return { bracket: bracket ?? "", option: option ?? "", within: within ?? null };
}

/** The proposals on a run. */
export function proposalsOn(marks: readonly MarkValue[]): readonly Proposal[] {
  return marks.filter((mark) => mark.type === "proposed").map(proposalOf);
}

/** The options into which an option was written, directly or through others, from the nearest to the outermost. */
export function optionsAround(proposal: Pick<Proposal, "within">, withinOf: WithinOf): readonly string[] {
  const out: string[] = [];
  let at = proposal.within;
  while (at !== null && out.length < DEEPEST) {
    out.push(at);
    at = withinOf(at) ?? null;
  }
  return out;
}

/**
 * The proposals on a run into which no other proposal on it was written, directly or through others; their owners own the
 * run. More than one are innermost only where marks bled at an edge. Looking at the marks alone would not do: an option that
 * ended between two others, or was withdrawn, would leave the outer one's owner an owner of the inner one's words.
 */
export function innermost(proposals: readonly Proposal[], withinOf: WithinOf): readonly Proposal[] {
  if (proposals.length < 2) return proposals;
  const around = new Set(proposals.flatMap((proposal) => optionsAround(proposal, withinOf)));
  return proposals.filter(({ option }) => !around.has(option));
}

/** What a record says of where options were written. It keeps those that have ended. */
export function withinIn(record: RecordValue): WithinOf {
  return (option) => (Object.hasOwn(record.options, option) ? record.options[option]?.within : undefined);
}

const withins = new WeakMap<RecordValue["options"], ReadonlyMap<string, string | null>>();

/**
 * The option into which all options of a bracket are written; `undefined` where the record knows none of them. Computed at
 * the first question, once for each record.
 */
export function withinOfBracket(record: RecordValue, bracket: string): string | null | undefined {
  let known = withins.get(record.options);
  if (!known) {
    const read = new Map<string, string | null>();
    for (const option of Object.values(record.options)) {
      if (!read.has(option.bracket)) read.set(option.bracket, option.within);
    }
    withins.set(record.options, read);
    known = read;
  }
  return known.get(bracket);
}
