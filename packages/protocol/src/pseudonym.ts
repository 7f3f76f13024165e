const PREFIX = "X-";
const LENGTH = 10;

/** A code that stands for a party whose name is withheld, made of at least ten hexadecimal digits. No party's is like it. */
export function pseudonymOf(digest: string): string {
  return PREFIX + digest.slice(0, LENGTH).toUpperCase();
}

/** Whether a code in a record is such a pseudonym: it counts, but tells the reader nothing and is not shown. */
export function isPseudonym(code: string): boolean {
  return code.startsWith(PREFIX) && code.length === PREFIX.length + LENGTH;
}
