import type { Revision } from "@adref/protocol";
import { type Say, useSay } from "../intl.tsx";
import { On } from "../time.tsx";

/** What a revision is called: "Zero draft", "Rev.3", "Not yet issued". */
export function revisionName(say: Say, number: number | null): string {
  if (number === null) return say("revision.none");
  return number === 0 ? say("revision.zero") : say("revision.number", { number });
}

/** The current revision, unmistakably: its name, its date, and how much has changed since. `seq` is the ledger's head. */
export function RevisionMark({ revision, seq }: { revision: Revision | null; seq: number }) {
  const say = useSay();
  return (
    <span className="revision-mark">
      <strong>{revisionName(say, revision?.number ?? null)}</strong>
      {revision && (
        <span className="quiet">
          <On at={revision.at} />
          <span className="since">{say("revision.since", { count: Math.max(0, seq - revision.seq) })}</span>
        </span>
      )}
    </span>
  );
}
