import { Inflate } from "fflate";
import { LARGEST_BYTES } from "../reading.ts";
import { damaged, Unreadable } from "./unreadable.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";

/** XML that shrinks more than this is made to fill memory; that of real papers shrinks ten- to thirtyfold. */
const MOST_RATIO = 400;
/** Below this the ratio says nothing. */
const SMALL = 1_000_000;
/** So much is inflated between two looks at how much came out. */
const STEP = 8_192;

/** A Word file as its parts, which are unpacked when they are asked for. */
export interface WordPackage {
  has(name: string): boolean;
  names(): Iterable<string>;
  /** A part's bytes; null where there is none. Throws Unreadable for one that is damaged or too large. */
  part(name: string): Uint8Array | null;
}

/**
 * Opens a Word file's archive. All that its directory announces is looked at before anything is unpacked, and what is
 * unpacked is counted again, since a directory may lie. Pictures and the like are never unpacked.
 */
export function openPackage(bytes: Uint8Array): WordPackage {
  const directory = readDirectory(bytes);
  let left = LARGEST_BYTES;
  for (const entry of directory.values()) if (isXml(entry.name)) checkAnnounced(entry);
  return {
    has: (name) => directory.has(name),
    names: () => directory.keys(),
    part(name) {
      const entry = directory.get(name);
      if (!entry) return null;
      const unpacked = unpack(bytes, entry, left);
      left -= unpacked.length;
      return unpacked;
    },
  };
}

const isXml = (name: string) => /\.(xml|rels)$/i.test(name);

function checkAnnounced({ name, packed, unpacked, encrypted }: ZipEntry): void {
  if (encrypted) {
    throw new Unreadable(
      "encrypted",
      "The file is protected by a password. Save it without one and bring that file.",
      name,
    );
  }
  if (unpacked > SMALL && unpacked > packed * MOST_RATIO) throw bomb(name);
  if (unpacked > LARGEST_BYTES) throw overflow(name);
}

const bomb = (name: string) =>
  new Unreadable(
    "too-large",
    "The file is packed so tightly that it would fill the memory when it is unpacked; no Word file is like that. It was not unpacked.",
    name,
  );

const overflow = (name: string) =>
  new Unreadable(
    "too-large",
    "Unpacked, the text of the file is larger than 50 MB. A negotiating text of 300 pages takes a tenth of it: save the file in parts.",
    name,
  );

function unpack(bytes: Uint8Array, entry: ZipEntry, limit: number): Uint8Array {
  const { name, packed, unpacked, method, at } = entry;
  if (at + 30 > bytes.length) throw damaged(name, "a part is missing");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(at, true) !== 0x04034b50) throw damaged(name, "a part does not stand where the file says");
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (data.length < packed) throw damaged(name, "a part is cut off");
  if (unpacked > limit || (method === 0 && packed > limit)) throw overflow(name);
  if (method === 0) return data;
  if (method !== 8) throw damaged(name, "a part is packed in a way that Word does not use");
  return inflate(data, name, unpacked);
}

/** Inflates step by step into as much memory as was announced; what brings more is stopped after one step. */
function inflate(data: Uint8Array, name: string, announced: number): Uint8Array {
  const out = new Uint8Array(announced);
  let length = 0;
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    if (length + chunk.length <= announced) out.set(chunk, length);
    length += chunk.length;
    ended ||= final === true;
  });
  try {
    for (let from = 0; from < data.length && !ended && length <= announced; from += STEP) {
      stream.push(data.subarray(from, from + STEP), from + STEP >= data.length);
    }
  } catch {
    throw damaged(name, "a part cannot be unpacked");
  }
  if (length > announced) throw bomb(name);
  return out.subarray(0, length);
}
