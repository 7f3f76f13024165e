import { CLOSE, type CloseCode, isLayerClient } from "@adref/protocol";

/** What a client's address said, or why it cannot be served. */
export type Handshake =
  | {
      readonly fits: true;
      readonly client: number;
      /** The party for which words are taken down over this line. */
      readonly takesDownFor: string | null;
    }
  | { readonly fits: false; readonly code: CloseCode; readonly sentence: string };

/**
 * Reads the query of `/sync/<text>`. Its version was looked at before, when the socket was opened (http/sockets.ts). `layer`:
 * whether it is of a party's layer, which has client ids of its own.
 */
export function readHandshake(params: URLSearchParams, layer = false): Handshake {
  const client = params.get("client") ?? "";
  const number = Number(client);
  if (!/^[1-9][0-9]{0,15}$/.test(client) || !Number.isSafeInteger(number) || isLayerClient(number) !== layer) {
    return { fits: false, code: CLOSE.badRequest, sentence: "The parameter client is not a Yjs client id." };
  }
  return { fits: true, client: number, takesDownFor: params.get("for") };
}
