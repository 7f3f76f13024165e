import { useCallback, useEffect, useState } from "react";
import type { Answer, Failure } from "../api.ts";

/** The newest answer, and what became of the newest question: an older answer stays until a newer one is here. */
export interface Latest<T> {
  /** The last answer that came; null before the first. */
  readonly value: T | null;
  /** The question that it answers. */
  readonly key: string | null;
  /** Whether a newer question is under way. */
  readonly waiting: boolean;
  /** Why the newest question has no answer. */
  readonly failure: Failure | null;
}

const NOTHING: Latest<never> = { value: null, key: null, waiting: true, failure: null };

/** Answers that are kept because the same may be asked again, the oldest forgotten first. */
export class Answers<T> {
  readonly #kept = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const value = this.#kept.get(key);
    if (value !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, value);
    }
    return value;
  }

  set(key: string, value: T): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}

/**
 * Asks for `key` and gives the newest answer. A question that is overtaken by another is given up and its answer is never
 * shown. What is in `answers` is shown at once; `keeps` says which answers never change. `ask` may be a new function at each
 * render.
 */
export function useLatest<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Answer<T>>,
  answers: Answers<T>,
  keeps: boolean,
): Latest<T> & { again(): void } {
  const [latest, setLatest] = useState<Latest<T>>(NOTHING);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each key, and when it is asked for again
  useEffect(() => {
    const known = answers.get(key);
    if (known !== undefined) {
      setLatest({ value: known, key, waiting: false, failure: null });
      return;
    }
    const control = new AbortController();
    setLatest((before) => ({ ...before, waiting: true, failure: null }));
    void ask(control.signal).then((answer) => {
      if (control.signal.aborted) return;
      if (answer.ok) {
        if (keeps) answers.set(key, answer.value);
        setLatest({ value: answer.value, key, waiting: false, failure: null });
      } else setLatest((before) => ({ ...before, waiting: false, failure: answer.failure }));
    });
    return () => control.abort();
  }, [key, turn]);

  return { ...latest, again };
}
