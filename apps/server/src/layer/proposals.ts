import type { Chosen } from "@adref/brackets";
import type { LayerBench } from "./layer-bench.ts";

/** A private option where it stands in the fork. */
interface PrivateOption {
  readonly id: string;
  readonly bracket: string;
  readonly within: string | null;
  readonly provisions: readonly string[];
}

/** Private proposals that can only be tabled together: an option with those it was written into and those written into it. */
export interface Group {
  readonly options: ReadonlySet<string>;
  readonly brackets: ReadonlySet<string>;
  /** The provisions in which they stand. */
  readonly provisions: ReadonlySet<string>;
}

/** The private options that stand in the fork, in the order of the text. */
function privateOptions({ index, fork }: LayerBench): Map<string, PrivateOption> {
  const out = new Map<string, PrivateOption>();
  for (const bracket of index.order) {
    for (const { id, within, spans } of index.brackets.get(bracket)?.options ?? []) {
      if (!fork.privacy.isPrivateOption(id)) continue;
      out.set(id, { id, bracket, within, provisions: [...new Set(spans.map(({ provision }) => provision))] });
    }
  }
  return out;
}

/**
 * The groups of private proposals that hold what is asked for: ids of options, or of private brackets round words of others.
 * In the order of the text. Ids of what is not private, or stands nowhere, are in none.
 */
export function groupsOf(bench: LayerBench, asked: readonly string[]): readonly Group[] {
  const { index, fork } = bench;
  const there = privateOptions(bench);
  const nested = new Map<string, PrivateOption[]>();
  for (const option of there.values()) {
    if (option.within !== null) nested.set(option.within, [...(nested.get(option.within) ?? []), option]);
  }
  const groups: Group[] = [];
  const taken = new Set<string>();
  for (const option of there.values()) {
    if (!asked.includes(option.id) || taken.has(option.id)) continue;
    const members = related(option, there, nested);
    for (const { id } of members) taken.add(id);
    const brackets = members.map(({ bracket }) => bracket).filter((id) => fork.privacy.isPrivateBracket(id));
    groups.push({
      options: new Set(members.map(({ id }) => id)),
      brackets: new Set(brackets),
      provisions: new Set(members.flatMap(({ provisions }) => provisions)),
    });
  }
  const withOptions = new Set(groups.flatMap(({ brackets }) => [...brackets]));
  for (const id of index.order) {
    if (!asked.includes(id) || withOptions.has(id) || !fork.privacy.isPrivateBracket(id)) continue;
    const standing = index.brackets.get(id)?.standing ?? [];
    if (standing.length === 0) continue;
    const provisions = new Set(standing.map(({ provision }) => provision));
    groups.push({ options: new Set(), brackets: new Set([id]), provisions });
  }
  const place = new Map(index.order.map((id, i) => [id, i]));
  const first = ({ options, brackets }: Group) =>
    Math.min(
      ...[...options].map((id) => place.get(there.get(id)?.bracket ?? "") ?? 0),
      ...[...brackets].map((id) => place.get(id) ?? 0),
    );
  return groups.sort((a, b) => first(a) - first(b));
}

/** What is chosen by ids, with what belongs to it. */
export function chosenOf(bench: LayerBench, asked: readonly string[]): Chosen {
  return together(groupsOf(bench, asked));
}

/** Groups as one choice. */
export function together(groups: readonly Group[]): Chosen {
  return {
    options: new Set(groups.flatMap(({ options }) => [...options])),
    brackets: new Set(groups.flatMap(({ brackets }) => [...brackets])),
  };
}

function related(
  option: PrivateOption,
  there: ReadonlyMap<string, PrivateOption>,
  nested: ReadonlyMap<string, readonly PrivateOption[]>,
): readonly PrivateOption[] {
  const found = new Map([[option.id, option]]);
  const waiting = [option];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const outer = next.within === null ? undefined : there.get(next.within);
    for (const other of [...(outer ? [outer] : []), ...(nested.get(next.id) ?? [])]) {
      if (found.has(other.id)) continue;
      found.set(other.id, other);
      waiting.push(other);
    }
  }
  return [...found.values()];
}
