import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/**
 * The messages of `/sync/<text>`: y-websocket's own, and four of ours that only the server sends.
 *
 *   sync      = 0 (step1 = 0 stateVector | step2 = 1 update | update = 2 update)
 *   presence  = 1 awarenessUpdate
 *   query     = 3
 *   saved     = 100 count            updates of this connection, from its start, that are durable
 *   refused   = 101 json             a Refused; the server closes with 4409 after it
 *   beacon    = 102 seq stateVector hash   the accepted words at ledger entry `seq`
 *   issued    = 103 number           a revision was issued; ask for the text's facts again
 */
export const MESSAGE = { sync: 0, presence: 1, query: 3, saved: 100, refused: 101, beacon: 102, issued: 103 } as const;
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** Why an update was not taken. `count` is the number of the refused update on its connection, counted as `saved` counts. */
export interface Refused {
  readonly count: number;
  readonly id: string;
  readonly sentence: string;
  readonly provision?: string;
}

/** A fingerprint of the accepted words, so that a client that diverged finds out. `hash` is lower-case hex SHA-256. */
export interface Beacon {
  readonly seq: number;
  readonly stateVector: Uint8Array;
  readonly hash: string;
}

export function encodeSaved(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.saved);
    encoding.writeVarUint(encoder, count);
  });
}

export function encodeRefused(refused: Refused): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarString(encoder, JSON.stringify(refused));
  });
}

export function encodeBeacon(beacon: Beacon): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.beacon);
    encoding.writeVarUint(encoder, beacon.seq);
    encoding.writeVarUint8Array(encoder, beacon.stateVector);
    encoding.writeVarString(encoder, beacon.hash);
  });
}

export function encodeIssued(revision: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.issued);
    encoding.writeVarUint(encoder, revision);
  });
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC.update);
    encoding.writeVarUint8Array(encoder, update);
  });
}

/** Reads the body of a `saved` message; the decoder stands after the message type. */
export const readSaved = (decoder: decoding.Decoder): number => decoding.readVarUint(decoder);

/** Reads the body of an `issued` message: the revision's number. */
export const readIssued = (decoder: decoding.Decoder): number => decoding.readVarUint(decoder);

/** Reads the body of a `refused` message. */
export const readRefused = (decoder: decoding.Decoder): Refused => JSON.parse(decoding.readVarString(decoder));

/** Reads the body of a `beacon` message. */
export const readBeacon = (decoder: decoding.Decoder): Beacon => ({
  seq: decoding.readVarUint(decoder),
  stateVector: decoding.readVarUint8Array(decoder),
  hash: decoding.readVarString(decoder),
});
