import { type MarkValue, nodeOfY, provisionElements, schema } from "@adref/schema";
import { Fragment, type Node } from "prosemirror-model";
import * as Y from "yjs";
import {
  bracketMark,
  type Privacy,
  piecesOf,
  privateOptionsOf,
  privateWhole,
  type SharedPiece,
  textsOf,
} from "./table-pieces.ts";

type Attrs = MarkValue["attrs"];

/** Private proposals as they are to be put into the text below: at items that both share. */
export interface Draft {
  /** The options, and the brackets round words of others, that it holds. */
  readonly ids: ReadonlySet<string>;
  readonly texts: readonly DraftText[];
  readonly provisions: readonly DraftProvision[];
}

/** What goes into one shared text of a provision. */
export interface DraftText {
  /** The item of the provision and of its text; null where the text is private itself. */
  readonly provision: Y.ID;
  readonly text: Y.ID | null;
  readonly inserts: readonly DraftInsert[];
  readonly contests: readonly DraftContest[];
}

export interface DraftInsert {
  readonly after: Y.ID | null;
  readonly words: string;
  readonly keys: ReadonlyMap<string, Attrs>;
}

/** Words of the text below on which a private bracket stands. */
export interface DraftContest {
  readonly bracket: string;
  readonly id: Y.ID;
  readonly length: number;
  readonly key: string;
  readonly attrs: Attrs;
}

/** A provision that is proposed as a whole: after which sibling, in which element (null for the body). */
export interface DraftProvision {
  readonly parent: Y.ID | null;
  readonly after: Y.ID | null;
  readonly node: Node;
}

/** Options and brackets that are chosen: the brackets of chosen options are among them where they are private. */
export interface Chosen {
  readonly options: ReadonlySet<string>;
  readonly brackets: ReadonlySet<string>;
}

/**
 * Whether the words of a piece belong to chosen options. A piece that several options claim, after marks bled at an edge, is
 * the first one's, so that it is taken once.
 */
export function isChosen(piece: SharedPiece, chosen: Chosen, privacy: Privacy): boolean {
  const owner = piece.private ? privateOptionsOf(piece, privacy)[0] : undefined;
  return owner !== undefined && chosen.options.has(owner);
}

/** Reads chosen private proposals from a fork. */
export function readDraft(body: Y.XmlFragment, chosen: Chosen, privacy: Privacy): Draft {
  const ids = new Set<string>();
  const texts: DraftText[] = [];
  const provisions: DraftProvision[] = [];
  for (const element of provisionElements(body)) {
    const item = element._item;
    if (!item) continue;
    const whole = privateWhole(element, privacy);
    if (whole !== null) {
      if (!chosen.options.has(whole)) continue;
      const node = publicNode(nodeOfY(element), chosen, privacy);
      provisions.push({ ...placeOf(element, item, privacy), node });
      for (const id of idsIn(node)) if (chosen.options.has(id)) ids.add(id);
      continue;
    }
    for (const text of textsOf(element)) {
      const { pieces, drafted } = piecesOf(text, privacy);
      if (!drafted || !text._item) continue;
      const inserts = insertsOf(pieces, chosen, privacy, ids);
      const contests = contestsOf(pieces, chosen, ids);
      if (inserts.length === 0 && contests.length === 0) continue;
      const own = privacy.isPrivate(text._item.id.client);
      texts.push({ provision: item.id, text: own ? null : text._item.id, inserts, contests });
    }
  }
  return { ids, texts, provisions };
}

function insertsOf(
  pieces: readonly SharedPiece[],
  chosen: Chosen,
  privacy: Privacy,
  ids: Set<string>,
): readonly DraftInsert[] {
  return pieces.flatMap((piece): DraftInsert[] => {
    if (!isChosen(piece, chosen, privacy)) return [];
    const keys = new Map([...piece.keys].filter(([key, attrs]) => staysOn(key, attrs, chosen, privacy)));
    for (const [key, attrs] of keys) {
      const option = bracketMark(key, attrs)?.proposal?.option;
      if (option !== undefined && chosen.options.has(option)) ids.add(option);
    }
    return [{ after: piece.after, words: piece.words, keys }];
  });
}

function contestsOf(pieces: readonly SharedPiece[], chosen: Chosen, ids: Set<string>): readonly DraftContest[] {
  const out: DraftContest[] = [];
  for (const piece of pieces) {
    if (piece.private) continue;
    for (const [key, attrs] of piece.keys) {
      const mark = bracketMark(key, attrs);
      if (!mark || mark.proposal || !chosen.brackets.has(mark.bracket)) continue;
      out.push({ bracket: mark.bracket, id: piece.id, length: piece.words.length, key, attrs });
      ids.add(mark.bracket);
    }
  }
  return out;
}

/** Whether a formatting key goes with words that are tabled: all do but those of private proposals that stay behind. */
function staysOn(key: string, attrs: Attrs, chosen: Chosen, privacy: Privacy): boolean {
  const mark = bracketMark(key, attrs);
  if (!mark) return true;
  if (mark.proposal) return chosen.options.has(mark.proposal.option) || !privacy.isPrivateOption(mark.proposal.option);
  return chosen.brackets.has(mark.bracket) || !privacy.isPrivateBracket(mark.bracket);
}

function publicNode(node: Node, chosen: Chosen, privacy: Privacy): Node {
  const words: Node[] = [];
  node.forEach((child) => {
    const marks = child.marks.filter((mark) => {
      const { bracket, option } = mark.attrs as Attrs;
      if (mark.type.name === "proposed")
        return chosen.options.has(option ?? "") || !privacy.isPrivateOption(option ?? "");
      if (mark.type.name !== "contested") return true;
      return chosen.brackets.has(bracket ?? "") || !privacy.isPrivateBracket(bracket ?? "");
    });
    words.push(schema.text(child.text ?? "", marks));
  });
  return node.type.create(node.attrs, Fragment.fromArray(words));
}

function idsIn(node: Node): readonly string[] {
  const ids = [node.attrs.option as string];
  node.forEach((child) => {
    for (const mark of child.marks) if (mark.type.name === "proposed") ids.push(mark.attrs.option as string);
  });
  return ids;
}

function placeOf(element: Y.XmlElement, item: Y.Item, privacy: Privacy): Pick<DraftProvision, "parent" | "after"> {
  let left = item.left;
  while (left && privacy.isPrivate(left.id.client)) left = left.left;
  const { parent } = element;
  return {
    parent: parent instanceof Y.XmlElement ? (parent._item?.id ?? null) : null,
    after: left && Y.createID(left.id.client, left.id.clock + left.length - 1),
  };
}
