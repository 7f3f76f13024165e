import type { TextView } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { type DownloadView, OpenBracketsQuestion, RevisionDownload, useDownload } from "./downloads.tsx";

interface Props {
  readonly text: TextView;
  /** Who a person is, by id. */
  readonly nameOf: (person: string) => string;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The revisions of a text, the newest first; where a download must be asked about, the question takes the list's place. */
export function RevisionsDialog({ text, nameOf, isOpen, onOpenChange }: Props) {
  const say = useSay();
  const { download, question } = useDownload(text.id);
  return (
    <DialogPane
      title={question ? say("download.openTitle") : say("revisions.title", { symbol: text.symbol })}
      isOpen={isOpen}
      onOpenChange={(open) => {
        question?.answer(false);
        onOpenChange(open);
      }}
    >
      {question ? (
        <OpenBracketsQuestion question={question} />
      ) : (
        <Revisions text={text} nameOf={nameOf} download={download} />
      )}
    </DialogPane>
  );
}

interface RevisionsProps extends Pick<Props, "text" | "nameOf"> {
  readonly download: (view: DownloadView, revision: number) => void;
}

function Revisions({ text, nameOf, download }: RevisionsProps) {
  const say = useSay();
  const revisions = [...text.revisions].sort((a, b) => b.number - a.number);
  if (revisions.length === 0) return <p>{say("revisions.none")}</p>;
  return (
    <ol className="revisions">
      {revisions.map((revision, i) => (
        <li key={revision.number}>
          <div className="revision-head">
            <strong>{revisionName(say, revision.number)}</strong>
            {i === 0 && <span className="current">{say("revisions.current")}</span>}
            <span className="symbol">{revision.symbol}</span>
            <RevisionDownload download={(view) => download(view, revision.number)} />
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
  );
}
