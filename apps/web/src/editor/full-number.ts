import { isHeadingKind, type Numbered } from "@adref/schema";

const known = new WeakMap<ReadonlyMap<string, string>, readonly Numbered[]>();

/** Remembers of which provisions, in reading order, these are the displayed numbers. */
export function rememberOrder(numbers: ReadonlyMap<string, string>, provisions: readonly Numbered[]): void {
  known.set(numbers, provisions);
}

/**
 * The number of a provision with those that it stands under, such as "7(2)(a)" or "Article 7"; only its own where the order
 * is not known. "…" for one that has none.
 */
export function fullNumber(numbers: ReadonlyMap<string, string>, id: string): string {
  const own = numbers.get(id) ?? "";
  const provisions = known.get(numbers) ?? [];
  let at = provisions.findIndex((provision) => provision.id === id);
  const self = provisions[at];
  if (!self || isHeadingKind(self.kind)) return own || "…";
  let { level } = self;
  let name = own === "" ? "" : `(${bare(own)})`;
  for (at -= 1; at >= 0; at--) {
    const above = provisions[at] as Numbered;
    if (above.level >= level) continue;
    level = above.level;
    const number = numbers.get(above.id) ?? "";
    if (number === "") continue;
    if (isHeadingKind(above.kind)) return name === "" ? number : `${last(number)}${name}`;
    name = `(${bare(number)})${name}`;
  }
  return name === "" ? "…" : bare(name);
}

const bare = (number: string) => number.replace(/[.)]+$/, "").replace(/^\(/, "");

/** "7" of "Article 7", "7 bis" of "Article 7 bis". */
const last = (number: string) => /\d.*$/.exec(number)?.[0] ?? number;
