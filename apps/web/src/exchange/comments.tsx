import type { CommentFacts } from "@adref/schema";
import { useMemo } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { Code } from "../people/codes.tsx";
import { useParties } from "../people/parties.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { On } from "../time.tsx";
import { Icon } from "../ui/icon.tsx";
import { commentsShown, type Thread } from "./comments-model.ts";
import "./exchange.css";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
}

/** Comments on other provisions that are listed at once. */
const LISTED = 50;

/**
 * The comments that came with the text: a quiet button that counts those of the provision at the caret, and a list behind it.
 * Nothing at all where a text has none.
 */
export function Comments({ session, handle }: Props) {
  const comments = useSelected(session, (state) => state.record.comments);
  if (Object.keys(comments).length === 0) return null;
  return <CommentsButton session={session} handle={handle} />;
}

function CommentsButton({ session, handle }: Props) {
  const say = useSay();
  const comments = useSelected(session, (state) => state.record.comments);
  const outline = useSelected(handle, (state) => state.outline);
  const here = useSelected(handle, (state) => state.provision?.id ?? null);
  const order = useMemo(() => new Map(outline.map(({ id }, i) => [id, i])), [outline]);
  const shown = useMemo(() => commentsShown(comments, order, here), [comments, order, here]);
  const count = shown.here.reduce((sum, { answered }) => sum + 1 + answered.length, 0);
  const label = count > 0 ? say("comments.here", { count }) : say("comments.all", { count: shown.count });
  return (
    <DialogTrigger>
      <Button className={count > 0 ? "comments-button comments-here" : "comments-button"} aria-label={label}>
        <Icon name="comment" />
        <span aria-hidden="true">{count > 0 ? count : shown.count}</span>
      </Button>
      <Popover className="popover comments-popover" placement="bottom end">
        <Dialog className="comments" aria-label={say("comments.label")}>
          {({ close }) => (
            <>
              {shown.here.length > 0 && (
                <>
                  <h2>{here && provisionName(outline, here, say)}</h2>
                  <Threads threads={shown.here} />
                </>
              )}
              {shown.elsewhere.length > 0 && (
                <section aria-label={say("comments.elsewhere")}>
                  {shown.here.length > 0 && <h2>{say("comments.elsewhere")}</h2>}
                  <Threads
                    threads={shown.elsewhere.slice(0, LISTED)}
                    nameOf={(id) => provisionName(outline, id, say)}
                    goTo={(provision) => {
                      close();
                      handle.goTo({ provision }, true);
                    }}
                  />
                  {shown.elsewhere.length > LISTED && (
                    <p className="quiet">{say("comments.more", { count: shown.elsewhere.length - LISTED })}</p>
                  )}
                </section>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ThreadsProps {
  readonly threads: readonly Thread[];
  readonly nameOf?: (provision: string) => string;
  readonly goTo?: (provision: string) => void;
}

function Threads({ threads, nameOf, goTo }: ThreadsProps) {
  const say = useSay();
  return (
    <ul className="threads">
      {threads.map((thread) => (
        <li key={thread.id}>
          {nameOf && goTo && (
            <Button className="link-button" onPress={() => goTo(thread.provision)}>
              {nameOf(thread.provision)}
            </Button>
          )}
          <Comment comment={thread} />
          {thread.answered.length > 0 && (
            <ul className="answers" aria-label={say("comments.answers")}>
              {thread.answered.map((answer) => (
                <li key={answer.id}>
                  <Comment comment={answer} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Comment({ comment }: { comment: CommentFacts }) {
  const say = useSay();
  const isKnown = useParties().some(({ code }) => code === comment.party);
  // Who may not see names gets comments without their words, which would give a party away.
  const withheld = comment.author === "" && comment.text === "";
  return (
    <article className="comment">
      <p className="comment-head">
        {comment.party !== null && isKnown && <Code code={comment.party} />}
        <strong>{comment.author || say("comments.unknown")}</strong>
        {comment.at !== "" && (
          <span className="quiet">
            <On at={comment.at} />
          </span>
        )}
        {comment.done && <span className="quiet">{say("comments.done")}</span>}
      </p>
      {comment.quoted !== "" && <blockquote className="comment-quoted">{comment.quoted}</blockquote>}
      {withheld ? <p className="quiet">{say("comments.withheld")}</p> : <p className="comment-words">{comment.text}</p>}
    </article>
  );
}
