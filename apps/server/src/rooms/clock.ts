/** Time, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once, after whatever the event loop already holds: messages that arrive in one tick are taken together. */
  soon(run: () => void): void;
  /** Runs once, in so many milliseconds. Returns what cancels it. Never keeps the process alive. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  soon: (run) => {
    setImmediate(run);
  },
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
