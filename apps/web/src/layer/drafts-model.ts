import type { BracketIndex, BracketView, OptionView } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import type { SessionState } from "../sync/types.ts";

/** A private proposal as it is listed to be tabled. `id` is an option, or a private bracket round words that are to go. */
export interface PrivateProposal {
  readonly id: string;
  readonly bracket: string;
  readonly kind: "words" | "provision" | "strike";
  readonly provision: string;
  readonly words: string;
  /** Words that it is to replace; "" for none. */
  readonly replacing: string;
  /** The private option into which it was written: it goes with that one. */
  readonly within: string | null;
}

/** Private words whose place went away in the text. */
export interface LostProposal {
  readonly id: string;
  readonly provision: string;
  readonly words: string;
}

/** What is private in a draft, in the order of the text. `party` is the code under which private proposals stand. */
export function privateProposals(
  index: BracketIndex,
  record: RecordValue,
  party: string | null,
  claimed: ReadonlySet<string>,
): readonly PrivateProposal[] {
  const isOwn = (facts: { readonly owner: string | null } | undefined, id: string) =>
    facts ? facts.owner === party : claimed.has(id);
  const ownOption = (id: string) => isOwn(record.options[id], id);
  const out: PrivateProposal[] = [];
  for (const id of index.order) {
    const view = index.brackets.get(id);
    if (!view) continue;
    const ownBracket = isOwn(record.brackets[id], id);
    const own = view.options.filter((option) => ownOption(option.id));
    for (const option of own) {
      const within = option.within !== null && ownOption(option.within) ? option.within : null;
      out.push({ ...read(option), bracket: id, replacing: ownBracket ? standingOf(view) : "", within });
    }
    if (own.length > 0 || !ownBracket || view.standing.length === 0) continue;
    const provision = view.standing[0]?.provision ?? "";
    out.push({ id, bracket: id, kind: "strike", provision, words: standingOf(view), replacing: "", within: null });
  }
  return out;
}

/** Private words that stand nowhere any more. */
export function lostProposals(record: RecordValue, party: string | null): readonly LostProposal[] {
  const out: LostProposal[] = [];
  for (const [id, { owner, lost }] of Object.entries(record.options))
    if (lost && owner === party) out.push({ id, ...lost });
  return out;
}

/** Whether two lists say the same. */
export function sameProposals(a: readonly PrivateProposal[], b: readonly PrivateProposal[]): boolean {
  return a.length === b.length && a.every((one, i) => JSON.stringify(one) === JSON.stringify(b[i]));
}

/** Whether everything that was written is with the server: what is tabled is what it has. */
export const isSaved = ({ save, connection }: SessionState): boolean =>
  save.kind === "saved" && connection === "online";

function read({ id, spans, whole }: OptionView) {
  const words = spans.map((span) => span.words).join(" … ");
  const kind: PrivateProposal["kind"] = whole.length > 0 ? "provision" : "words";
  return { id, kind, provision: spans[0]?.provision ?? whole[0] ?? "", words };
}

const standingOf = (view: BracketView): string => view.standing.map(({ words }) => words).join(" … ");
