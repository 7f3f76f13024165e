import type { TextView } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { RevisionDownload } from "./downloads.tsx";

interface Props {
  readonly text: TextView;
  /** Who a person is, by id. */
  readonly nameOf: (person: string) => string;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The revisions of a text, the newest first. */
export function RevisionsDialog({ text, nameOf, isOpen, onOpenChange }: Props) {
  const say = useSay();
  const revisions = [...text.revisions].sort((a, b) => b.number - a.number);
  return (
    <DialogPane title={say("revisions.title", { symbol: text.symbol })} isOpen={isOpen} onOpenChange={onOpenChange}>
      {revisions.length === 0 && <p>{say("revisions.none")}</p>}
      <ol className="revisions">
        {revisions.map((revision, i) => (
          <li key={revision.number}>
            <div className="revision-head">
              <strong>{revisionName(say, revision.number)}</strong>
              {i === 0 && <span className="current">{say("revisions.current")}</span>}
              <span className="symbol">{revision.symbol}</span>
              <RevisionDownload text={text.id} revision={revision.number} />
            </div>
            {revision.title !== "" && <p className="revision-title">{revision.title}</p>}
            <p className="quiet">
              <On at={revision.at} time /> {say("revisions.by", { name: nameOf(revision.by) })}
              {" · "}
              {say("revisions.entry", { seq: revision.seq })}
            </p>
            <p className="quiet">
              {say("revisions.hash")} <span className="hash">{revision.wordsHash}</span>
            </p>
          </li>
        ))}
      </ol>
    </DialogPane>
  );
}
