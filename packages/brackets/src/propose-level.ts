import { type Kind, LEVEL_OF } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { type Author, ownsPiece } from "./author.ts";
import { type Edit, transactionOf } from "./edits.ts";
import { markLawful } from "./lawful.ts";
import { type Placed, provisionsIn, regionsIn } from "./placed.ts";
import { hindered, isOwn, kindOf, type Proposing } from "./propose-scope.ts";

/** The kinds of a list, from the outermost. */
const LIST: readonly Kind[] = ["paragraph", "subparagraph", "item"];

/**
 * Makes the author's own proposed provisions in the selection stand one level deeper (`1`) or higher (`-1`): a paragraph
 * becomes a subparagraph, and that an item. Those of others keep their level: only the Secretariat changes it.
 */
export function changeLevel(author: Author, by: 1 | -1): Proposing {
  return (state) => {
    const { from, to } = state.selection;
    const provisions = provisionsIn(state.doc, from, to);
    const own = provisions.filter((placed) => isOwn(author, placed) && !author.locked(placed.facts.id));
    if (own.length === 0) return hindered(provisions.length === 0 ? "nothing" : "others-proposal");
    const edits = own.flatMap((placed) => levelEdits(placed, by));
    if (edits.length === 0) return hindered("level", own[0]?.facts.id ?? null);
    return markLawful(transactionOf(state, edits, null));
  };
}

function levelEdits(placed: Placed, by: 1 | -1): Edit[] {
  const place = LIST.indexOf(kindOf(placed));
  const next = place < 0 ? undefined : LIST[place + by];
  if (next === undefined) return [];
  return [
    { kind: "attribute", at: placed.pos, name: "kind", value: next },
    { kind: "attribute", at: placed.pos, name: "level", value: LEVEL_OF[next] },
  ];
}

/** What Enter does in an own provision that is still empty: it leaves the level of the list, as in other editors. */
export function leaveLevel(author: Author): Proposing {
  return (state) => {
    const { empty, $head } = state.selection;
    if (!empty || $head.parent.type.name !== "provision" || $head.parent.content.size > 0) return hindered("nothing");
    return changeLevel(author, -1)(state);
  };
}

/** The parts of a selection whose formatting is the author's to change: the author's own words. */
export function ownWordsIn(
  author: Author,
  doc: Node,
  from: number,
  to: number,
): { readonly own: readonly { readonly from: number; readonly to: number }[]; readonly others: boolean } {
  const own: { from: number; to: number }[] = [];
  let others = false;
  for (const placed of provisionsIn(doc, from, to)) {
    for (const region of regionsIn(placed, from, to)) {
      if (ownsPiece(author, placed.facts, region.piece) && !author.locked(placed.facts.id)) {
        own.push({ from: region.from, to: region.to });
      } else others = true;
    }
  }
  return { own, others };
}
