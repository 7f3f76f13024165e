import { mayAct } from "@adref/protocol";
import { useMemo, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover, ToggleButton } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import { Icon } from "../ui/icon.tsx";
import { ROOM_FOR_MARGIN, useMedia } from "../use-media.ts";
import type { CommentStore, PlacedThread } from "./comment-store.ts";
import { ThreadView } from "./thread-view.tsx";
import { saidIn, waitsFor } from "./threads.ts";

/** Threads on other provisions that are listed at once. */
const LISTED = 50;

interface Props {
  readonly store: CommentStore;
  readonly handle: EditorHandle;
}

/**
 * The way to the comments of a text: a quiet button that counts those of the provision at the caret, and a list behind it; one
 * begins a comment here, too. Nothing at all for a reader from whom names are withheld: what is said gives a party away.
 */
export function CommentsButton({ store, handle }: Props) {
  const say = useSay();
  const { me, text } = store.session;
  const threads = useSelected(store, (state) => state.threads);
  const here = useSelected(handle, (state) => state.provision?.id ?? null);
  const entries = useSelected(handle, (state) => state.outline);
  const about = useSelected(store, (state) => state.about);
  const settled = useSelected(store, (state) => state.settled);
  const roomForMargin = useMedia(ROOM_FOR_MARGIN);
  const [isOpen, setOpen] = useState(false);
  const { near, far, count } = useMemo(() => parted(threads, here), [threads, here]);
  const mayComment = mayAct(me, text, "comment");
  const waiting = useMemo(() => threads.filter(({ thread }) => waitsFor(thread, me.id)).length, [threads, me.id]);
  if (!me.names || (threads.length === 0 && !mayComment)) return null;
  const countHere = near.reduce((sum, { thread }) => sum + saidIn(thread).length, 0);
  const label = countHere > 0 ? say("comments.here", { count: countHere }) : say("comments.all", { count });
  const show = ({ thread, place }: PlacedThread) => {
    setOpen(false);
    if (place) handle.goTo({ provision: place.provision, at: place.from }, !roomForMargin);
    if (thread.done) store.showSettled(true);
    store.open(thread.id);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        className={countHere > 0 ? "comments-button comments-here" : "comments-button"}
        aria-label={[
          label,
          ...(waiting > 0 ? [say("comments.waiting", { count: waiting })] : []),
          ...(about ? [say("comments.begun")] : []),
        ].join(". ")}
        // The words that are selected stay so while one goes to say something about them.
        preventFocusOnPress
      >
        <Icon name="comment" />
        <span aria-hidden="true">{countHere > 0 ? countHere : count > 0 ? count : ""}</span>
        {(waiting > 0 || about) && <span className="waits-dot" aria-hidden="true" />}
      </Button>
      <Popover className="popover comments-popover" placement="bottom end">
        <Dialog className="comments" aria-label={say("comments.label")}>
          <div className="comments-tools">
            {mayComment && (
              <Button
                className="button button-small"
                isDisabled={here === null}
                onPress={() => {
                  setOpen(false);
                  const chosen = handle.chosen();
                  if (chosen) store.begin(chosen);
                }}
              >
                {say("comments.begin")}
              </Button>
            )}
            {threads.some(({ thread }) => thread.done) && (
              <ToggleButton className="filter" isSelected={settled} onChange={(on) => store.showSettled(on)}>
                {say("comments.showSettled")}
              </ToggleButton>
            )}
          </div>
          {about && (
            <Button
              className="link-button"
              onPress={() => {
                setOpen(false);
                handle.goTo({ provision: about.provision, at: about.from }, false);
                focusDraft();
              }}
            >
              {say("comments.goOn", { provision: provisionName(entries, about.provision, say) })}
            </Button>
          )}
          {threads.length === 0 && <p className="quiet">{say("comments.none")}</p>}
          {near.length > 0 && (
            <section>
              <h2>{here && provisionName(entries, here, say)}</h2>
              <List store={store} threads={near} />
            </section>
          )}
          {far.length > 0 && (
            <section aria-label={say("comments.elsewhere")}>
              {near.length > 0 && <h2>{say("comments.elsewhere")}</h2>}
              <ul className="threads">
                {far.slice(0, LISTED).map((placed) => (
                  <li key={placed.thread.id}>
                    <Button className="link-button" onPress={() => show(placed)}>
                      {provisionName(entries, placed.place?.provision ?? placed.thread.provision, say)}
                    </Button>
                    <ThreadView store={store} placed={placed} open={false} />
                  </li>
                ))}
              </ul>
              {far.length > LISTED && <p className="quiet">{say("comments.more", { count: far.length - LISTED })}</p>}
            </section>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** How many frames to wait for a card that is about to be mounted. */
const FRAMES = 30;

/** The field of the comment that was begun takes the focus, as soon as it is there. */
function focusDraft(frames = FRAMES): void {
  const field = document.querySelector<HTMLElement>(".comment-form textarea");
  if (field) field.focus();
  else if (frames > 0) requestAnimationFrame(() => focusDraft(frames - 1));
}

function List({ store, threads }: { store: CommentStore; threads: readonly PlacedThread[] }) {
  return (
    <ul className="threads">
      {threads.map((placed) => (
        <li key={placed.thread.id}>
          <ThreadView store={store} placed={placed} open />
        </li>
      ))}
    </ul>
  );
}

function parted(threads: readonly PlacedThread[], here: string | null) {
  const isNear = ({ thread, place }: PlacedThread) => (place?.provision ?? thread.provision) === here;
  return {
    near: threads.filter(isNear),
    far: threads.filter((placed) => !isNear(placed)),
    count: threads.reduce((sum, { thread }) => sum + saidIn(thread).length, 0),
  };
}
