import type { Parsed } from "@adref/notation";
import { provisionsOf } from "@adref/schema";

/** Says which provision was read from a line and column of a source, both from 1; nothing before the first. */
export type Places = (line: number, column: number) => string | undefined;

/** The places of the provisions that a source was parsed to. */
export function placesIn(source: string, { origins, text: { doc } }: Pick<Parsed, "origins" | "text">): Places {
  const lines = source.split(/\r\n?|\n/);
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  const begins = provisionsOf(doc)
    .map(({ node }, i) => ({ id: String(node.attrs.id), at: origins[i]?.at ?? -1 }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return (line, column) => {
    const at = (starts[line - 1] ?? 0) + column - 1;
    let low = 0;
    let high = begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((begins[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return begins[low - 1]?.id;
  };
}
