import type { Directory, MomentInfo, TextInfo } from "@adref/protocol";
import { type PaperSubject, revisionName } from "./paper-options.ts";

/** How papers name a text at a moment. `now` is the day of a paper that shows the text as it stands, or a file. */
export function subjectOf(directory: Directory, text: TextInfo, info: MomentInfo, now: Date): PaperSubject {
  const { revision, at, ref } = info;
  const stands = ref === "now" || ref.startsWith("party:") || at === null;
  // What a revision's symbol and date say is true of its words only, not of them with a party's proposals adopted.
  const issued = info.party === null && ref !== "now" ? revision : null;
  return {
    directory,
    text,
    revision: issued,
    date: stands ? now : new Date(at),
    moment: nameOf(info, issued !== null),
  };
}

function nameOf({ ref, revision, moment, party, file, seq }: MomentInfo, issued: boolean): string {
  if (file !== null) return file;
  if (party !== null) return revision ? `${party} view of ${revisionName(revision.number)}` : `${party} view`;
  if (revision && issued) return revisionName(revision.number);
  if (ref === "now") return "draft";
  return moment?.name ?? `entry ${seq}`;
}
