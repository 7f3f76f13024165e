import { indexBrackets } from "@adref/brackets";
import type { TextValue } from "@adref/schema";

/**
 * What a paper that names parties has to say of proposals that the Secretariat took down and whose parties have not confirmed
 * them: without it the paper would put words into their mouths. Null where there are none.
 */
export function takenDownLine({ doc, record }: TextValue): string | null {
  const counts = new Map<string, number>();
  for (const { id, options, standing } of indexBrackets(doc).brackets.values()) {
    const facts = [
      ...options.map((option) => record.options[option.id]),
      ...(standing.length > 0 && options.length === 0 ? [record.brackets[id]] : []),
    ];
    for (const one of facts) {
      if (one?.unconfirmed && one.owner !== null) counts.set(one.owner, (counts.get(one.owner) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return null;
  const said = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([party, count]) => `${party} (${count})`);
  return `Taken down by the Secretariat, and not yet confirmed by the party: ${said.join(", ")}.`;
}
