import { factsOf } from "@adref/brackets";
import type { ResolvedPos } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";

/**
 * Moving and deleting at brackets. Browsers treat a drawn sign as a character of its own: the caret stops on both sides of
 * it, and Backspace would try to delete the sign. Near signs the caret therefore moves by the words themselves.
 */
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

export type Unit = "character" | "word";

/** Where the caret comes to when it moves one character or word in its provision; null at the provision's edge. */
export function placeBeside($pos: ResolvedPos, direction: -1 | 1, unit: Unit): number | null {
  const text = $pos.parent.textContent;
  const at = $pos.parentOffset;
  if (direction < 0 ? at === 0 : at === text.length) return null;
  if (unit === "character") return $pos.start() + beside(graphemes, text, at, direction);
  return $pos.start() + upToBracket($pos, at, besideWord(text, at, direction));
}

/** Words of two brackets that touch are two words: a move by words stops where a bracket begins or ends. */
function upToBracket($pos: ResolvedPos, at: number, place: number): number {
  let stop = place;
  for (const { from, to } of factsOf($pos.parent).stretches) {
    for (const edge of [from, to]) {
      if (place > at ? edge > at && edge < stop : edge < at && edge > stop) stop = edge;
    }
  }
  return stop;
}

function beside(segmenter: Intl.Segmenter, text: string, at: number, direction: -1 | 1): number {
  const segments = segmenter.segment(text);
  if (direction > 0) {
    const segment = segments.containing(at);
    return segment ? segment.index + segment.segment.length : text.length;
  }
  return segments.containing(at - 1)?.index ?? 0;
}

/** To the beginning of this or the earlier word, or to the end of this or the next one. */
function besideWord(text: string, at: number, direction: -1 | 1): number {
  const segments = words.segment(text);
  let place = at;
  for (;;) {
    const segment = segments.containing(direction > 0 ? place : place - 1);
    if (!segment) return place;
    place = direction > 0 ? segment.index + segment.segment.length : segment.index;
    if (segment.isWordLike) return place;
  }
}

/** Moves (or with `extend` selects) by one character or word where a sign is near; elsewhere the browser does it better. */
export function travel(direction: -1 | 1, unit: Unit, extend: boolean): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || selection.$head.parent.type.name !== "provision") return false;
    if (!extend && !selection.empty) return false;
    const { $head } = selection;
    const place = placeBeside($head, direction, unit);
    if (place === null || !signBetween($head, place)) return false;
    if (dispatch) {
      const $place = state.doc.resolve(place);
      const next = extend ? new TextSelection(selection.$anchor, $place) : new TextSelection($place);
      dispatch(state.tr.setSelection(next).scrollIntoView());
    }
    return true;
  };
}

/** Whether a sign stands at the caret, where it goes, or between. */
function signBetween($head: ResolvedPos, place: number): boolean {
  const from = Math.min($head.parentOffset, place - $head.start());
  const to = Math.max($head.parentOffset, place - $head.start());
  return factsOf($head.parent).stretches.some(
    (stretch) => (stretch.from >= from && stretch.from <= to) || (stretch.to >= from && stretch.to <= to),
  );
}

/**
 * Deletes the selection, or one character or word beside the caret: always as an exact range of words, never as what the
 * browser thinks a sign is. At a provision's edge it does nothing, unless `atEdge` takes over.
 */
export function deleting(direction: -1 | 1, unit: Unit, atEdge: Command = () => true): Command {
  return (state, dispatch, view) => {
    const { selection } = state;
    if (!selection.empty) {
      dispatch?.(state.tr.deleteSelection().scrollIntoView());
      return true;
    }
    if (selection.$head.parent.type.name !== "provision") return false;
    const place = placeBeside(selection.$head, direction, unit);
    if (place === null) return atEdge(state, dispatch, view);
    const [from, to] = place < selection.head ? [place, selection.head] : [selection.head, place];
    dispatch?.(state.tr.delete(from, to).scrollIntoView());
    return true;
  };
}
