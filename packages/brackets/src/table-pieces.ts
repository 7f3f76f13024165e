import {
  innermost,
  type MarkValue,
  markTypeOfKey,
  type Proposal,
  type ProvisionValue,
  proposalOf,
  type WithinOf,
} from "@adref/schema";
import * as Y from "yjs";

/** What tells the private part of a fork from the text below it. */
export interface Privacy {
  /** Whether items of a Yjs client id are private. */
  isPrivate(client: number): boolean;
  /** Whether an option or a bracket is one of the party's private ones. */
  isPrivateOption(option: string): boolean;
  isPrivateBracket(bracket: string): boolean;
  readonly withinOf: WithinOf;
}

type Attrs = MarkValue["attrs"];

/** Consecutive characters of one Yjs item with equal formatting. */
export interface SharedPiece {
  readonly words: string;
  /** The offset in its shared text. */
  readonly from: number;
  /** Its formatting keys, as they are stored. */
  readonly keys: ReadonlyMap<string, Attrs>;
  /** The Yjs id of its first character. */
  readonly id: Y.ID;
  readonly private: boolean;
  /** The last item before it that is not private, deleted or not: the place at which it stands in the text below. */
  readonly after: Y.ID | null;
}

/** The pieces of a shared text in order, and whether anything private stands in it, be it only formatting. */
export interface SharedPieces {
  readonly pieces: readonly SharedPiece[];
  readonly drafted: boolean;
}

/** Reads a shared text item by item. */
export function piecesOf(text: Y.XmlText, privacy: Pick<Privacy, "isPrivate">): SharedPieces {
  const pieces: SharedPiece[] = [];
  const open = new Map<string, Attrs>();
  let after: Y.ID | null = null;
  let from = 0;
  let drafted = false;
  for (let item = text._start; item; item = item.right) {
    const own = privacy.isPrivate(item.id.client);
    if (!item.deleted) {
      if (own) drafted = true;
      const { content } = item;
      if (content instanceof Y.ContentFormat) {
        if (content.value === null) open.delete(content.key);
        else open.set(content.key, content.value as unknown as Attrs);
      } else if (content instanceof Y.ContentString) {
        pieces.push({ words: content.str, from, keys: new Map(open), id: item.id, private: own, after });
        from += item.length;
      }
    }
    if (!own) after = Y.createID(item.id.client, item.id.clock + item.length - 1);
  }
  return { pieces, drafted };
}

/** What a formatting key of brackets says; null for other formatting. */
export function bracketMark(key: string, attrs: Attrs): { bracket: string; proposal: Proposal | null } | null {
  const type = markTypeOfKey(key);
  if (type === "contested") return { bracket: attrs.bracket ?? "", proposal: null };
  if (type !== "proposed") return null;
  const proposal = proposalOf({ attrs });
  return { bracket: proposal.bracket, proposal };
}

/** The private options whose words a piece is: the innermost of its proposals that are private. */
export function privateOptionsOf(piece: Pick<SharedPiece, "keys">, privacy: Privacy): readonly string[] {
  const proposals: Proposal[] = [];
  for (const [key, attrs] of piece.keys) {
    const mark = bracketMark(key, attrs);
    if (mark?.proposal) proposals.push(mark.proposal);
  }
  return innermost(proposals, privacy.withinOf)
    .map(({ option }) => option)
    .filter((option) => privacy.isPrivateOption(option))
    .sort();
}

/** Whether a provision of a fork is private as a whole, and by which option. */
export function privateWhole(element: Y.XmlElement, privacy: Privacy): string | null {
  const option = element.getAttribute("option") as ProvisionValue["option"] | undefined;
  const own = element._item !== null && privacy.isPrivate(element._item.id.client);
  return own && option ? option : null;
}

/** The shared texts of a provision. */
export function textsOf(element: Y.XmlElement): Y.XmlText[] {
  return element.toArray().filter((child) => child instanceof Y.XmlText);
}
