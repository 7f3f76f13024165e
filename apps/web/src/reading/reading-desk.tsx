import type { TextView } from "@adref/protocol";
import { useEffect, useMemo, useRef, useState } from "react";
import { useCommands } from "../commands/use-commands.ts";
import type { EditorHandle } from "../editor/handle.ts";
import type { TextSession } from "../sync/types.ts";
import { DigestPane } from "./digest.tsx";
import { ReadingBar } from "./reading-bar.tsx";
import { readingCommands } from "./reading-commands.ts";
import type { SearchFieldHandle } from "./search-field.tsx";
import { NOTHING_CHANGED } from "./subjects.ts";
import type { ReadingAddress } from "./use-address.ts";
import { useDigest } from "./use-digest.ts";
import type { ReadingStores } from "./use-reading.ts";
import { useVisit } from "./visit.ts";
import "./reading.css";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly text: TextView;
  readonly stores: ReadingStores;
  readonly address: ReadingAddress;
  /** The way out of a view; null while the words are shown. */
  readonly leave: (() => void) | null;
}

/** Everything about reading that stands between the head of the page and the words, and what reading does by keys. */
export function ReadingDesk({ session, handle, text, stores, address, leave }: Props) {
  const { reading, comments, search } = stores;
  const field = useRef<SearchFieldHandle>(null);
  const visit = useVisit(text.id, session.me.id, text.seq);
  const [turn, setTurn] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const digest = useDigest(session, handle, text, visit.last, turn);
  const commands = useMemo(
    () => readingCommands({ stores, handle, leave, find: () => field.current?.focus() }),
    [stores, handle, leave],
  );
  useCommands(commands);
  useEffect(() => {
    reading.filter = address.filter;
  }, [reading, address.filter]);
  useEffect(() => {
    reading.changed = digest?.changed ?? NOTHING_CHANGED;
  }, [reading, digest]);

  return (
    <>
      <ReadingBar
        reading={reading}
        search={search}
        address={address}
        revisions={text.revisions}
        digest={digest}
        openDigest={() => {
          visit.read();
          setTurn((last) => last + 1);
          setOpen(true);
        }}
        toWords={() => handle.focus()}
        field={field}
      />
      {digest && isOpen && (
        <DigestPane
          text={text.id}
          digest={digest}
          handle={handle}
          openThread={(thread) => comments.open(thread)}
          isOpen
          onOpenChange={setOpen}
          clear={visit.clear}
        />
      )}
    </>
  );
}
