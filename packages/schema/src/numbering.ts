import { isHeadingKind, type Kind } from "./kinds.ts";

/** What numbering needs to know of a provision. */
export interface Numbered {
  readonly id: string;
  readonly kind: Kind;
  readonly level: number;
  readonly number: string | null;
}

const LATIN = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/**
 * The displayed number of every provision, by id. A number that an issued text gave (`number` not null) stays put; a
 * provision inserted since takes the number of the one before it on its level with bis, ter, quater …. Where none stands
 * before it: ahead of numbered ones it is called new, because there is no bis before the first and their numbers stay; a
 * paragraph that no heading stands above has no number; elsewhere it counts up from the first. Beside one that has none it has
 * none either.
 */
export function displayedNumbers(provisions: readonly Numbered[]): Map<string, string> {
  const out = new Map<string, string>();
  const lastAt = new Map<string, { label: string; inserted: number }>();
  const ahead = aheadOfNumbered(provisions);
  let headed = false;
  for (const provision of provisions) {
    if (provision.kind !== "footnote") endDeeper(lastAt, provision.level);
    headed ||= isHeadingKind(provision.kind);
    const key = keyOf(provision);
    const before = lastAt.get(key);
    if (provision.number !== null) {
      out.set(provision.id, provision.number);
      lastAt.set(key, { label: provision.number, inserted: 0 });
      continue;
    }
    if (!before) {
      const label = ahead.has(provision)
        ? newLabel(provision.kind)
        : provision.kind === "paragraph" && !headed
          ? ""
          : firstLabel(provision.kind);
      out.set(provision.id, label);
      if (label !== "") lastAt.set(key, { label, inserted: 0 });
      continue;
    }
    if (before.label === "") {
      out.set(provision.id, "");
      continue;
    }
    before.inserted += 1;
    out.set(provision.id, withLatin(before.label, before.inserted));
  }
  return out;
}

const keyOf = ({ level, kind }: Numbered) => `${level}/${kind}`;

/** A provision ends the lists that stand deeper than itself. Footnotes are one list through the whole text. */
function endDeeper(lists: Map<string, unknown>, level: number): void {
  for (const key of [...lists.keys()]) {
    if (Number.parseInt(key, 10) > level && !key.endsWith("/footnote")) lists.delete(key);
  }
}

/** The provisions without a number of their own that are followed, in their list, by one that has it. */
function aheadOfNumbered(provisions: readonly Numbered[]): ReadonlySet<Numbered> {
  const out = new Set<Numbered>();
  const numbered = new Map<string, true>();
  for (const provision of provisions.toReversed()) {
    const key = keyOf(provision);
    if (provision.number === null && numbered.has(key)) out.add(provision);
    if (provision.kind !== "footnote") endDeeper(numbered, provision.level);
    if (provision.number) numbered.set(key, true);
  }
  return out;
}

function newLabel(kind: Kind): string {
  switch (kind) {
    case "paragraph":
    case "subparagraph":
    case "item":
    case "footnote":
      return "(new)";
    case "article":
      return "Article (new)";
    case "chapter":
      return "Chapter (new)";
    case "annex":
      return "Annex (new)";
    default:
      return "";
  }
}

function firstLabel(kind: Kind): string {
  switch (kind) {
    case "paragraph":
    case "footnote":
      return "1";
    case "subparagraph":
      return "(a)";
    case "item":
      return "(i)";
    case "article":
      return "Article 1";
    case "chapter":
      return "Chapter I";
    case "annex":
      return "Annex A";
    default:
      return "";
  }
}

function withLatin(label: string, nth: number): string {
  const suffix = LATIN[nth - 1] ?? `bis/${nth}`;
  return label.endsWith(")") ? `${label.slice(0, -1)} ${suffix})` : `${label} ${suffix}`;
}
