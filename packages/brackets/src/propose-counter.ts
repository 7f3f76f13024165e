import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { type Author, ownsOption } from "./author.ts";
import { indexFor } from "./author-index.ts";
import type { BracketView } from "./bracket.ts";
import { provisionOfId } from "./placed.ts";
import { proposeChange } from "./propose.ts";
import { type Hindered, hindered, type Proposing } from "./propose-scope.ts";

/** Words of one provision that a counter-proposal can start from. */
export interface Countered {
  readonly provision: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** Whether they are a bracket's standing words; otherwise they are an option's. */
  readonly standing: boolean;
}

/**
 * The words of an option, or under a bracket's id its standing words, as far as they can be countered in one piece: they
 * stand together in one provision and nobody has proposed anything inside them.
 */
export function counteredWords(author: Author, doc: Node, target: string): Countered | Hindered {
  const { brackets } = indexFor(author, doc);
  const bracket = brackets.get(target);
  const view = bracket ?? bracketWith(brackets.values(), target);
  const spans = bracket?.standing ?? view?.options.find((option) => option.id === target)?.spans;
  const span = spans?.[0];
  if (!view || !spans || !span) return hindered("gone");
  if (!bracket && ownsOption(author, target)) return hindered("own", span.provision);
  if (spans.length > 1) return hindered("several-places", span.provision);
  if (author.locked(span.provision)) return hindered("locked", span.provision);
  if (span.from === span.to) return hindered("nothing", span.provision);
  const placed = provisionOfId(doc, span.provision);
  const inside = placed?.facts.pieces.filter((piece) => piece.from < span.to && piece.to > span.from) ?? [];
  // What stands on all of the words goes round them; what stands on some of them only was proposed inside.
  const inner = inside.some(({ proposed }) =>
    proposed.some(({ option }) => !inside.every((piece) => piece.proposed.some((one) => one.option === option))),
  );
  if (inner) return hindered("others-inside", span.provision);
  return { ...span, standing: bracket !== undefined };
}

function bracketWith(brackets: Iterable<BracketView>, option: string): BracketView | undefined {
  for (const view of brackets) if (view.options.some((one) => one.id === option)) return view;
  return undefined;
}

/**
 * Offers other words in place of an option's, or of a bracket's standing words. In another's option only the words that
 * differ are put in brackets, whole words at a time; beside standing words it is one more option of their bracket.
 */
export function counterOption(author: Author, target: string, words: string): Proposing {
  return (state): Transaction | Hindered => {
    const countered = counteredWords(author, state.doc, target);
    if ("why" in countered) return countered;
    const placed = provisionOfId(state.doc, countered.provision);
    if (!placed || words.trim() === "") return hindered("nothing", countered.provision);
    if (words === countered.words) return hindered("done", countered.provision);
    const { from, to, text } = countered.standing
      ? { from: 0, to: countered.words.length, text: words }
      : differing(countered.words, words);
    const start = placed.start + countered.from;
    const tr = state.tr;
    if (text === "") tr.delete(start + from, start + to);
    else tr.insertText(text, start + from, start + to);
    const proposed = proposeChange(state, tr, author);
    if (proposed.refused)
      return hindered(proposed.refused.why === "locked" ? "locked" : "nothing", countered.provision);
    return proposed.tr;
  };
}

/** What of the old words gives way to what of the new ones: whole words between what both begin and end with. */
export function differing(before: string, after: string): { from: number; to: number; text: string } {
  const a = before.match(/\s+|[^\s]+/gu) ?? [];
  const b = after.match(/\s+|[^\s]+/gu) ?? [];
  let first = 0;
  while (first < a.length && first < b.length && a[first] === b[first]) first++;
  let last = 0;
  while (last < a.length - first && last < b.length - first && a.at(-1 - last) === b.at(-1 - last)) last++;
  const length = (parts: readonly string[]) => parts.reduce((sum, part) => sum + part.length, 0);
  const from = length(a.slice(0, first));
  return {
    from,
    to: before.length - length(a.slice(a.length - last)),
    text: b.slice(first, b.length - last).join(""),
  };
}
