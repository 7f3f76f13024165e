import type { Party } from "@adref/schema";
import { checkChain, GENESIS } from "../ledger.ts";
import type { Head, Store } from "../store/port.ts";
import { streamOf } from "./replay-layer.ts";

const PAGE = 500;

/** What verifying the private drafts over a text came to. Neither words nor parties are in it. */
export interface VerifiedStreams {
  readonly entries: number;
  /** The entry of the first stream whose chain is broken, and why; null when all are whole. */
  readonly finding: { readonly seq: number; readonly reason: string } | null;
}

/**
 * Checks the chains of every party's stream over a text: that nothing was changed, left out or put in. What they say is the
 * parties' own and is not judged; what of it was tabled is judged with the text.
 */
export async function verifyStreams(
  store: Pick<Store, "read">,
  text: string,
  parties: readonly Pick<Party, "code">[],
): Promise<VerifiedStreams> {
  let entries = 0;
  for (const { code } of parties) {
    let head: Head = { seq: 0, hash: GENESIS };
    for (;;) {
      const page = await store.read(streamOf(text, code), head.seq, PAGE);
      const finding = checkChain(page, head);
      if (finding) return { entries, finding };
      entries += page.length;
      head = page.at(-1) ?? head;
      if (page.length < PAGE) break;
    }
  }
  return { entries, finding: null };
}
