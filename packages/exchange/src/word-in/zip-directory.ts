import { damaged, Unreadable } from "./unreadable.ts";

/** One file in an archive, as its directory announces it. Sizes are in bytes; the directory may lie. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Offset of its local header. */
  readonly at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const ZIP64_EXTRA = 1;
const NONE_32 = 0xffffffff;
/** A comment of an archive is this long at most, so its end record stands no further from the end of the file. */
const END_REACH = 65_557;
const MOST_ENTRIES = 10_000;

/** Reads the directory of an archive, without unpacking anything. Throws Unreadable where there is none. */
export function readDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) {
    throw new Unreadable(
      "too-large",
      `The file holds ${count} parts; a Word file has a few dozen. It was not unpacked.`,
    );
  }
  const entries = new Map<string, ZipEntry>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) {
      throw damaged("", "the list of its parts is cut off");
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const next = at + 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
    if (next > bytes.length) throw damaged("", "the list of its parts is cut off");
    const nameEnd = at + 46 + (nameLength ?? 0);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)).replace(/^\/+/, "");
    const entry = sized(view, at, nameEnd, nameEnd + (extraLength ?? 0), name);
    if (!entries.has(name)) entries.set(name, entry);
    at = next;
  }
  return entries;
}

function sized(view: DataView, at: number, extra: number, extraEnd: number, name: string): ZipEntry {
  let packed = view.getUint32(at + 20, true);
  let unpacked = view.getUint32(at + 24, true);
  let local = view.getUint32(at + 42, true);
  for (let from = extra; from + 4 <= extraEnd; from += 4 + view.getUint16(from + 2, true)) {
    if (view.getUint16(from, true) !== ZIP64_EXTRA) continue;
    let field = from + 4;
    const long = () => {
      const value = field + 8 <= extraEnd ? Number(view.getBigUint64(field, true)) : NONE_32;
      field += 8;
      return value;
    };
    if (unpacked === NONE_32) unpacked = long();
    if (packed === NONE_32) packed = long();
    if (local === NONE_32) local = long();
    break;
  }
  const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
  return { name, packed, unpacked, method: view.getUint16(at + 10, true), encrypted, at: local };
}

function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - END_REACH); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged("", "its end is missing; perhaps it was not copied or sent to the end");
}
