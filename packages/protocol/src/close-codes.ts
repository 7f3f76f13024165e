/**
 * Why the server closes a socket. 4400–4499 are for good: y-websocket does not reconnect after them. 4500 and above ask
 * for another try.
 */
export const CLOSE = {
  badRequest: 4400,
  signedOut: 4401,
  forbidden: 4403,
  noSuchText: 4404,
  /** A change was refused: the connection's document is ahead of the truth and must be replaced. */
  refused: 4409,
  /** The client's protocol or schema version is not the server's. */
  reload: 4426,
  tooMuch: 4429,
  tryAgain: 4503,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
