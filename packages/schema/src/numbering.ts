import type { Kind } from "./kinds.ts";

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
 * provision inserted since takes the number of the one before it on its level with bis, ter, quater …; where none stands
 * before it, it counts up from the first.
 */
export function displayedNumbers(provisions: readonly Numbered[]): Map<string, string> {
  const out = new Map<string, string>();
  const lastAt = new Map<string, { label: string; inserted: number }>();
  for (const provision of provisions) {
    for (const key of [...lastAt.keys()]) {
      if (Number(key.split("/")[0]) > provision.level) lastAt.delete(key);
    }
    const key = `${provision.level}/${provision.kind}`;
    const before = lastAt.get(key);
    if (provision.number !== null) {
      out.set(provision.id, provision.number);
      if (provision.number !== "") lastAt.set(key, { label: provision.number, inserted: 0 });
      continue;
    }
    if (!before) {
      const label = firstLabel(provision.kind);
      out.set(provision.id, label);
      if (label !== "") lastAt.set(key, { label, inserted: 0 });
      continue;
    }
    before.inserted += 1;
    out.set(provision.id, withLatin(before.label, before.inserted));
  }
  return out;
}

function firstLabel(kind: Kind): string {
  switch (kind) {
    case "paragraph":
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
