/** A label that draftsmen put before options: `Option 1:`, `Alt. 2`, `Variant A`. */
export interface Label {
  readonly words: string;
  /** Its place among its kind, from 1; 0 where its sign has no order. */
  readonly ordinal: number;
  /** The same for labels of one series. */
  readonly series: string;
  /** The offset after it and the separator behind it. */
  readonly end: number;
}

const KINDS = "option|alternative|alt\\.?|variant|вариант|альтернатива";
const SIGN = "\\(?(?:\\d{1,2}|[ivx]{1,4}|\\p{L})\\)?";
const LABEL = new RegExp(
  `[ \\t]{0,3}((${KINDS}) {0,3}(${SIGN}))(?![\\p{L}\\p{N}])[ \\t]{0,3}(?:([:.)–—-])[ \\t]{0,8})?`,
  "iuy",
);
/** What goes on like this speaks of an option and is not its label. */
const SPOKEN = /(?:of|or|and|in|under|above|below|is|was|to|with|shall|may)(?![\p{L}\p{N}])/iuy;

/** The label at `at`; null where there is none. */
export function readLabel(source: string, at: number, to: number): Label | null {
  LABEL.lastIndex = at;
  const found = LABEL.exec(source);
  if (!found) return null;
  const end = at + found[0].length;
  if (end > to) return null;
  if (!found[4]) {
    SPOKEN.lastIndex = end;
    if (SPOKEN.test(source)) return null;
  }
  const sign = (found[3] as string).replace(/[()]/g, "");
  const series = `${(found[2] as string).toLowerCase().replace(".", "").slice(0, 3)}${/\d/.test(sign) ? "1" : "a"}`;
  return { words: source.slice(at, end).trim(), ordinal: ordinalOf(sign), series, end };
}

const ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

function ordinalOf(sign: string): number {
  if (/^\d+$/.test(sign)) return Number.parseInt(sign, 10);
  const roman = ROMANS.indexOf(sign.toLowerCase());
  if (roman >= 0 && (sign.length > 1 || sign.toLowerCase() === "i")) return roman + 1;
  const letter = sign.toLowerCase().codePointAt(0) ?? 0;
  if (letter >= 97 && letter <= 122) return letter - 96;
  return letter >= 0x430 && letter <= 0x44f ? letter - 0x42f : 0;
}
