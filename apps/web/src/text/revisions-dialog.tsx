import type { Revision, TextView } from "@adref/protocol";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Link } from "react-router";
import { ExportDialog } from "../exchange/export-dialog.tsx";
import { comparePath, momentPath } from "../history/paths.ts";
import { useSay } from "../intl.tsx";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Hash } from "../ui/hash.tsx";
import { Icon } from "../ui/icon.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import {
  type DownloadOf,
  type DownloadView,
  OpenBracketsQuestion,
  RevisionDownload,
  useDownload,
} from "./downloads.tsx";

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
  const [taken, setTaken] = useState<number | null>(null);
  if (taken !== null) {
    return (
      <ExportDialog
        text={text}
        revisions={text.revisions}
        at={`rev:${taken}`}
        moment={revisionName(say, taken)}
        isOpen={isOpen}
        onOpenChange={(open) => {
          setTaken(null);
          onOpenChange(open);
        }}
      />
    );
  }
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
        <Revisions text={text} nameOf={nameOf} download={download} take={setTaken} />
      )}
    </DialogPane>
  );
}

interface RevisionsProps extends Pick<Props, "text" | "nameOf"> {
  readonly download: (view: DownloadView, of: DownloadOf) => void;
  /** Asks which paper of a revision is wanted. */
  readonly take: (revision: number) => void;
}

function Revisions({ text, nameOf, download, take }: RevisionsProps) {
  const say = useSay();
  const revisions = [...text.revisions].sort((a, b) => b.number - a.number);
  return (
    <>
      {revisions.length === 0 ? <p>{say("revisions.none")}</p> : <p className="quiet">{say("revisions.immutable")}</p>}
      <ol className="revisions">
        {revisions.map((revision, i) => (
          <li key={revision.number}>
            <div className="revision-head">
              <strong>{revisionName(say, revision.number)}</strong>
              {i === 0 && <span className="current">{say("revisions.current")}</span>}
              <span className="symbol">{revision.symbol}</span>
            </div>
            {![revisionName(say, revision.number), ""].includes(revision.title) && (
              <p className="revision-title">{revision.title}</p>
            )}
            <p className="quiet">
              <On at={revision.at} time /> {say("revisions.by", { name: nameOf(revision.by) })}
              {" · "}
              {say("revisions.entry", { seq: revision.seq })}
            </p>
            <p className="quiet">
              {say("revisions.hash")} <Hash value={revision.wordsHash} />
            </p>
            <div className="revision-acts">
              <Link to={momentPath(text.id, `rev:${revision.number}`)}>{say("revisions.open")}</Link>
              <CompareWith text={text} revision={revision} />
              <RevisionDownload
                download={(view) => download(view, { revision: revision.number })}
                more={() => take(revision.number)}
              />
            </div>
          </li>
        ))}
      </ol>
      <p>
        <Link to={momentPath(text.id, "now")}>{say("revisions.anyMoment")}</Link>
      </p>
    </>
  );
}

/** What a revision may be compared with: the text now, or another revision; the earlier one stands first. */
function CompareWith({ text, revision }: { text: TextView; revision: Revision }) {
  const say = useSay();
  const others = text.revisions.filter(({ number }) => number !== revision.number).sort((a, b) => b.number - a.number);
  const ref = `rev:${revision.number}`;
  return (
    <MenuTrigger>
      <Button className="link-button">
        {say("revisions.compare")}
        <Icon name="next" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuItem href={comparePath(text.id, ref, "now")}>{say("revisions.compareNow")}</MenuItem>
          {others.map(({ number }) => (
            <MenuItem
              key={number}
              href={
                number < revision.number
                  ? comparePath(text.id, `rev:${number}`, ref)
                  : comparePath(text.id, ref, `rev:${number}`)
              }
            >
              {revisionName(say, number)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
