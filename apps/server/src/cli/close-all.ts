/** Gives back what a server holds: a socket, a store, a lock. */
export type Closer = () => void | Promise<void>;

/**
 * Closes in the reverse order of opening, each after the one before it is done. One that fails keeps no other from closing:
 * a store that is not flushed or a lock that is not given back would cost more than the first failure. Returns what failed,
 * in order; `closers` is empty afterwards, so that a second call does nothing.
 */
export async function closeAll(closers: Closer[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}
