import type { Origin } from "./draft.ts";

/** A change to a source: what stands from `from` to `to` becomes `text`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A source that was rewritten, and where each of its characters came from. */
export interface Rewritten {
  readonly source: string;
  /** The offset in the source before of what stands at an offset in this one; what was put in comes from its place. */
  originOf(offset: number): number;
  /** Where words of so many characters come from in the source before, given where they stand in this one. */
  trace(origins: readonly Origin[], length: number): Origin[];
}

/**
 * Applies edits to a source. Edits at one place are applied in the order given; one that reaches into another is left out,
 * so that no character can be lost twice.
 */
export function rewrite(source: string, edits: readonly Edit[]): Rewritten {
  const sorted = edits.map((edit, i) => ({ edit, i })).sort((a, b) => a.edit.from - b.edit.from || a.i - b.i);
  const pieces: Piece[] = [];
  const out: string[] = [];
  let length = 0;
  let done = 0;
  const add = (text: string, origin: number, kept: boolean) => {
    if (text === "") return;
    pieces.push({ start: length, origin, kept });
    out.push(text);
    length += text.length;
  };
  for (const { edit } of sorted) {
    if (edit.from < done) continue;
    add(source.slice(done, edit.from), done, true);
    add(edit.text, edit.from, false);
    done = edit.to;
  }
  add(source.slice(done), done, true);
  return new Rewriting(out.join(""), pieces, source.length);
}

/** A stretch of a rewritten source: copied from `origin` on, or put in there. */
interface Piece {
  readonly start: number;
  readonly origin: number;
  readonly kept: boolean;
}

class Rewriting implements Rewritten {
  readonly source: string;
  readonly #pieces: readonly Piece[];
  readonly #length: number;

  constructor(source: string, pieces: readonly Piece[], length: number) {
    this.source = source;
    this.#pieces = pieces;
    this.#length = length;
  }

  /** The index of the piece that an offset stands in. */
  #find(offset: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle] as Piece).start > offset) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  originOf(offset: number): number {
    const i = this.#find(offset);
    const piece = this.#pieces[i];
    if (!piece) return 0;
    const origin = piece.kept ? piece.origin + offset - piece.start : piece.origin;
    return Math.min(origin, this.#length);
  }

  trace(origins: readonly Origin[], length: number): Origin[] {
    const out: Origin[] = [];
    origins.forEach(({ word, at, plain }, i) => {
      const next = origins[i + 1]?.word ?? length;
      if (!plain) out.push({ word, ...this.#escape(at) });
      else this.#stretch(word, at, next - word, out);
    });
    return out;
  }

  /** An escape that was put in stands for the character behind it. */
  #escape(at: number): { at: number; plain: boolean } {
    const piece = this.#pieces[this.#find(at)];
    const next = this.#pieces[this.#find(at + 1)];
    if (piece?.kept || !next?.kept) return { at: this.originOf(at), plain: false };
    return { at: this.originOf(at + 1), plain: true };
  }

  #stretch(word: number, at: number, length: number, out: Origin[]): void {
    let i = this.#find(at);
    for (let done = 0; done < length; i++) {
      const piece = this.#pieces[i];
      if (!piece) return;
      const end = Math.min(at + length, this.#pieces[i + 1]?.start ?? at + length);
      out.push({ word: word + done, at: this.originOf(at + done), plain: piece.kept });
      done = end - at;
    }
  }
}
