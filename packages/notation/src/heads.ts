import type { Kind } from "@adref/schema";
import { readAttribution } from "./attributions.ts";
import { skipSpaces } from "./characters.ts";
import { type Marker, readMarker } from "./markers.ts";

/** An opening sign before a block's marker. `parties` is null without attribution, empty for an unnamed party. */
export interface Lead {
  readonly at: number;
  readonly end: number;
  readonly parties: readonly string[] | null;
}

/** What a block begins with. Leads are given only where a marker follows them. */
export interface Head {
  /** Whether `/[` says that its first bracket goes on with the one before it. */
  readonly slash: boolean;
  readonly leads: readonly Lead[];
  readonly marker: Marker | null;
  readonly markerAt: number;
  /** The offset of the words. */
  readonly content: number;
}

type Before = { readonly kind: Kind; readonly number: string | null } | null;

const MOST_LEADS = 8;

/** Reads the head of the block (or line) from `from` to `to`. `before` is what the block before it was. */
export function readHead(source: string, from: number, to: number, before: Before): Head {
  const start = skipSpaces(source, from, to);
  const indented = start - from >= 2;
  const slash = source[start] === "/" && source[start + 1] === "[" && start + 1 < to;
  const first = slash ? start + 1 : start;
  const leads: Lead[] = [];
  let at = first;
  while (at < to && source[at] === "[" && leads.length < MOST_LEADS) {
    const attribution = readAttribution(source, at + 1, to);
    const end = skipSpaces(source, attribution?.end ?? at + 1, to);
    leads.push({ at, end, parties: attribution?.parties ?? null });
    at = end;
  }
  const marker = readMarker(source, at, to, { indented, before });
  if (!marker) return { slash, leads: [], marker: null, markerAt: first, content: first };
  const content = skipSpaces(source, at + marker.length, to);
  if (slash || source[content] !== "/" || source[content + 1] !== "[" || content + 1 >= to) {
    return { slash, leads, marker, markerAt: at, content };
  }
  return { slash: true, leads, marker, markerAt: at, content: content + 1 };
}
