import type { Clock } from "../../src/rooms/index.ts";

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #now = Date.parse("2026-11-24T10:00:00.000Z");
  #soon: (() => void)[] = [];
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Runs what was put off to the end of the tick. Returns whether there was anything. */
  tick(): boolean {
    const soon = this.#soon;
    this.#soon = [];
    for (const run of soon) run();
    return soon.length > 0;
  }

  /** Moves time on, and runs on the way what is due. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}
