import {
  type Author,
  bracketProvisions,
  changeLevel,
  counterOption,
  deleteProvisions,
  type Hindered,
  type Proposing,
  proposeAlternative,
  proposeFootnote,
  proposeMove,
  proposeProvision,
} from "@adref/brackets";
import type { Kind } from "@adref/schema";

/** What a menu, a key or a card may ask to be proposed. Provisions are named by their ids. */
export type Wish =
  /** Other provisions in place of these; `words` says whether they begin empty or as a copy. */
  | { readonly kind: "alternative"; readonly provisions: readonly string[]; readonly words: "empty" | "copy" }
  | { readonly kind: "provision"; readonly beside: string; readonly side: "before" | "after"; readonly of?: Kind }
  | { readonly kind: "delete" | "bracket"; readonly provisions: readonly string[] }
  | {
      readonly kind: "move";
      readonly provisions: readonly string[];
      readonly beside: string;
      readonly side: "before" | "after";
    }
  /** Other words for an option, or under a bracket's id for its standing words. */
  | { readonly kind: "counter"; readonly target: string; readonly words: string }
  /** One's own proposed provisions in the selection, a level deeper or higher. */
  | { readonly kind: "level"; readonly by: 1 | -1 }
  /** To one's own words before the caret. */
  | { readonly kind: "footnote" };

/** Why a wish cannot be fulfilled: `reading` where the reader proposes nothing. */
export type Hindrance = Hindered["why"] | "reading";

/** The proposing that fulfils a wish. */
export function proposingOf(author: Author, wish: Wish): Proposing {
  switch (wish.kind) {
    case "alternative":
      return proposeAlternative(author, wish.provisions, wish.words);
    case "provision":
      return proposeProvision(author, wish.beside, wish.side, wish.of);
    case "delete":
      return deleteProvisions(author, wish.provisions);
    case "bracket":
      return bracketProvisions(author, wish.provisions);
    case "move":
      return proposeMove(author, wish.provisions, wish.beside, wish.side);
    case "counter":
      return counterOption(author, wish.target, wish.words);
    case "level":
      return changeLevel(author, wish.by);
    case "footnote":
      return proposeFootnote(author);
  }
}
