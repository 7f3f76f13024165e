import { type BracketView, indexBrackets, type Span } from "@adref/brackets";
import {
  displayedNumbers,
  type Numbered,
  type PartyCode,
  provisionsOf,
  type RecordValue,
  type Stance,
  type TextValue,
} from "@adref/schema";
import type { Node } from "prosemirror-model";
import { readLabel } from "./labels.ts";

/** One party's stance, as a listing shows it. */
export interface ListedStance {
  readonly party: PartyCode;
  readonly stance: Stance;
  readonly note?: string;
}

/** One option of a listed bracket. */
export interface ListedOption {
  readonly id: string;
  /** The party that put it forward; null where nobody is named. */
  readonly party: PartyCode | null;
  /** Its label on paper, such as "Option 1", if it had one. */
  readonly label: string | null;
  readonly words: string;
  readonly stances: readonly ListedStance[];
}

/** One bracket of a text, as plain values that can be written as JSON. */
export interface ListedBracket {
  readonly id: string;
  /** 0 is outermost. */
  readonly depth: number;
  readonly owner: PartyCode | null;
  /** Where it stands, with the numbers that readers see. */
  readonly provisions: readonly { readonly id: string; readonly number: string }[];
  /** The contested words; null where the bracket only adds. */
  readonly standing: string | null;
  readonly options: readonly ListedOption[];
  /** Stances on the standing words. */
  readonly stances: readonly ListedStance[];
}

/**
 * Lists every bracket of a text in reading order, as plain values that can be written as JSON: where it stands, the
 * contested words, the options with their parties and words, and the stances. Notes are left out of words.
 */
export function listBrackets({ doc, record }: TextValue): ListedBracket[] {
  const nodes = provisionsOf(doc).map(({ node }) => node);
  const numbers = displayedNumbers(nodes.map((node) => node.attrs as Numbered));
  const notes = new Map(nodes.map((node) => [node.attrs.id as string, notesIn(node)]));
  const index = indexBrackets(doc);
  return index.order.map((id) => {
    const view = index.brackets.get(id) as BracketView;
    return {
      id,
      depth: view.depth,
      owner: ownerIn(record.brackets, id),
      provisions: view.provisions.map((provision) => ({ id: provision, number: numbers.get(provision) ?? "" })),
      standing: view.standing.length > 0 ? wordsIn(view.standing, notes).words : null,
      options: view.options.map((option) => {
        const { words, first } = wordsIn(option.spans, notes);
        const party = ownerIn(record.options, option.id);
        const label = first !== null && readLabel(first, 0, first.length)?.end === first.length ? first : null;
        return { id: option.id, party, label, words, stances: stancesIn(record, option.id) };
      }),
      stances: stancesIn(record, id),
    };
  });
}

function ownerIn(facts: Readonly<Record<string, { readonly owner: string | null }>>, id: string): string | null {
  return Object.hasOwn(facts, id) ? (facts[id]?.owner ?? null) : null;
}

function stancesIn(record: RecordValue, target: string): ListedStance[] {
  if (!Object.hasOwn(record.stances, target)) return [];
  return Object.entries(record.stances[target] ?? {})
    .map(([party, { stance, note }]) => ({ party, stance, ...(note === undefined ? {} : { note }) }))
    .sort((a, b) => (a.party < b.party ? -1 : 1));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function notesIn(node: Node): Stretch[] {
  const out: Stretch[] = [];
  node.forEach((run, offset) => {
    if (run.marks.some((mark) => mark.type.name === "note")) out.push({ from: offset, to: offset + run.nodeSize });
  });
  return out;
}

/** The words of spans without notes, a line feed between provisions; and the note that they begin with. */
function wordsIn(spans: readonly Span[], notes: ReadonlyMap<string, readonly Stretch[]>) {
  let first: string | null = null;
  let provision: string | null = null;
  let words = "";
  for (const span of spans) {
    if (provision !== null && span.provision !== provision) words += "\n";
    provision = span.provision;
    let at = span.from;
    for (const note of notes.get(span.provision) ?? []) {
      if (note.to <= span.from || note.from >= span.to) continue;
      const text = span.words.slice(Math.max(0, note.from - span.from), note.to - span.from);
      if (words === "" && note.from <= at && first === null) first = text;
      words += span.words.slice(at - span.from, Math.max(at, note.from) - span.from);
      at = Math.max(at, note.to);
    }
    words += span.words.slice(at - span.from);
  }
  return { words: words.trim(), first };
}
