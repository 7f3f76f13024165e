import { ownWordsIn } from "@adref/brackets";
import { schema } from "@adref/schema";
import { toggleMark } from "prosemirror-commands";
import type { EditorState, Transaction } from "prosemirror-state";
import type { TextSession } from "../sync/types.ts";
import { authorOf } from "./author-of.ts";

export const FORMATS = ["strong", "em", "underline", "strike", "superscript", "subscript"] as const;
export type Format = (typeof FORMATS)[number];

/** The formats by the names that browsers give them, as menus of phones and tablets send them. */
export const FORMAT_INPUTS: Readonly<Record<string, Format>> = {
  formatBold: "strong",
  formatItalic: "em",
  formatUnderline: "underline",
  formatStrikeThrough: "strike",
  formatSuperscript: "superscript",
  formatSubscript: "subscript",
};

/**
 * Formats the selected words, or takes the format off where all have it; at a caret, what is typed next. A delegation formats
 * its own words: among those of others they alone change. `null` where all selected words are others': formatting alone is no
 * proposal.
 */
export function formatted(state: EditorState, session: TextSession, format: Format): Transaction | null {
  const mark = schema.marks[format];
  const author = authorOf(session);
  const { from, to, empty } = state.selection;
  if (!mark) return null;
  if (empty || !author) {
    let made: Transaction | null = null;
    toggleMark(mark)(state, (tr) => {
      made = tr;
    });
    return made;
  }
  const { own } = ownWordsIn(author, state.doc, from, to);
  if (own.length === 0) return null;
  const off = own.every((part) => hasEverywhere(state, part, format));
  const { tr } = state;
  for (const part of own) {
    if (off) tr.removeMark(part.from, part.to, mark);
    else tr.addMark(part.from, part.to, mark.create());
  }
  return tr;
}

function hasEverywhere(state: EditorState, { from, to }: { from: number; to: number }, format: Format): boolean {
  let all = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isText && !node.marks.some((mark) => mark.type.name === format)) all = false;
    return true;
  });
  return all;
}
