import { textOfLayer } from "@adref/protocol";
import { memo, useMemo, useRef } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { shortened } from "../margin/card-view.ts";
import type { MarginLayout } from "../margin/margin-layout.ts";
import { useMeasured } from "../margin/use-measured.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import { Icon } from "../ui/icon.tsx";
import { CommentForm } from "./comment-form.tsx";
import type { CommentStore } from "./comment-store.ts";
import { ThreadView, threadName } from "./thread-view.tsx";

/** How the margin names the card of a thread, so that no bracket is called so. */
export const THREAD = "thread/";
/** How it names the card of a comment that is being written. */
export const DRAFT = `${THREAD}draft/new`;

interface Props {
  readonly id: string;
  readonly top: number;
  readonly open: boolean;
  readonly store: CommentStore;
  readonly handle: EditorHandle;
  readonly layout: MarginLayout;
  readonly choose: (id: string | null) => void;
}

/** The card of a thread in the margin, or of the comment that is being written. */
export const MarginThread = memo(function MarginThread(props: Props) {
  return props.id === DRAFT ? <DraftCard {...props} /> : <ThreadCard {...props} />;
});

function ThreadCard({ id, top, open, store, handle, layout, choose }: Props) {
  const say = useSay();
  const thread = id.slice(THREAD.length);
  const placed = useSelected(store, (state) => state.threads.find((one) => one.thread.id === thread));
  const element = useRef<HTMLElement>(null);
  useMeasured(element, id, layout);
  if (!placed) return null;
  const { place } = placed;
  const name = place ? provisionName(handle.getState().outline, place.provision, say) : "";
  const goThere = () => {
    choose(id);
    if (place) handle.goTo({ provision: place.provision, at: place.from }, false);
  };
  return (
    <article
      ref={element}
      className={open ? "card card-open thread-card" : "card thread-card"}
      style={{ insetBlockStart: top }}
      data-card={id}
      aria-label={threadName(say, placed, name)}
      aria-current={open || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card opens when it gets the focus, and reads itself out
      tabIndex={0}
      onFocus={(event) => {
        if (event.target === event.currentTarget) choose(id);
      }}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest("button,input,textarea,a,[role=option]")) goThere();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          choose(null);
          handle.focus();
        } else if (event.key === "Enter" && event.target === event.currentTarget) goThere();
      }}
    >
      <ThreadView store={store} placed={placed} open={open} />
    </article>
  );
}

function DraftCard({ id, top, store, handle, layout, choose }: Props) {
  const element = useRef<HTMLElement>(null);
  useMeasured(element, id, layout);
  return (
    <article ref={element} className="card card-open thread-card" style={{ insetBlockStart: top }} data-card={id}>
      <NewComment store={store} handle={handle} done={() => choose(null)} />
    </article>
  );
}

/** Begins a thread about the words that were chosen. */
export function NewComment({
  store,
  handle,
  done,
}: {
  readonly store: CommentStore;
  readonly handle: EditorHandle;
  readonly done: () => void;
}) {
  const say = useSay();
  const about = useSelected(store, (state) => state.about);
  const { me, text } = store.session;
  const name = useMemo(
    () => about && provisionName(handle.getState().outline, about.provision, say),
    [about, handle, say],
  );
  if (!about) return null;
  const isPrivate = textOfLayer(text.id) !== null;
  return (
    <>
      <p className="thread-kind">
        <Icon name="comment" /> {say("comments.on", { provision: name ?? "" })}
      </p>
      {about.quoted !== "" && (
        <blockquote className="comment-quoted" dir="auto">
          {shortened(about.quoted, 160)}
        </blockquote>
      )}
      <CommentForm
        key={`${about.provision}/${about.from}/${about.to}`}
        label={say("comments.field")}
        button={say("comments.say")}
        me={me.id}
        begun={store.begun("new")}
        write={(words) => store.write("new", words)}
        send={async (words, mentions) => {
          const outcome = await store.say(words, mentions);
          if (outcome?.accepted) handle.focus();
          return outcome;
        }}
        cancel={() => {
          store.giveUp();
          done();
          handle.focus();
        }}
        autoFocus
      />
      <p className="quiet">{say(isPrivate ? "comments.private" : "comments.public")}</p>
    </>
  );
}
