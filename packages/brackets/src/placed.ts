import { markValue, type Proposal, pmMarks, schema, yAttributes } from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { factsOf, type Piece, type ProvisionFacts } from "./facts.ts";

/** A provision where it stands in a document; its words are between `start` and `end`. */
export interface Placed {
  readonly node: Node;
  readonly pos: number;
  readonly start: number;
  readonly end: number;
  readonly facts: ProvisionFacts;
}

/** Words of one provision, by positions in the document. */
export interface Region {
  readonly placed: Placed;
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

/** A provision node at its position. */
export function provisionOfNode(node: Node, pos: number): Placed {
  return { node, pos, start: pos + 1, end: pos + 1 + node.content.size, facts: factsOf(node) };
}

/** The provisions of which a range holds something, be it only an edge. */
export function provisionsIn(doc: Node, from: number, to: number): Placed[] {
  const found: Placed[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type !== schema.nodes.provision) return true;
    found.push(provisionOfNode(node, pos));
    return false;
  });
  return found;
}

/** The provision in which a position stands, or `null` between blocks. */
export function provisionAt(doc: Node, pos: number): Placed | null {
  const $pos = doc.resolve(pos);
  if ($pos.parent.type !== schema.nodes.provision) return null;
  return provisionOfNode($pos.parent, $pos.before());
}

/** A provision by its id. */
export function provisionOfId(doc: Node, id: string): Placed | null {
  let found: Placed | null = null;
  doc.descendants((node, pos) => {
    if (found) return false;
    if (node.type !== schema.nodes.provision) return true;
    if (node.attrs.id === id) found = provisionOfNode(node, pos);
    return false;
  });
  return found;
}

/** The words of a provision between two positions, piece by piece. */
export function regionsIn(provision: Placed, from: number, to: number): Region[] {
  const regions: Region[] = [];
  for (const piece of provision.facts.pieces) {
    const start = Math.max(from, provision.start + piece.from);
    const end = Math.min(to, provision.start + piece.to);
    if (start < end) regions.push({ placed: provision, piece, from: start, to: end });
  }
  return regions;
}

/** The piece that ends at or goes over an offset: that of the character before it. */
export function pieceBefore(facts: ProvisionFacts, offset: number): Piece | undefined {
  return facts.pieces.find((piece) => piece.from < offset && offset <= piece.to);
}

/** The piece of the character after an offset. */
export function pieceAfter(facts: ProvisionFacts, offset: number): Piece | undefined {
  return facts.pieces.find((piece) => piece.from <= offset && offset < piece.to);
}

/** Brackets as they stand round words. */
export interface Around {
  readonly contested: readonly string[];
  readonly proposed: readonly Proposal[];
}

/**
 * The marks that put words into brackets, those of one type in the order in which the shared words give them back: in
 * another one the next change of the provision would replace the words by the same words.
 */
export function bracketMarks(around: Around): Mark[] {
  const marks = [
    ...around.contested.map((bracket) => schema.mark("contested", { bracket })),
    ...around.proposed.map((proposal) => schema.mark("proposed", { ...proposal })),
  ];
  if (marks.length < 2) return marks;
  return [...pmMarks(yAttributes(marks.map(markValue)))];
}

/** What of a mark set is formatting, which is all that typed and pasted words bring along. */
export function formattingOf(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => !["contested", "proposed", "note", "footnote"].includes(mark.type.name));
}

/** Words that move to another provision: they take along what is proposed of them, but not what others put round them. */
export function movedWords(words: Fragment): Fragment {
  const nodes: Node[] = [];
  words.forEach((node) => {
    nodes.push(node.mark(node.marks.filter((mark) => !["contested", "note", "footnote"].includes(mark.type.name))));
  });
  return Fragment.fromArray(nodes);
}
