import type { MomentInfo, Timeline } from "@adref/protocol";
import { parseMomentRef } from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import type { IntlShape } from "react-intl";
import { infoName, momentName } from "../history/tell.ts";
import type { Say } from "../intl.tsx";
import { revisionName } from "../ui/revision-mark.tsx";

export interface RefChoice {
  readonly ref: string;
  readonly name: string;
}

export interface RefGroup {
  readonly group: "others" | "revisions" | "moments" | "views";
  readonly choices: readonly RefChoice[];
}

interface Known {
  readonly timeline: Timeline;
  /** The parties whose views the reader may look at; none where names are withheld. */
  readonly parties: readonly PartyCode[];
  /** What is compared now, as it was asked for, and what is known of it. */
  readonly chosen: string;
  readonly info: MomentInfo | null;
}

/**
 * What may be compared: the text now, its revisions, the newest first, its named moments, and each party's view; and what is
 * chosen, where it is none of these.
 */
export function refChoices(say: Say, intl: IntlShape, { timeline, parties, chosen, info }: Known): readonly RefGroup[] {
  const now = { ref: "now", name: say("past.now") };
  const revisions = timeline.revisions
    .toSorted((a, b) => b.number - a.number)
    .map(({ number }) => ({ ref: `rev:${number}`, name: revisionName(say, number) }));
  const moments = timeline.moments
    .toReversed()
    .map((moment) => ({ ref: `moment:${moment.id}`, name: momentName(say, moment) }));
  const views = parties.map((party) => ({ ref: `party:${party}`, name: say("compare.partyView", { party }) }));
  const groups: RefGroup[] = [
    { group: "revisions", choices: revisions },
    { group: "moments", choices: moments },
    { group: "views", choices: views },
  ];
  const known = chosen === "now" || groups.some(({ choices }) => choices.some(({ ref }) => ref === chosen));
  const others = known ? [now] : [now, { ref: chosen, name: info ? infoName(say, intl, info) : spelled(say, chosen) }];
  return [{ group: "others" as const, choices: others }, ...groups].filter(({ choices }) => choices.length > 0);
}

function spelled(say: Say, ref: string): string {
  const parsed = parseMomentRef(ref);
  if (parsed?.kind === "entry") return say("past.entry", { seq: parsed.seq });
  return parsed?.kind === "file" ? say("compare.file") : ref;
}
