import { rewriteBrackets } from "./draft-brackets.ts";
import { type LaidOut, rewriteLayout } from "./draft-layout.ts";
import { Findings } from "./findings.ts";
import { readLayout } from "./layout.ts";
import type { Names } from "./names.ts";
import type { Reading } from "./reading.ts";
import type { Rewritten } from "./rewriting.ts";

/**
 * Writes a foreign draft in the notation, so that one parser reads everything: first its blocks, then its brackets. What
 * cannot be read as structure is escaped where the notation would read it; `plain` are offsets of markers that are words.
 */
export function asNotation(
  source: string,
  reading: Reading,
  names: Names,
  findings: Findings,
  plain: ReadonlySet<number>,
): LaidOut {
  if (reading.source === "marked") {
    return Object.assign(rewriteMarked(source, reading, names, findings), { markers: new Map() });
  }
  const laid = rewriteLayout(source, reading, names, findings, plain);
  const through = findings.through(laid.source, (offset) => laid.originOf(offset));
  const written = rewriteBrackets(laid.source, reading, names, through);
  return {
    source: written.source,
    originOf: (offset) => laid.originOf(written.originOf(offset)),
    trace: (origins, length) => laid.trace(written.trace(origins, length), length),
    markers: laid.markers,
  };
}

/** Header lines and the record section stay as they are. */
function rewriteMarked(source: string, reading: Reading, names: Names, findings: Findings): Rewritten {
  const { blocks } = readLayout(source, new Findings(source));
  const from = blocks[0]?.from ?? source.length;
  const to = blocks.at(-1)?.to ?? source.length;
  const body = source.slice(from, to);
  const through = findings.through(body, (offset) => from + offset);
  const written = rewriteBrackets(body, reading, names, through);
  const grown = written.source.length - body.length;
  const originOf = (offset: number) => {
    if (offset < from) return offset;
    return offset < from + written.source.length ? from + written.originOf(offset - from) : offset - grown;
  };
  return {
    source: source.slice(0, from) + written.source + source.slice(to),
    originOf,
    trace: (origins, length) => {
      const inside = origins.every(({ at }) => at < from + written.source.length);
      if (!inside) return origins.map((origin) => ({ ...origin, at: originOf(origin.at) }));
      const traced = written.trace(
        origins.map((origin) => ({ ...origin, at: origin.at - from })),
        length,
      );
      return traced.map((origin) => ({ ...origin, at: origin.at + from }));
    },
  };
}
