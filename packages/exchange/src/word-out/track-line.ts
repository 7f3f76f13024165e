import { compareWords } from "@adref/revisions";
import type { PrintedBlock, PrintedSpan } from "../printed.ts";
import type { Change } from "./model.ts";
import type { SourcedPiece } from "./pieces.ts";

type By = Omit<Change, "kind">;
type ByWhom = (block: PrintedBlock, span: PrintedSpan | null) => By;

/** A passage longer than this that changed is shown as replaced: comparing it word by word would take longer than anyone waits. */
const LONGEST = 60_000;
/** Stands for a footnote's sign while two lines are compared. */
const SIGN = "\ufffc";

/** What two readings of one line need to be laid over each other. */
export interface LineTracking {
  readonly came: ByWhom;
  readonly went: ByWhom;
  /** The earlier id of a footnote, by its later one. */
  readonly earlierNote: (footnote: string) => string;
}

/**
 * One line out of two: what stayed has no change, what went and what came have theirs. Without the removed pieces it is the
 * later line, without the added ones the earlier. Words are compared whole.
 */
export function trackLine(
  before: { readonly block: PrintedBlock; readonly pieces: readonly SourcedPiece[] },
  after: { readonly block: PrintedBlock; readonly pieces: readonly SourcedPiece[] },
  tracking: LineTracking,
): SourcedPiece[] {
  const out: SourcedPiece[] = [];
  const a = new Reader(before.pieces);
  const b = new Reader(after.pieces);
  const went = (one: SourcedPiece) => out.push(changed(one, "del", tracking.went(before.block, one.span)));
  const came = (one: SourcedPiece) => out.push(changed(one, "ins", tracking.came(after.block, one.span)));
  for (const { kind, words } of differences(lineOf(before.pieces), lineOf(after.pieces))) {
    let rest = words.length;
    while (rest > 0) {
      if (kind === "removed") {
        const one = a.take(rest);
        went(one);
        rest -= lengthOf(one);
      } else if (kind === "added") {
        const one = b.take(rest);
        came(one);
        rest -= lengthOf(one);
      } else {
        const length = Math.min(a.available(rest), b.available(rest));
        const old = a.take(length);
        const now = b.take(length);
        rest -= length;
        const sameSign =
          old.sign === null ? now.sign === null : now.sign !== null && tracking.earlierNote(now.sign) === old.sign;
        // A sign that became a word, or a word a number, is not the same though it looks so.
        const same = sameSign && old.piece.role === now.piece.role;
        if (same) out.push(stayed(old, now, () => tracking.came(after.block, now.span)));
        else {
          went(old);
          came(now);
        }
      }
    }
  }
  return out;
}

function differences(before: string, after: string): ReturnType<typeof compareWords> {
  if (before !== after && (before.length > LONGEST || after.length > LONGEST)) {
    const whole = [
      { kind: "removed", words: before },
      { kind: "added", words: after },
    ] as const;
    return whole.filter(({ words }) => words !== "");
  }
  return compareWords(before, after);
}

/** All of a line's pieces as come or gone. */
export function changedLine(
  block: PrintedBlock,
  pieces: readonly SourcedPiece[],
  kind: Change["kind"],
  whose: ByWhom,
): SourcedPiece[] {
  return pieces.map((one) => changed(one, kind, whose(block, one.span)));
}

function changed(one: SourcedPiece, kind: Change["kind"], { author, date }: By): SourcedPiece {
  return { ...one, piece: { ...one.piece, change: { kind, author, date } } };
}

function stayed(old: SourcedPiece, now: SourcedPiece, by: () => By): SourcedPiece {
  const { format } = old.piece;
  if (format.join() === now.piece.format.join()) return now;
  return { ...now, piece: { ...now.piece, former: { format, by: by() } } };
}

const lengthOf = ({ piece, sign }: SourcedPiece) => (sign === null ? piece.text.length : SIGN.length);

function lineOf(pieces: readonly SourcedPiece[]): string {
  return pieces.map(({ piece, sign }) => (sign === null ? piece.text : SIGN)).join("");
}

/** Reads a line piece by piece, in parts. */
class Reader {
  readonly #pieces: readonly SourcedPiece[];
  #next = 0;
  #offset = 0;

  constructor(pieces: readonly SourcedPiece[]) {
    this.#pieces = pieces.filter((one) => lengthOf(one) > 0);
  }

  /** How many characters the next part has, `most` at most. */
  available(most: number): number {
    const one = this.#pieces[this.#next];
    return one ? Math.min(most, lengthOf(one) - this.#offset) : 0;
  }

  take(most: number): SourcedPiece {
    const one = this.#pieces[this.#next];
    if (!one) throw new Error("A comparison has more characters than its line");
    const length = this.available(most);
    const from = this.#offset;
    this.#offset += length;
    if (this.#offset === lengthOf(one)) {
      this.#next += 1;
      this.#offset = 0;
    }
    return one.sign !== null
      ? one
      : { ...one, piece: { ...one.piece, text: one.piece.text.slice(from, from + length) } };
  }
}
