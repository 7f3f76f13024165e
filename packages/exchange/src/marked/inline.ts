import type { BracketIndex, Sign } from "@adref/brackets";
import { type MarkValue, markIdentity, type ProvisionValue } from "@adref/schema";

/** What stands inside a provision, in order, properly nested: what a writer of markup turns into elements. */
export type Inline =
  | { readonly type: "open" | "close"; readonly mark: MarkValue }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "sign"; readonly sign: Sign }
  /** The sign of a footnote, after the last of the words in this provision that it is attached to. */
  | { readonly type: "note"; readonly footnote: string };

/** A provision's content: the signs that stand before its number, and the rest. */
export interface InlineContent {
  readonly lead: readonly Sign[];
  readonly content: readonly Inline[];
}

/**
 * Nests the marks of a provision. Marks that cross are opened again where the one around them ends, so that every bracket
 * is the set of the elements that name it, as in the model. Outer brackets stand outside, formatting stands inside.
 */
export function inlineOf(value: ProvisionValue, signs: readonly Sign[], index: BracketIndex): InlineContent {
  const lead = signs.filter((sign) => sign.whole && sign.side === "open");
  const rest = signs.filter((sign) => !(sign.whole && sign.side === "open"));
  const content: Inline[] = [];
  const open: MarkValue[] = [];
  const lastRun = lastAnchors(value);
  let next = 0;
  let offset = 0;
  const stand = (marks: readonly MarkValue[]) => {
    let same = 0;
    while (same < open.length && same < marks.length && equal(open[same], marks[same])) same++;
    while (open.length > same) content.push({ type: "close", mark: open.pop() as MarkValue });
    for (let sign = rest[next]; sign && sign.at <= offset; sign = rest[++next]) content.push({ type: "sign", sign });
    for (const mark of marks.slice(same)) {
      open.push(mark);
      content.push({ type: "open", mark });
    }
  };
  value.runs.forEach((run, i) => {
    const marks = nested(run.marks, index);
    for (let left = run.text; left !== ""; ) {
      stand(marks);
      const until = Math.min(rest[next]?.at ?? Number.POSITIVE_INFINITY, offset + left.length);
      const text = left.slice(0, until - offset);
      content.push({ type: "text", text });
      offset += text.length;
      left = left.slice(text.length);
    }
    for (const footnote of lastRun.get(i) ?? []) content.push({ type: "note", footnote });
  });
  stand([]);
  for (const sign of rest.slice(next)) content.push({ type: "sign", sign });
  return { lead, content };
}

/** The footnotes whose last anchor in a provision is a run, by the run's index. */
function lastAnchors(value: ProvisionValue): ReadonlyMap<number, readonly string[]> {
  const last = new Map<string, number>();
  value.runs.forEach((run, i) => {
    for (const mark of run.marks) if (mark.type === "footnote") last.set(mark.attrs.footnote ?? "", i);
  });
  const out = new Map<number, string[]>();
  for (const [footnote, i] of last) out.set(i, [...(out.get(i) ?? []), footnote]);
  return out;
}

const equal = (a: MarkValue | undefined, b: MarkValue | undefined) =>
  a !== undefined && b !== undefined && (a === b || markIdentity(a) === markIdentity(b));

const RANK: Readonly<Record<string, number>> = { contested: 0, proposed: 0, note: 1, footnote: 2 };

function nested(marks: readonly MarkValue[], index: BracketIndex): readonly MarkValue[] {
  if (marks.length < 2) return marks;
  const depth = (mark: MarkValue) => index.brackets.get(mark.attrs.bracket ?? "")?.depth ?? 0;
  return marks.toSorted((a, b) => (RANK[a.type] ?? 3) - (RANK[b.type] ?? 3) || depth(a) - depth(b));
}
