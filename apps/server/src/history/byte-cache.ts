/** Values by key, the least recently used dropped first, bounded by what their makers say that they weigh in bytes. */
export class ByteCache<T> {
  readonly #most: number;
  readonly #values = new Map<string, { readonly value: T; readonly bytes: number }>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** What all values weigh together. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): T | undefined {
    const known = this.#values.get(key);
    if (!known) return undefined;
    this.#values.delete(key);
    this.#values.set(key, known);
    return known.value;
  }

  /** Keeps a value; one that weighs more than all may is not kept. */
  set(key: string, value: T, bytes: number): void {
    const old = this.#values.get(key);
    if (old) this.#bytes -= old.bytes;
    this.#values.delete(key);
    if (bytes > this.#most) return;
    this.#values.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#values) {
      if (this.#bytes <= this.#most) return;
      this.#values.delete(oldest);
      this.#bytes -= freed;
    }
  }
}
