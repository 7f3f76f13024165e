/** What rooms need of a WebSocket: the server side of `ws`, or a test's pair. */
export interface Socket {
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(data: Uint8Array): void;
  ping(): void;
  close(code: number, reason?: string): void;
  terminate(): void;
  on(event: "message", listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: "close" | "pong", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** The bytes of a binary message; they may be a window on a shared buffer, so who keeps them copies them. */
export function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data as Uint8Array[]));
  return null;
}

/** The part of a logger that rooms use; pino's fits. */
export interface Log {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

/** What rooms count. */
export interface RoomMetrics {
  connections(change: 1 | -1): void;
  /** Entries that became durable in one append. */
  appended(entries: number): void;
  /** Frames handed to sockets for one group. */
  delivered(frames: number): void;
  refused(id: string): void;
  /** An update or act was judged, in so many seconds. */
  judged(seconds: number): void;
  /** A socket was sent away, with its close code. */
  ended(code: number): void;
}

/** Counts nothing. */
export const NO_METRICS: RoomMetrics = {
  connections: () => {},
  appended: () => {},
  delivered: () => {},
  refused: () => {},
  judged: () => {},
  ended: () => {},
};
