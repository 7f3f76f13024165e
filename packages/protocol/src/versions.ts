import { SCHEMA_VERSION } from "@adref/schema";

/** The version of the wire and the API. A client whose version or schema version is another one is told to reload. */
export const PROTOCOL_VERSION = 1;

/** The query parameters of `/sync/<text>` and `/record/<text>`. `client` is the Yjs client id that the connection leases. */
export function handshakeParams(client: number): Record<string, string> {
  return { protocol: String(PROTOCOL_VERSION), schema: String(SCHEMA_VERSION), client: String(client) };
}

/** Whether the query of a handshake names this program's versions. */
export function isOurVersion(params: URLSearchParams): boolean {
  return params.get("protocol") === String(PROTOCOL_VERSION) && params.get("schema") === String(SCHEMA_VERSION);
}
