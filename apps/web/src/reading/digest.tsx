import { Button } from "react-aria-components";
import { Link } from "react-router";
import { changeReason, changeSentence } from "../compare/change-told.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { momentPath } from "../history/paths.ts";
import { useSay } from "../intl.tsx";
import { shortened } from "../margin/card-view.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import type { Digest, DigestItem } from "./digest-model.ts";

/** Words of a change that are told in a line, in characters. */
const TOLD = 220;

interface Props {
  readonly text: string;
  readonly digest: Digest;
  readonly handle: EditorHandle;
  /** Opens a thread beside the text. */
  readonly openThread: (thread: string) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Everything is seen. */
  readonly clear: () => void;
}

/** What happened since the last visit, provision by provision, each a way to its place. */
export function DigestPane({ text, digest, handle, openThread, isOpen, onOpenChange, clear }: Props) {
  const say = useSay();
  const outline = useSelected(handle, (state) => state.outline);
  const go = (provision: string | null, item: DigestItem) => {
    onOpenChange(false);
    const bracket = item.what === "change" ? item.change.bracket?.bracket : undefined;
    const there = bracket !== undefined && handle.goTo({ bracket }, true);
    if (!there && provision !== null) handle.goTo({ provision }, true);
    if (item.what === "comment") openThread(item.comment);
  };
  return (
    <DialogPane title={say("digest.title")} isOpen={isOpen} onOpenChange={onOpenChange} shape="side">
      <p className="quiet">
        {say("digest.since")} <On at={digest.since} time />
      </p>
      {digest.count === 0 && <p>{say("digest.nothing")}</p>}
      {digest.revisions.length > 0 && (
        <ul className="digest-items">
          {digest.revisions.map((revision) => (
            <li key={revision.number}>
              <Link to={momentPath(text, `rev:${revision.number}`)}>
                {say("digest.issued", { revision: revisionName(say, revision.number) })}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className="digest">
        {digest.places.map(({ provision, items }) => (
          <section key={provision ?? "gone"}>
            <h3>{provision === null ? say("digest.gone") : provisionName(outline, provision, say)}</h3>
            <ul className="digest-items">
              {items.map((item) => (
                <li key={item.key}>
                  <Button className="digest-item" onPress={() => go(provision, item)}>
                    <Told item={item} />
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="form-buttons">
        <Button
          className="button"
          onPress={() => {
            clear();
            onOpenChange(false);
          }}
        >
          {say("digest.clear")}
        </Button>
      </div>
    </DialogPane>
  );
}

function Told({ item }: { item: DigestItem }) {
  const say = useSay();
  if (item.what === "change") {
    const reason = changeReason(item.change);
    return (
      <>
        <span dir="auto">{shortened(changeSentence(say, item.change), TOLD)}</span>
        {reason !== "" && <span className="quiet">{say("past.reason", { reason })}</span>}
      </>
    );
  }
  const by = item.by || say("comments.unknown");
  return (
    <>
      <span dir="auto">
        {say(item.answers ? "digest.answered" : "digest.commented", { by, words: shortened(item.words, TOLD) })}
      </span>
      {item.mentions && <span className="thread-mark mentions-you">{say("comments.mentionsYou")}</span>}
    </>
  );
}
