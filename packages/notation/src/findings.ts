/**
 * Something in a source that could not be read as structure. `line` and `column` count from 1; `what` says what stands
 * there, `did` what the parser made of it.
 */
export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly did: string;
}

/** So many findings tell the reader all they can; a source of one sign repeated must not cost a sentence each. */
const MOST = 1_000;

/** Collects findings by their offset in a source. */
export class Findings {
  readonly #source: string;
  readonly #found: { at: number; what: string; did: string }[] = [];
  readonly #through: { readonly into: Findings; originOf(offset: number): number } | null;
  #more = 0;

  constructor(source: string, through: { readonly into: Findings; originOf(offset: number): number } | null = null) {
    this.#source = source;
    this.#through = through;
  }

  /** Findings in a source that this one was rewritten to; `originOf` says where in this one its characters stood. */
  through(source: string, originOf: (offset: number) => number): Findings {
    return new Findings(source, { into: this, originOf });
  }

  add(at: number, what: string, did: string): void {
    if (this.#through) this.#through.into.add(this.#through.originOf(at), what, did);
    else if (this.#found.length < MOST) this.#found.push({ at, what, did });
    else this.#more++;
  }

  /** The findings in reading order. */
  list(): Finding[] {
    if (this.#found.length === 0) return [];
    const found = this.#found.sort((a, b) => a.at - b.at);
    const out: Finding[] = [];
    let line = 1;
    let start = 0;
    for (const { at, what, did } of found) {
      for (let end = this.#source.indexOf("\n", start); end !== -1 && end < at; ) {
        line++;
        start = end + 1;
        end = this.#source.indexOf("\n", start);
      }
      out.push({ line, column: at - start + 1, what, did });
    }
    if (this.#more > 0) {
      const last = out.at(-1) as Finding;
      out.push({ ...last, what: `${this.#more} more of the same kind`, did: "treated alike" });
    }
    return out;
  }
}
