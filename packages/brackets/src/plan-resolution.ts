import { type Proposal, STANDING } from "@adref/schema";
import type { SharedProvision, SharedRun } from "./shared-runs.ts";

/** How a bracket ends: the chair's resolution. */
export type How =
  /** An option's id; STANDING keeps the words that stand and drops the options. */
  | { readonly kind: "adopt"; readonly option: string }
  | { readonly kind: "merge"; readonly words: string }
  | { readonly kind: "lift" }
  | { readonly kind: "delete" };

/** The bracket cannot be resolved in this way; `sentence` says what to do instead. */
export interface Unresolvable {
  readonly resolved: false;
  readonly why: "no-such-bracket" | "no-such-option" | "several-options";
  readonly sentence: string;
}

/** What one provision is to become. */
export interface ProvisionPlan {
  readonly provision: SharedProvision;
  readonly remove: boolean;
  /** Set when the provision is proposed no longer: the option that it becomes part of, or `null` for standing text. */
  readonly becomes?: Proposal | null;
  readonly number?: string;
  readonly drop: readonly SharedRun[];
  readonly strip: readonly SharedRun[];
  /** New words, before this run, or instead of all words where no run is named. */
  readonly insert?: { readonly words: string; readonly before: SharedRun | null; readonly like: readonly SharedRun[] };
}

/** The words that a bracket keeps: an option, the standing words, or none. */
type Kept = { readonly option: string } | "standing" | "nothing";

/** Plans a resolution over the provisions of a text, without writing anything. */
export function planResolution(
  provisions: readonly SharedProvision[],
  bracket: string,
  how: How,
): readonly ProvisionPlan[] | Unresolvable {
  const options = new Set<string>();
  let standing = false;
  for (const provision of provisions) {
    for (const proposal of proposalsOf(provision)) if (proposal.bracket === bracket) options.add(proposal.option);
    if (provision.runs.some((run) => run.contested.includes(bracket))) standing = true;
  }
  if (!standing && options.size === 0) {
    return unresolvable("no-such-bracket", "This bracket is no longer in the text. Look at the text as it is now.");
  }
  const kept = keptBy(how, options, standing);
  if (typeof kept === "object" && "resolved" in kept) return kept;
  const dropped = droppedOptions(provisions, options, kept);
  const plans = provisions.flatMap((provision) => planProvision(provisions, provision, bracket, kept, dropped) ?? []);
  return how.kind === "merge"
    ? placeMerged(provisions, plans, bracket, how.words)
    : withNumbers(provisions, plans, bracket);
}

function keptBy(how: How, options: ReadonlySet<string>, standing: boolean): Kept | Unresolvable {
  switch (how.kind) {
    case "adopt":
      if (how.option === STANDING) return "standing";
      if (options.has(how.option)) return { option: how.option };
      return unresolvable("no-such-option", "This option is no longer in the text. Choose among those that are.");
    case "lift": {
      if (options.size + Number(standing) > 1) {
        return unresolvable("several-options", "This bracket holds several options. Adopt one of them, or merge them.");
      }
      const only = [...options][0];
      return only === undefined ? "standing" : { option: only };
    }
    default:
      return "nothing";
  }
}

function unresolvable(why: Unresolvable["why"], sentence: string): Unresolvable {
  return { resolved: false, why, sentence };
}

function proposalsOf(provision: SharedProvision): Proposal[] {
  const found = provision.runs.flatMap((run) => run.proposed);
  return provision.whole ? [provision.whole, ...found] : found;
}

/** The options that lose their words, and those written into them: whole provisions among them go as well. */
function droppedOptions(
  provisions: readonly SharedProvision[],
  options: ReadonlySet<string>,
  kept: Kept,
): ReadonlySet<string> {
  const dropped = new Set([...options].filter((option) => typeof kept !== "object" || option !== kept.option));
  const all = provisions.flatMap(proposalsOf);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { option, within } of all) {
      if (within === null || !dropped.has(within) || dropped.has(option)) continue;
      dropped.add(option);
      grew = true;
    }
  }
  return dropped;
}

function planProvision(
  provisions: readonly SharedProvision[],
  provision: SharedProvision,
  bracket: string,
  kept: Kept,
  dropped: ReadonlySet<string>,
): ProvisionPlan | null {
  const { whole, runs } = provision;
  if (whole && dropped.has(whole.option)) return { provision, remove: true, drop: runs, strip: [] };
  const drop: SharedRun[] = [];
  const strip: SharedRun[] = [];
  for (const run of runs) {
    const mine = run.proposed.filter((proposal) => proposal.bracket === bracket);
    const contested = run.contested.includes(bracket);
    if (mine.length === 0 && !contested) continue;
    const stays =
      typeof kept === "object"
        ? mine.some((proposal) => proposal.option === kept.option)
        : kept === "standing" && mine.length === 0;
    (stays ? strip : drop).push(run);
  }
  const adopted = whole?.bracket === bracket;
  if (!adopted && drop.length === 0 && strip.length === 0) return null;
  const emptied = drop.length === runs.length && drop.some((run) => run.contested.includes(bracket));
  const plan = { provision, remove: emptied && provision.kind !== "cell", drop, strip };
  return adopted ? { ...plan, becomes: parentOf(provisions, whole) } : plan;
}

function parentOf(provisions: readonly SharedProvision[], whole: Proposal): Proposal | null {
  if (whole.within === null) return null;
  for (const provision of provisions) {
    for (const proposal of proposalsOf(provision)) if (proposal.option === whole.within) return proposal;
  }
  return null;
}

/**
 * A provision that replaces another takes its number, so that nothing is numbered "2 bis" after a "2" that is gone. One that
 * stands elsewhere is a move, and has a place of its own among the numbers there.
 */
function withNumbers(
  provisions: readonly SharedProvision[],
  plans: readonly ProvisionPlan[],
  bracket: string,
): readonly ProvisionPlan[] {
  const blockOf = blocksOf(provisions, plans);
  const numbers = plans.filter((plan) => plan.remove && plan.provision.whole?.bracket !== bracket);
  let next = 0;
  return plans.map((plan) => {
    const replaced = numbers[next];
    if (plan.becomes !== null || plan.remove || replaced?.provision.kind !== plan.provision.kind) return plan;
    if (blockOf.get(replaced.provision) !== blockOf.get(plan.provision)) return plan;
    next += 1;
    const number = replaced.provision.element.getAttribute("number");
    return typeof number === "string" ? { ...plan, number } : plan;
  });
}

/** Provisions of a plan that follow each other, with nothing else between them, have the same number here. */
function blocksOf(
  provisions: readonly SharedProvision[],
  plans: readonly ProvisionPlan[],
): ReadonlyMap<SharedProvision, number> {
  const planned = new Set(plans.map((plan) => plan.provision));
  const blocks = new Map<SharedProvision, number>();
  let block = 0;
  for (const provision of provisions) {
    if (planned.has(provision)) blocks.set(provision, block);
    else block += 1;
  }
  return blocks;
}

/** Puts the merged words where the bracket begins; a provision that was proposed there takes them over. */
function placeMerged(
  provisions: readonly SharedProvision[],
  plans: readonly ProvisionPlan[],
  bracket: string,
  words: string,
): readonly ProvisionPlan[] {
  const gone = plans.flatMap((plan) => plan.drop);
  const first = plans.findIndex(
    (plan) => plan.provision.whole?.bracket === bracket || plan.drop.some((run) => isOf(run, bracket)),
  );
  return plans.map((plan, i) => {
    if (i !== first) return plan;
    const whole = plan.provision.whole;
    if (whole?.bracket === bracket) {
      const insert = { words, before: null, like: [] };
      const becomes = parentOf(provisions, whole);
      return { ...plan, remove: false, becomes, drop: plan.provision.runs, insert };
    }
    const before = plan.drop.find((run) => isOf(run, bracket)) ?? null;
    return { ...plan, remove: false, insert: { words, before, like: gone } };
  });
}

const isOf = (run: SharedRun, bracket: string) =>
  run.contested.includes(bracket) || run.proposed.some((proposal) => proposal.bracket === bracket);
