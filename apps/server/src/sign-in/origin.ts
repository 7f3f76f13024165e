import type { IncomingMessage } from "node:http";

/**
 * Whether a request that carries a cookie comes from our own pages. Browsers send `Origin` with every POST and every
 * WebSocket, so a missing one is refused too. `configured` is the address that people use, where one is set.
 */
export function isOwnOrigin(request: Pick<IncomingMessage, "headers">, configured: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (origin === configured) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
