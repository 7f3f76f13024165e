import { CLOSE, type CloseCode } from "@adref/protocol";

/** What a client's address said, or why it cannot be served. */
export type Handshake =
  | { readonly fits: true; readonly client: number }
  | { readonly fits: false; readonly code: CloseCode; readonly sentence: string };

/** Reads the query of `/sync/<text>`. Its version was looked at before, when the socket was opened (http/sockets.ts). */
export function readHandshake(params: URLSearchParams): Handshake {
  const client = params.get("client") ?? "";
  if (!/^[1-9][0-9]{0,9}$/.test(client) || Number(client) > 0xffffffff) {
    return { fits: false, code: CLOSE.badRequest, sentence: "The parameter client is not a Yjs client id." };
  }
  return { fits: true, client: Number(client) };
}
