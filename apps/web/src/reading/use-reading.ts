import { useEffect, useRef, useState } from "react";
import { CommentStore } from "../comments/comment-store.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { useParties } from "../people/parties.ts";
import type { TextSession } from "../sync/types.ts";
import { ReadingStore } from "./reading-store.ts";
import { SearchStore } from "./search-store.ts";

/** What is kept for reading an open text. */
export interface ReadingStores {
  readonly comments: CommentStore;
  readonly reading: ReadingStore;
  readonly search: SearchStore;
}

/** The stores of an open text's reading, from when its words are there. */
export function useReadingStores(session: TextSession, handle: EditorHandle | null): ReadingStores | null {
  const [stores, setStores] = useState<ReadingStores | null>(null);
  const say = useSay();
  const parties = useParties();
  const knows = useRef({ say, parties });
  knows.current = { say, parties };
  useEffect(() => {
    if (!handle) return;
    const comments = new CommentStore(session, handle);
    const reading = new ReadingStore(session, handle, comments);
    const search = new SearchStore(session, handle, () => ({
      parties: knows.current.parties.map(({ code }) => code),
      nameOf: (id) => provisionName(handle.getState().outline, id, knows.current.say),
    }));
    setStores({ comments, reading, search });
    return () => {
      search.destroy();
      reading.destroy();
      comments.destroy();
      setStores(null);
    };
  }, [session, handle]);
  return stores;
}
