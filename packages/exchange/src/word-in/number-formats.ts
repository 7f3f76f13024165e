const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"],
]; // biome-ignore format: a table

/** Word numbers with these letters; it leaves out those with which no Russian list is numbered. */
const CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя";
const LATIN = "abcdefghijklmnopqrstuvwxyz";

/** A number in lower-case Roman numerals. */
export function roman(value: number): string {
  let rest = value;
  let out = "";
  for (const [worth, sign] of ROMAN) {
    for (; rest >= worth; rest -= worth) out += sign;
  }
  return out;
}

/** a … z, then aa, bb … as Word counts on. */
function letters(value: number, alphabet: string): string {
  const letter = alphabet[(value - 1) % alphabet.length] as string;
  return letter.repeat(Math.min(10, Math.ceil(value / alphabet.length)));
}

function ordinal(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14;
  return `${value}${teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th")}`;
}

/** A number in one of Word's formats; null for a format that is not among those that papers use. */
export function formatNumber(value: number, format: string): string | null {
  if (!Number.isInteger(value) || value < 0 || value > 100_000) return null;
  if (format === "decimal") return String(value);
  if (format === "decimalZero") return String(value).padStart(2, "0");
  if (format === "none") return "";
  if (value === 0 || value > 4_000) return String(value);
  switch (format) {
    case "upperRoman":
      return roman(value).toUpperCase();
    case "lowerRoman":
      return roman(value);
    case "upperLetter":
      return letters(value, LATIN).toUpperCase();
    case "lowerLetter":
      return letters(value, LATIN);
    case "russianUpper":
      return letters(value, CYRILLIC).toUpperCase();
    case "russianLower":
      return letters(value, CYRILLIC);
    case "ordinal":
      return ordinal(value);
    default:
      return null;
  }
}
