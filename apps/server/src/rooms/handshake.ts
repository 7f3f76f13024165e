import { CLOSE, type CloseCode, isOurVersion } from "@adref/protocol";

/** What a client's address said, or why it cannot be served. */
export type Handshake =
  | { readonly fits: true; readonly client: number }
  | { readonly fits: false; readonly code: CloseCode; readonly sentence: string };

/** Reads the query of `/sync/<text>` or `/record/<text>` (versions.ts in the protocol). */
export function readHandshake(params: URLSearchParams): Handshake {
  if (!isOurVersion(params))
    return { fits: false, code: CLOSE.reload, sentence: "This client is of another version; load it again." };
  const client = params.get("client") ?? "";
  if (!/^[1-9][0-9]{0,9}$/.test(client) || Number(client) > 0xffffffff) {
    return { fits: false, code: CLOSE.badRequest, sentence: "The parameter client is not a Yjs client id." };
  }
  return { fits: true, client: Number(client) };
}
