import type { Act, Person } from "@adref/protocol";
import {
  isKind,
  isLocked,
  LEVEL_OF,
  type MarkValue,
  newId,
  optionsAround,
  proposalOf,
  provisionElements,
  provisionOfY,
  type RecordValue,
  schema,
  type WithinOf,
  withinIn,
  yAttributes,
  yOfNode,
} from "@adref/schema";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import type { RetableProblem, SharedWords, TrayPiece } from "./types.ts";

export type RetableOutcome =
  | { readonly tabled: true; readonly ids: readonly string[]; readonly acts: readonly Act[] }
  | { readonly tabled: false; readonly problem: RetableProblem };

/**
 * Puts a piece of the tray forward again as a new proposal, written to the shared words: where it stood, if what stood
 * round it is still there, else at the end of its provision. The Secretariat's words go in as they are.
 */
export function retablePiece(
  piece: TrayPiece,
  { doc, body }: SharedWords,
  record: RecordValue,
  me: Person,
  claimed: ReadonlySet<string>,
): RetableOutcome {
  const proposing = me.role !== "secretariat";
  const element = find(body, piece.provision);
  const write = (change: () => void) => doc.transact(change, ySyncPluginKey);
  if (piece.kind === "provision") {
    const ids = { bracket: newId("b"), option: newId("o") };
    const kind = isKind(piece.provisionKind) ? piece.provisionKind : "paragraph";
    const node = schema.node(
      "provision",
      { id: newId("p"), kind, level: LEVEL_OF[kind], ...(proposing ? ids : {}) },
      schema.text(piece.words),
    );
    let index = 0;
    if (piece.provision !== null) {
      let block: unknown = element;
      while (block instanceof Y.XmlElement && block.parent !== body) block = block.parent;
      index = block instanceof Y.XmlElement ? body.toArray().indexOf(block) + 1 : body.length;
    }
    write(() => body.insert(index, [yOfNode(node)]));
    return { tabled: true, ids: proposing ? Object.values(ids) : [], acts: [] };
  }
  if (!element || piece.provision === null) return { tabled: false, problem: "gone" };
  if (isLocked(record, piece.provision)) return { tabled: false, problem: "locked" };
  const characters = charactersOf(element, withinIn(record));
  const text = characters.map((character) => character.text).join("");
  const bracket = newId("b");
  const contested = piece.kind === "contest" ? piece.words : piece.replacing;
  let from = placeOf(text, piece.before, contested ? contested + piece.after : piece.after);
  // Who brackets words to take them out says so; who replaces them has said it with the new words.
  const acts: Act[] =
    piece.kind === "contest" && proposing ? [{ type: "stance", target: bracket, stance: "delete" }] : [];
  const ids: string[] = [];
  if (contested && proposing) {
    const at = text.startsWith(contested, from) ? from : text.indexOf(contested);
    const words = at >= 0 ? characters.slice(at, at + contested.length) : [];
    if (words.length > 0 && words.every((character) => character.proposals.length === 0)) {
      ids.push(bracket);
      const marks = yAttributes([{ type: "contested", attrs: { bracket } }]);
      write(() => format(element, at, at + contested.length, marks));
      from = at + contested.length;
    } else if (piece.kind === "contest") return { tabled: false, problem: "gone" };
  }
  if (piece.kind === "insertion") {
    const option = newId("o");
    const around = surrounding(characters, from);
    const within = around.at(-1)?.attrs.option ?? null;
    const extends_ = within !== null && (record.options[within]?.owner === me.party || claimed.has(within));
    const marks: MarkValue[] = [...around];
    if (proposing && !extends_) {
      marks.push({ type: "proposed", attrs: { bracket, option, within } });
      ids.push(bracket, option);
    }
    write(() => insert(element, from, piece.words, yAttributes(marks)));
  }
  return { tabled: true, ids, acts };
}

interface Character {
  readonly text: string;
  readonly proposals: readonly MarkValue[];
}

function find(body: Y.XmlFragment, id: string | null): Y.XmlElement | null {
  if (id === null) return null;
  for (const element of provisionElements(body)) if (element.getAttribute("id") === id) return element;
  return null;
}

function charactersOf(element: Y.XmlElement, withinOf: WithinOf): Character[] {
  return provisionOfY(element).runs.flatMap((run) => {
    const proposals = run.marks.filter((mark) => mark.type === "proposed");
    return [...Array(run.text.length).keys()].map((i) => ({
      text: run.text.charAt(i),
      proposals: chain(proposals, withinOf),
    }));
  });
}

/** Proposals from the outermost to the innermost, also where options between them have ended. */
function chain(proposals: readonly MarkValue[], withinOf: WithinOf): MarkValue[] {
  const depth = (mark: MarkValue) => optionsAround(proposalOf(mark), withinOf).length;
  return [...proposals].sort((a, b) => depth(a) - depth(b));
}

/** The proposals in the midst of which a place lies: those that the characters on both sides share. */
function surrounding(characters: readonly Character[], at: number): MarkValue[] {
  const left = characters[at - 1]?.proposals ?? [];
  const right = characters[at]?.proposals ?? [];
  return left.filter((mark) => right.some((other) => other.attrs.option === mark.attrs.option));
}

/** Where `before` ends and `after` begins; else where one of them still stands; else the end. */
function placeOf(text: string, before: string, after: string): number {
  for (let length = 40; length > 0; length = Math.floor(length / 2)) {
    const head = before.slice(-length);
    const tail = after.slice(0, length);
    const at = text.indexOf(head + tail);
    if (head + tail !== "" && at >= 0) return at + head.length;
  }
  const at = before === "" ? -1 : text.indexOf(before);
  if (at >= 0) return at + before.length;
  const next = after === "" ? -1 : text.indexOf(after);
  return next >= 0 ? next : text.length;
}

function format(element: Y.XmlElement, from: number, to: number, marks: Record<string, unknown>): void {
  eachText(element, (text, offset) => {
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, text.length);
    if (start < end) text.format(start, end - start, marks);
    return false;
  });
}

function insert(element: Y.XmlElement, at: number, words: string, marks: Record<string, object>): void {
  const done = eachText(element, (text, offset) => {
    if (at > offset + text.length) return false;
    text.insert(at - offset, words, marks);
    return true;
  });
  if (done) return;
  const text = new Y.XmlText();
  element.insert(element.length, [text]);
  text.insert(0, words, marks);
}

function eachText(element: Y.XmlElement, visit: (text: Y.XmlText, offset: number) => boolean): boolean {
  let offset = 0;
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    const { length } = child;
    if (visit(child, offset)) return true;
    offset += length;
  }
  return false;
}
