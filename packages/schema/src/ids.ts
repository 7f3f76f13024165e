const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** What an id may look like anywhere in a text: it reaches HTML attributes, file names and logs. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * A new id of 14 characters from [0-9a-z] (72 bits), beginning with `prefix`.
 * Whoever is told an id may not guess another: brackets and options are owned by the party that used the id first.
 */
export function newId(prefix: "p" | "b" | "o" | "n" | "f" | "t" | "c" | "m" | "s"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14));
  let id: string = prefix;
  for (const byte of bytes) id += ALPHABET[byte % ALPHABET.length];
  return id;
}
