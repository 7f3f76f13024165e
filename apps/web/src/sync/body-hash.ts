import { canonicalWords } from "@adref/schema";
import * as sha256 from "lib0/hash/sha256";
import type * as Y from "yjs";

/**
 * The hash of the words as beacons carry it: lower-case hex SHA-256. The browser's own hashing is there in secure contexts
 * only, and a venue's server may be reached over plain HTTP.
 */
export async function bodyHash(body: Y.XmlFragment): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalWords(body));
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  const digest = subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256.digest(bytes);
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
