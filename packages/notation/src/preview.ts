import type { PartyCode } from "@adref/schema";
import type { TextDraft } from "./draft.ts";
import type { Finding } from "./findings.ts";
import type { Names } from "./names.ts";
import type { Preview } from "./suggestion.ts";

/** Counts what a draft holds. `names` are those met in a foreign source; the notation's parties are counted from the facts. */
export function previewOf(draft: TextDraft, names: Names | null, findings: readonly Finding[]): Preview {
  const provisions = draft.items.flatMap((item) =>
    "provision" in item ? [item.provision] : item.rows.flat().map(({ provision }) => provision),
  );
  const notes = new Set(provisions.flatMap(({ segments }) => segments.map(({ note }) => note)));
  notes.delete(0);
  return {
    provisions: provisions.length,
    brackets: draft.groups.length,
    options: draft.options.length,
    notes: notes.size,
    statuses: provisions.filter(({ status }) => status !== null).length,
    parties: [...mentionsIn(draft)]
      .map(([code, mentions]) => ({ code, mentions }))
      .sort((a, b) => b.mentions - a.mentions || (a.code < b.code ? -1 : 1)),
    unknown: [...(names?.unknown ?? [])]
      .map(([name, mentions]) => ({ name, code: null, mentions }))
      .sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1)),
    findings,
  };
}

function mentionsIn(draft: TextDraft): Map<PartyCode, number> {
  const out = new Map<PartyCode, number>();
  const count = (code: PartyCode | null) => {
    if (code !== null) out.set(code, (out.get(code) ?? 0) + 1);
  };
  for (const { owner } of draft.options) count(owner);
  for (const said of draft.stances.values()) for (const party of said.keys()) count(party);
  return out;
}
