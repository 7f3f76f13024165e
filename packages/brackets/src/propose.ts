import type { Mark } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep } from "prosemirror-transform";
import type { Author } from "./author.ts";
import { indexFor } from "./author-index.ts";
import { changedRanges, linesBetween } from "./changed-ranges.ts";
import { type Caret, type Edit, transactionOf } from "./edits.ts";
import { planFormatting } from "./formatting.ts";
import { actsOf, isLawful, markLawful, type ProposedAct } from "./lawful.ts";
import { bracketMarks, formattingOf, provisionAt, provisionsIn } from "./placed.ts";
import { planRange } from "./plan-range.ts";
import type { ProposalRefused } from "./refusal.ts";
import { type Chooser, typingPlace } from "./typing-place.ts";

/** A lawful transaction in place of one that a person made. */
export interface Proposed {
  /** Applies to the state that was given. Without any change when the person's was refused. */
  readonly tr: Transaction;
  /** To send once the words are saved; at once, when `tr` changes none. */
  readonly acts: readonly ProposedAct[];
  readonly refused?: ProposalRefused;
}

/**
 * Turns what a person did (typing, deleting, pasting, Enter, formatting …) into a lawful change: new words become the
 * author's proposals, words of others that were deleted become contested, with a *delete* stance to send. Transactions that
 * change nothing, that the commands of this package made, or whose words carry the right marks already come back as they
 * are. The transaction must have been made from `state`, by a person on this device: neither news from the shared
 * document nor an undo. Keep one `author` object for as long as the person sits there: what is known of the document is
 * remembered by it.
 */
export function proposeChange(state: EditorState, tr: Transaction, author: Author): Proposed {
  if (!tr.docChanged || isLawful(tr)) return { tr, acts: actsOf(tr) };
  const chooser = chooserOf(state, author);
  const structural = tr.steps.find(
    (step) =>
      !(
        step instanceof ReplaceStep ||
        step instanceof AddMarkStep ||
        step instanceof RemoveMarkStep ||
        step instanceof AttrStep
      ),
  );
  if (structural) return refuse(state, { provision: provisionOfSelection(state), why: "structure" });
  const ranges = changedRanges(tr);
  const edits: Edit[] = [];
  const acts: ProposedAct[] = [];
  let caret: Caret | null = null;
  let inserted = false;
  for (const range of ranges) {
    const lines = linesBetween(tr.doc, range.newFrom, range.newTo);
    const plan = planRange(chooser, state, range, lines);
    if ("why" in plan) return refuse(state, plan);
    edits.push(...plan.edits);
    acts.push(...plan.acts);
    if (!inserted) caret = plan.caret;
    inserted ||= lines.lines.some((line) => line.size > 0);
  }
  const formatting = planFormatting(author, tr, ranges);
  if ("why" in formatting) return refuse(state, formatting);
  edits.push(...formatting.edits);
  const locked = lockedProvision(state, author, edits);
  if (locked !== null) return refuse(state, { provision: locked, why: "locked" });
  const proposed = transactionOf(state, edits, caret);
  if (isSame(tr, proposed)) return { tr: markLawful(tr, acts), acts };
  copyMeta(tr, proposed);
  if (tr.scrolledIntoView) proposed.scrollIntoView();
  return { tr: markLawful(proposed, acts), acts };
}

/** The marks for words that are about to be typed, and where they should be typed. */
export interface TypingMarks {
  readonly marks: readonly Mark[];
  readonly at: number;
}

/**
 * The marks that words typed at the caret are to carry, to be set as stored marks before a composition begins: its text
 * then needs no correction, which would break it off. Ids made here are used by the next `proposeChange`. `null` where
 * nothing may be typed.
 */
export function markForTyping(state: EditorState, author: Author): TypingMarks | null {
  const { $from, empty } = state.selection;
  const placed = provisionAt(state.doc, $from.pos);
  if (!placed || !empty || author.locked(placed.facts.id)) return null;
  const place = typingPlace(chooserOf(state, author), placed.facts, $from.parentOffset);
  let marks = formattingOf(state.storedMarks ?? $from.marks());
  for (const mark of bracketMarks(place.around)) marks = mark.addToSet(marks);
  return { marks, at: placed.start + place.offset };
}

function chooserOf(state: EditorState, author: Author): Chooser {
  return { author, stored: state.storedMarks ?? [], index: () => indexFor(author, state.doc) };
}

function refuse(state: EditorState, refused: ProposalRefused): Proposed {
  return { tr: markLawful(state.tr), acts: [], refused };
}

const provisionOfSelection = (state: EditorState) => provisionAt(state.doc, state.selection.from)?.facts.id ?? null;

function lockedProvision(state: EditorState, author: Author, edits: readonly Edit[]): string | null {
  for (const edit of edits) {
    const [from, to] = "at" in edit ? [edit.at, edit.at] : [edit.from, edit.to];
    const at = provisionAt(state.doc, from);
    const touched = at ? [at] : provisionsIn(state.doc, from, edit.kind === "attribute" ? from + 1 : to);
    for (const placed of touched) if (author.locked(placed.facts.id)) return placed.facts.id;
  }
  return null;
}

/** Whether the person's own transaction is what the rules would have made of it, step by step inside provisions. */
function isSame(tr: Transaction, proposed: Transaction): boolean {
  const flat = tr.steps.every((step, i) => {
    if (!(step instanceof ReplaceStep)) return true;
    const before = tr.docs[i];
    const at = before?.resolve(step.from);
    const inside = at?.parent.isTextblock && before && at.sameParent(before.resolve(step.to));
    return inside && step.slice.openStart === 0 && step.slice.openEnd === 0;
  });
  return flat && tr.doc.eq(proposed.doc);
}

/** What the editor wants to know of the person's transaction (a paste, a composition …) is true of ours, too. */
function copyMeta(from: Transaction, to: Transaction): void {
  const { meta } = from as unknown as { meta: Record<string, unknown> };
  for (const [key, value] of Object.entries(meta)) to.setMeta(key, value);
}
