/** A label as a list shows it, deeper ones in round brackets as legal texts have them. */
export function labelOf(type: string, n: number, depth: number): string {
  const bare = /^(?:a|A|lower-(?:alpha|latin)|upper-(?:alpha|latin))$/.test(type)
    ? lettersOf(n)
    : /^(?:i|I|lower-roman|upper-roman)$/.test(type)
      ? romanOf(n)
      : String(n);
  const cased = /^(?:A|I|upper)/.test(type) ? bare.toUpperCase() : bare;
  return depth === 1 && bare === String(n) ? cased : `(${cased})`;
}

function lettersOf(n: number): string {
  let out = "";
  for (let left = n; left > 0; left = Math.floor((left - 1) / 26))
    out = String.fromCharCode(97 + ((left - 1) % 26)) + out;
  return out === "" ? String(n) : out;
}

const NUMERALS: readonly (readonly [string, number])[] = [
  ["m", 1000],
  ["cm", 900],
  ["d", 500],
  ["cd", 400],
  ["c", 100],
  ["xc", 90],
  ["l", 50],
  ["xl", 40],
  ["x", 10],
  ["ix", 9],
  ["v", 5],
  ["iv", 4],
  ["i", 1],
];

function romanOf(n: number): string {
  if (n < 1 || n > 3_999) return String(n);
  let left = n;
  return NUMERALS.map(([sign, value]) => {
    const times = Math.floor(left / value);
    left -= times * value;
    return sign.repeat(times);
  }).join("");
}
