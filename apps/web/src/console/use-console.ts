import type { Act } from "@adref/protocol";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAct } from "../acts/use-act.ts";
import { useUndo } from "../acts/use-undo.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";
import { following, nearest, parkedIn, preceding, queueOf, standingAt } from "./queue.ts";

/** An act that the chair did here and may take back. */
interface Done {
  readonly seq: number;
  readonly bracket: string | null;
}

interface Wish {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  /** The provisions to go through, item by item; null for the whole text. */
  readonly items: readonly (readonly string[])[] | null;
  readonly withParked: boolean;
}

/** Where the chair is in the queue, and what one may do there. */
export interface ConsoleDesk {
  readonly queue: readonly string[];
  /** The bracket in hand; null where the queue is empty. */
  readonly at: string | null;
  /** Its place in the queue, 1 for the first. */
  readonly place: number;
  readonly parked: number;
  readonly busy: boolean;
  /** Whether there is something to take back. */
  readonly mayUndo: boolean;
  /** Provisions whose last bracket ended by the chair's last act, to be agreed. */
  readonly cleared: readonly string[];
  goTo(bracket: string): void;
  next(): void;
  previous(): void;
  skip(): void;
  /** Does an act on the bracket in hand, tells `sentence`, and goes on to the next one where it ends the bracket. */
  decide(act: Act, sentence: string): Promise<boolean>;
  /** Notes acts that were done elsewhere in the console, so that they may be taken back. */
  note(done: readonly Done[]): void;
  undo(): Promise<void>;
  forgetCleared(): void;
}

const NONE: readonly string[] = [];

/** The chair's way through the open brackets of a text. */
export function useConsole({ session, handle, items, withParked }: Wish): ConsoleDesk {
  const say = useSay();
  const index = useSelected(handle, (state) => state.index);
  const record = useSelected(session, (state) => state.record);
  const { run } = useAct(session);
  const { undo, offer } = useUndo(session);
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<readonly Done[]>([]);
  const [touched, setTouched] = useState<readonly string[]>(NONE);
  const [busy, setBusy] = useState(false);
  const [wanted, setWanted] = useState<string | null>(() => {
    const { active, provision, outline } = handle.getState();
    const queue = queueOf(index, record, { items, parked: withParked });
    return active && queue.includes(active) ? active : nearest(queue, index, outline, provision?.id ?? null);
  });
  const lastPlace = useRef(0);

  // What is gone from the text needs no remembering, so that it shows when it is brought back.
  useEffect(() => {
    setEnded((before) => {
      const left = [...before].filter((id) => index.brackets.has(id));
      return left.length === before.size ? before : new Set(left);
    });
  }, [index]);

  const queue = useMemo(
    () => queueOf(index, record, { items, parked: withParked }, ended),
    [index, record, items, withParked, ended],
  );
  const parked = useMemo(() => parkedIn(index, record, items), [index, record, items]);
  const at = standingAt(queue, wanted, lastPlace.current);
  if (at !== null) lastPlace.current = queue.indexOf(at);
  const cleared = useMemo(
    () => touched.filter((id) => (index.byProvision.get(id) ?? NONE).every((one) => ended.has(one))),
    [touched, index, ended],
  );

  const takeBack = useCallback((seq: number, bracket: string | null) => {
    setDone((before) => before.filter((one) => one.seq !== seq));
    if (bracket === null) return;
    setEnded((before) => without(before, bracket));
    setTouched(NONE);
    setWanted(bracket);
  }, []);

  async function decide(act: Act, sentence: string): Promise<boolean> {
    if (at === null || busy) return false;
    const bracket = at;
    const touches = index.brackets.get(bracket)?.provisions ?? NONE;
    const next = following(queue, bracket, skipped);
    setBusy(true);
    const outcome = await run(act);
    setBusy(false);
    if (outcome.accepted !== true) return false;
    const { seq } = outcome;
    setDone((before) => [...before, { seq, bracket }]);
    offer(seq, sentence, () => takeBack(seq, bracket));
    const ends = act.type !== "park";
    if (ends) {
      setEnded((before) => new Set([...before, bracket]));
      setTouched(touches);
    }
    if (ends || (act.type === "park" && act.parked)) setWanted(next);
    return true;
  }

  const go = (id: string | null) => {
    if (id !== null) setWanted(id);
  };
  return {
    queue,
    at,
    place: at === null ? 0 : queue.indexOf(at) + 1,
    parked,
    busy,
    mayUndo: done.length > 0,
    cleared,
    goTo: go,
    next: () => at !== null && go(following(queue, at, skipped)),
    previous: () => at !== null && go(preceding(queue, at)),
    skip() {
      if (at === null) return;
      const left = new Set([...skipped, at]);
      setSkipped(queue.every((id) => left.has(id)) ? new Set() : left);
      go(following(queue, at, left));
    },
    decide,
    note: (more) => setDone((before) => [...before, ...more]),
    async undo() {
      const last = done.at(-1);
      if (busy) return;
      if (!last) {
        tell({ kind: "hint", sentence: say("undo.nothing") });
        return;
      }
      setBusy(true);
      const taken = await undo(last.seq);
      setBusy(false);
      if (taken) takeBack(last.seq, last.bracket);
      // What can no longer be taken back does not stand in the way of what was done before it.
      else if (taken === false) setDone((before) => before.filter((one) => one.seq !== last.seq));
    },
    forgetCleared: () => setTouched(NONE),
  };
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const out = new Set(set);
  out.delete(id);
  return out;
}
