import type { EditorHandle } from "../editor/handle.ts";
import { useSelected } from "../stores.ts";
import type { CommentStore } from "./comment-store.ts";
import { NewComment } from "./margin-threads.tsx";
import { ThreadView } from "./thread-view.tsx";

interface Props {
  readonly store: CommentStore;
  readonly handle: EditorHandle;
  /** The provision at the caret. */
  readonly provision: string | null;
}

/** The open threads of a provision, where there is no margin: below the card of its bracket, in the sheet. */
export function SheetThreads({ store, handle, provision }: Props) {
  const threads = useSelected(store, (state) => state.threads);
  const about = useSelected(store, (state) => state.about);
  const open = useSelected(store, (state) => state.open);
  const here = threads.filter(({ thread, place }) => {
    return place?.provision === provision && (!thread.done || thread.id === open);
  });
  return (
    <>
      {about && (
        <article className="card card-open card-in-sheet thread-card">
          <NewComment store={store} handle={handle} done={() => {}} />
        </article>
      )}
      {here.map((placed) => (
        <article key={placed.thread.id} className="card card-open card-in-sheet thread-card">
          <ThreadView store={store} placed={placed} open />
        </article>
      ))}
    </>
  );
}

/** How many threads, a comment that is being written included, the sheet has for a provision. */
export function useSheetThreads(store: CommentStore | null, provision: string | null): number {
  return useSelected(store ?? NOTHING, (state) => {
    if (!state) return 0;
    const here = state.threads.filter(({ thread, place }) => place?.provision === provision && !thread.done);
    return here.length + (state.about ? 1 : 0);
  });
}

const NOTHING = { subscribe: () => () => {}, getState: () => null };
