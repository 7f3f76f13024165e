import { innermost, LEVEL_OF, schema } from "@adref/schema";
import { Fragment } from "prosemirror-model";
import { type Author, ownsOption, ownsPiece } from "./author.ts";
import { transactionOf } from "./edits.ts";
import { markLawful } from "./lawful.ts";
import { pieceBefore, provisionAt } from "./placed.ts";
import { provisionNode } from "./propose-provisions.ts";
import { hindered, type Proposing, standsFree } from "./propose-scope.ts";

/**
 * Proposes a footnote to the author's own words before the caret: its sign stands after their last word, and the note, empty
 * at first, right behind the provision, both as one proposal. To words of others a footnote is put by the Secretariat.
 */
export function proposeFootnote(author: Author): Proposing {
  return (state) => {
    const { $head, empty } = state.selection;
    const placed = provisionAt(state.doc, $head.pos);
    if (!placed || !empty) return hindered("nothing");
    const { facts } = placed;
    if (author.locked(facts.id)) return hindered("locked", facts.id);
    if (!standsFree(state.doc, placed)) return hindered("table", facts.id);
    const piece = pieceBefore(facts, $head.parentOffset);
    if (!piece) return hindered("nothing", facts.id);
    if (!ownsPiece(author, facts, piece)) return hindered("others-proposal", facts.id);
    const own = innermost(piece.proposed, author.withinOf).find(({ option }) => ownsOption(author, option));
    const proposal = own ?? facts.whole;
    const before = facts.text.slice(piece.from, $head.parentOffset);
    const word = /\S+\s*$/u.exec(before)?.[0] ?? "";
    if (!proposal || word.trim() === "") return hindered("nothing", facts.id);
    const to = $head.pos - (word.length - word.trimEnd().length);
    const from = $head.pos - word.length;
    const like = { kind: "footnote" as const, level: LEVEL_OF.footnote };
    const note = provisionNode(author, like, Fragment.empty, proposal);
    const at = placed.pos + placed.node.nodeSize;
    const mark = schema.mark("footnote", { footnote: note.attrs.id as string });
    return markLawful(
      transactionOf(
        state,
        [
          { kind: "mark", from, to, mark, add: true },
          { kind: "insert", at, nodes: [note] },
        ],
        { at, side: "before", plus: 1 },
      ),
    ).scrollIntoView();
  };
}
