/** Tells on a terminal's standard error what is being done; elsewhere nothing. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #shown: boolean;
  #began = 0;
  #phase = "";
  #last = 0;

  constructor(quiet: boolean, stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
    this.#shown = !quiet && stream.isTTY === true;
  }

  /** Begins a phase, such as "Reading draft.docx". */
  begin(phase: string): void {
    this.#phase = phase;
    this.#began = performance.now();
    this.#last = 0;
    this.#draw(null);
  }

  /** How far the phase is, from 0 to 1; drawn ten times a second at most. */
  readonly at = (done: number): void => {
    const now = performance.now();
    if (now - this.#last < 100) return;
    this.#last = now;
    this.#draw(done);
  };

  /** Leaves no trace on the terminal. */
  end(): void {
    if (this.#shown && this.#phase !== "") this.#stream.write("\r\u001b[K");
    this.#phase = "";
  }

  #draw(done: number | null): void {
    if (!this.#shown) return;
    const share = done === null ? "" : ` ${Math.round(done * 100)} %`;
    const seconds = (performance.now() - this.#began) / 1_000;
    this.#stream.write(`\r\u001b[K${this.#phase}${share} … ${seconds < 1 ? "" : `${seconds.toFixed(0)} s`}`);
  }
}
