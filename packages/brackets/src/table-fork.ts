import { type MarkValue, provisionElements } from "@adref/schema";
import * as Y from "yjs";
import { type Chosen, isChosen } from "./table-draft.ts";
import { bracketMark, type Privacy, piecesOf, privateWhole, type SharedPiece, textsOf } from "./table-pieces.ts";

type Attrs = MarkValue["attrs"];

/** Takes chosen private words and provisions out of a fork, in the caller's transaction. */
export function removeDraft(body: Y.XmlFragment, chosen: Chosen, privacy: Privacy): void {
  for (const element of [...provisionElements(body)]) {
    const whole = privateWhole(element, privacy);
    if (whole !== null && chosen.options.has(whole)) {
      removeElement(element);
      continue;
    }
    for (const text of textsOf(element)) {
      const { pieces, drafted } = piecesOf(text, privacy);
      if (!drafted) continue;
      for (const piece of [...pieces].reverse()) {
        if (isChosen(piece, chosen, privacy)) text.delete(piece.from, piece.words.length);
      }
    }
  }
}

/** Takes private brackets off the words of others. */
export function removeContests(body: Y.XmlFragment, brackets: ReadonlySet<string>, privacy: Privacy): void {
  for (const element of provisionElements(body)) {
    for (const text of textsOf(element)) {
      const { pieces, drafted } = piecesOf(text, privacy);
      if (!drafted) continue;
      for (const { keys, from, words } of pieces) {
        const off = [...keys].filter(([key, attrs]) => {
          const mark = bracketMark(key, attrs);
          return mark !== null && mark.proposal === null && brackets.has(mark.bracket);
        });
        if (off.length > 0) text.format(from, words.length, Object.fromEntries(off.map(([key]) => [key, null])));
      }
    }
  }
}

/** A fork and the text below it hold different words outside what is private; neither a gate nor Yjs lets that happen. */
export class ForkError extends Error {
  override readonly name = "ForkError";
}

/**
 * Makes the marks in a text of a fork what they must be after the text below has changed: the words of others bear what they
 * bear below, and private brackets; private words bear what they bore, without brackets that are gone below. Formatting is
 * stored between words, so that a change below may reach over private words, or end before them, where nobody meant it to.
 * `before` are the pieces of the fork's text before the change. Throws ForkError.
 */
export function mendMarks(
  text: Y.XmlText,
  before: readonly SharedPiece[],
  below: readonly SharedPiece[],
  privacy: Privacy,
): void {
  const known = new Set(below.flatMap(({ keys }) => [...keys.keys()]));
  const foreign = reader(below);
  const own = reader(before.filter((piece) => piece.private));
  const changes: { from: number; length: number; keys: Record<string, Attrs | null> }[] = [];
  for (const piece of piecesOf(text, privacy).pieces) {
    const source = piece.private ? own : foreign;
    for (let from = 0; from < piece.words.length; ) {
      const there = source.take(piece.words.slice(from));
      const wanted = piece.private ? ownKeys(there.keys, known, privacy) : foreignKeys(there.keys, piece.keys, privacy);
      const keys = difference(piece.keys, wanted);
      if (keys) changes.push({ from: piece.from + from, length: there.length, keys });
      from += there.length;
    }
  }
  if (!foreign.done()) throw new ForkError("A fork misses words of the text below it");
  for (const { from, length, keys } of changes) text.format(from, length, keys);
}

/** Reads pieces on from where it stands, never over the end of one. */
function reader(pieces: readonly SharedPiece[]) {
  let piece = 0;
  let offset = 0;
  return {
    take(words: string): { keys: ReadonlyMap<string, Attrs>; length: number } {
      const at = pieces[piece];
      if (!at) throw new ForkError("A fork holds words that are not in the text below it");
      const length = Math.min(at.words.length - offset, words.length);
      if (at.words.slice(offset, offset + length) !== words.slice(0, length)) {
        throw new ForkError("A fork holds other words than the text below it");
      }
      offset += length;
      if (offset === at.words.length) {
        piece += 1;
        offset = 0;
      }
      return { keys: at.keys, length };
    },
    done: () => piece >= pieces.length,
  };
}

function foreignKeys(below: ReadonlyMap<string, Attrs>, now: ReadonlyMap<string, Attrs>, privacy: Privacy) {
  const wanted = new Map(below);
  for (const [key, attrs] of now) {
    const mark = bracketMark(key, attrs);
    if (mark && !mark.proposal && privacy.isPrivateBracket(mark.bracket)) wanted.set(key, attrs);
  }
  return wanted;
}

function ownKeys(before: ReadonlyMap<string, Attrs>, known: ReadonlySet<string>, privacy: Privacy) {
  const wanted = new Map<string, Attrs>();
  for (const [key, attrs] of before) {
    const mark = bracketMark(key, attrs);
    const gone =
      mark !== null &&
      !known.has(key) &&
      !(mark.proposal ? privacy.isPrivateOption(mark.proposal.option) : privacy.isPrivateBracket(mark.bracket));
    if (!gone) wanted.set(key, attrs);
  }
  return wanted;
}

function difference(
  have: ReadonlyMap<string, Attrs>,
  want: ReadonlyMap<string, Attrs>,
): Record<string, Attrs | null> | null {
  const keys: Record<string, Attrs | null> = {};
  for (const key of have.keys()) if (!want.has(key)) keys[key] = null;
  for (const [key, attrs] of want) {
    if (JSON.stringify(have.get(key)) !== JSON.stringify(attrs)) keys[key] = { ...attrs };
  }
  return Object.keys(keys).length > 0 ? keys : null;
}

function removeElement(element: Y.XmlElement): void {
  const parent = element.parent;
  if (!(parent instanceof Y.XmlElement || parent instanceof Y.XmlFragment)) return;
  parent.delete(parent.toArray().indexOf(element), 1);
}
