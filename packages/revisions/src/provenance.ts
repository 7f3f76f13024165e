import type { WordOrigin } from "./origin.ts";
import type { LedgerStep } from "./steps.ts";
import { WordHistory } from "./word-history.ts";

/** Which words are asked about. */
export interface Asked {
  readonly provision: string;
  /** Offsets in its words, in UTF-16 units; all of them by default. */
  readonly from?: number;
  readonly to?: number;
  /** The entry after which the words are looked at; the last one by default. */
  readonly seq?: number;
}

/**
 * Where words came from: who put them forward, when, in which option, who supported it then and now, how they became
 * standing words and when they were agreed. `steps` are a text's entries from the first, in order, up to today where the
 * stances of today are wanted. `null` where the text had no such provision at that entry.
 */
export function provenance(steps: Iterable<LedgerStep>, asked: Asked): readonly WordOrigin[] | null {
  const history = new WordHistory();
  const { provision, from, to, seq = Number.POSITIVE_INFINITY } = asked;
  let then: { readonly origins: readonly WordOrigin[] | null } | null = null;
  for (const step of steps) {
    if (step.seq <= seq) history.take(step);
    else {
      then ??= { origins: history.origins(provision, from, to) };
      history.takeStances(step);
    }
  }
  if (!then) return history.origins(provision, from, to);
  return (
    then.origins?.map((origin) =>
      origin.proposal
        ? { ...origin, proposal: { ...origin.proposal, stancesNow: history.stancesOn(origin.proposal.option) } }
        : origin,
    ) ?? null
  );
}
