import { type Proposal, proposalOf } from "@adref/schema";
import type { Mark, Node } from "prosemirror-model";

/** Consecutive characters of a provision under the same brackets; formatting does not divide them. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly contested: readonly string[];
  readonly proposed: readonly Proposal[];
  readonly note: string | null;
}

/** A maximal run of characters of one provision that belong to one option (`null`: the standing words) of a bracket. */
export interface Stretch {
  readonly kind: "bracket" | "note";
  readonly bracket: string;
  readonly option: string | null;
  readonly within: string | null;
  readonly from: number;
  readonly to: number;
  /** Whether the provision itself is proposed. */
  readonly block: boolean;
}

/** All that the brackets of a text need to know of one provision. */
export interface ProvisionFacts {
  readonly id: string;
  readonly text: string;
  /** Set when the provision is proposed as a whole. */
  readonly whole: Proposal | null;
  readonly pieces: readonly Piece[];
  /** Outer ones first where they begin together. */
  readonly stretches: readonly Stretch[];
  /** Ids in the order of their first stretch. */
  readonly brackets: readonly string[];
}

const NONE: readonly never[] = [];
const known = new WeakMap<Node, ProvisionFacts>();
const knownBlocks = new WeakMap<Node, readonly ProvisionFacts[]>();

/** The facts of a provision node. Nodes are immutable, so each is read once. */
export function factsOf(provision: Node): ProvisionFacts {
  let facts = known.get(provision);
  if (!facts) {
    facts = readFacts(provision);
    known.set(provision, facts);
  }
  return facts;
}

/** The facts of every provision in a top-level block, in reading order; a table has one or more in each cell. */
export function factsOfBlock(block: Node): readonly ProvisionFacts[] {
  let facts = knownBlocks.get(block);
  if (facts) return facts;
  if (block.type.name === "provision") facts = [factsOf(block)];
  else {
    const found: ProvisionFacts[] = [];
    block.descendants((node) => {
      if (node.type.name !== "provision") return true;
      found.push(factsOf(node));
      return false;
    });
    facts = found;
  }
  knownBlocks.set(block, facts);
  return facts;
}

function readFacts(node: Node): ProvisionFacts {
  const { id, bracket, option, within } = node.attrs as Record<string, string | null>;
  const whole = bracket && option ? { bracket, option, within: within ?? null } : null;
  const pieces = readPieces(node);
  const text = pieces.map((piece) => piece.text).join("");
  const marked =
    whole !== null || pieces.some((p) => p.contested.length > 0 || p.proposed.length > 0 || p.note !== null);
  const stretches = marked ? readStretches(pieces, whole, text.length) : NONE;
  const brackets = new Set<string>();
  for (const stretch of stretches) if (stretch.kind === "bracket") brackets.add(stretch.bracket);
  return { id: id ?? "", text, whole, pieces, stretches, brackets: brackets.size > 0 ? [...brackets] : NONE };
}

function readPieces(node: Node): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  node.forEach((child) => {
    const text = child.text ?? "";
    const piece = pieceOf(child.marks, at, text);
    const last = pieces.at(-1);
    if (last && sameBrackets(last, piece)) {
      pieces[pieces.length - 1] = { ...last, to: piece.to, text: last.text + text };
    } else pieces.push(piece);
    at += text.length;
  });
  return pieces;
}

function pieceOf(marks: readonly Mark[], from: number, text: string): Piece {
  let contested: string[] | null = null;
  let proposed: Proposal[] | null = null;
  let note: string | null = null;
  for (const mark of marks) {
    const name = mark.type.name;
    if (name === "contested") {
      contested ??= [];
      contested.push(mark.attrs.bracket as string);
    } else if (name === "proposed") {
      proposed ??= [];
      proposed.push(proposalOf(mark));
    } else if (name === "note") note = mark.attrs.note as string;
  }
  contested?.sort();
  proposed?.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return { from, to: from + text.length, text, contested: contested ?? NONE, proposed: proposed ?? NONE, note };
}

const key = (proposal: Proposal) => `${proposal.option}/${proposal.bracket}/${proposal.within}`;

function sameBrackets(a: Piece, b: Piece): boolean {
  return (
    a.note === b.note &&
    a.contested.length === b.contested.length &&
    a.proposed.length === b.proposed.length &&
    a.contested.every((id, i) => id === b.contested[i]) &&
    a.proposed.every((proposal, i) => key(proposal) === key(b.proposed[i] as Proposal))
  );
}

function readStretches(pieces: readonly Piece[], whole: Proposal | null, length: number): Stretch[] {
  const done: Stretch[] = [];
  let open = new Map<string, Stretch>();
  if (whole) done.push({ kind: "bracket", ...whole, from: 0, to: length, block: true });
  for (const piece of pieces) {
    const next = new Map<string, Stretch>();
    const extend = (id: string, begin: Omit<Stretch, "from" | "to" | "block">) => {
      const before = open.get(id);
      next.set(id, { ...begin, from: before?.from ?? piece.from, to: piece.to, block: false });
      open.delete(id);
    };
    for (const bracket of piece.contested) {
      extend(`c/${bracket}`, { kind: "bracket", bracket, option: null, within: null });
    }
    for (const proposal of piece.proposed) extend(`p/${key(proposal)}`, { kind: "bracket", ...proposal });
    if (piece.note !== null) {
      extend(`n/${piece.note}`, { kind: "note", bracket: piece.note, option: null, within: null });
    }
    done.push(...open.values());
    open = next;
  }
  done.push(...open.values());
  return done.sort(outerFirst);
}

function outerFirst(a: Stretch, b: Stretch): number {
  if (a.block !== b.block) return a.block ? -1 : 1;
  return a.from - b.from || b.to - a.to || byNesting(a, b);
}

/**
 * Which of two stretches with the same ends stands outside: an option before what was written into it, an option before
 * the bracket round its words, a bracket before a note; then by id, so that everybody draws the same.
 */
export function byNesting(a: Stretch, b: Stretch): number {
  if (a.kind !== b.kind) return a.kind === "bracket" ? -1 : 1;
  if (a.option !== null && a.option === b.within) return -1;
  if (b.option !== null && b.option === a.within) return 1;
  if ((a.option === null) !== (b.option === null)) return a.option === null ? 1 : -1;
  if (a.bracket !== b.bracket) return a.bracket < b.bracket ? -1 : 1;
  return (a.option ?? "") < (b.option ?? "") ? -1 : 1;
}
