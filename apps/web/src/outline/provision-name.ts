import type { Kind } from "@adref/schema";
import type { OutlineEntry } from "../editor/handle.ts";
import type { Say } from "../intl.tsx";

const places = new WeakMap<readonly OutlineEntry[], ReadonlyMap<string, number>>();

function placeOf(outline: readonly OutlineEntry[], id: string): number | undefined {
  let known = places.get(outline);
  if (!known) {
    known = new Map(outline.map((entry, i) => [entry.id, i]));
    places.set(outline, known);
  }
  return known.get(id);
}

/** Kinds whose number stands by itself; those below them are named with them: "Article 5(2)(a)". */
const WHOLE: readonly Kind[] = ["article", "annex", "chapter", "section", "heading"];

/**
 * What a provision is called in speech: "Article 5(2)(a)", "Chapter II", "PREAMBLE, recital 3", a heading's own words.
 * `missing` is said of one that the outline does not have.
 */
export function provisionName(
  outline: readonly OutlineEntry[],
  id: string,
  say: Say,
  missing: "provision.gone" | "provision.otherMoment" | "provision.some" = "provision.gone",
): string {
  const place = placeOf(outline, id);
  const entry = place === undefined ? undefined : outline[place];
  if (place === undefined || !entry) return say(missing);
  if (WHOLE.includes(entry.kind)) return headName(entry, say);
  let name = entry.number === "" ? "" : inBrackets(entry.number);
  let level = entry.level;
  let alike = 1;
  for (let i = place - 1; i >= 0; i--) {
    const above = outline[i] as OutlineEntry;
    if (above.kind === entry.kind && level === entry.level) alike += 1;
    if (above.level >= level) continue;
    level = above.level;
    if (WHOLE.includes(above.kind)) {
      const head = headName(above, say);
      if (name === "") return say("provision.in", { kind: say(`kind.${entry.kind}`), head, place: alike });
      return above.kind === "article" || above.kind === "annex" ? `${head}${name}` : `${head}, ${name}`;
    }
    if (above.number !== "") name = `${inBrackets(above.number)}${name}`;
  }
  return name === "" ? say(`kind.${entry.kind}`) : name;
}

function headName(entry: OutlineEntry, say: Say): string {
  return entry.number || entry.title || say(`kind.${entry.kind}`);
}

function inBrackets(number: string): string {
  const bare = number.replace(/[.)]+$/, "").replace(/^\(/, "");
  return `(${bare})`;
}
