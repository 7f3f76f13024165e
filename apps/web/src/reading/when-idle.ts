/** Work that is done once a pause after it was asked for is over and the browser has time for it. */
export class Idly {
  readonly #work: () => void;
  readonly #pause: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #idle: number | null = null;

  /** `pause` in milliseconds. */
  constructor(work: () => void, pause: number) {
    this.#work = work;
    this.#pause = pause;
  }

  /** Asks for the work; what is asked for already is not done twice. */
  soon = (): void => {
    if (this.#idle !== null) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      // Not every browser says when it is idle; there the pause has to do.
      if (!("requestIdleCallback" in globalThis)) this.#work();
      else {
        this.#idle = requestIdleCallback(
          () => {
            this.#idle = null;
            this.#work();
          },
          { timeout: 2 * this.#pause },
        );
      }
    }, this.#pause);
  };

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#idle !== null) cancelIdleCallback(this.#idle);
    this.#timer = null;
    this.#idle = null;
  }
}
