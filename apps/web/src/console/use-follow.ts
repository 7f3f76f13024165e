import { useCallback, useEffect, useState } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { type ChairAt, ChairPlace } from "./chair-place.ts";

/** `stopped`: the reader followed, and then went somewhere by oneself. */
export type FollowState = "off" | "on" | "stopped";

export interface Follow {
  readonly state: FollowState;
  readonly at: ChairAt;
  follow(on: boolean): void;
}

const NOWHERE: ChairAt = { chair: null, focus: null };

/** Where the chair of this text is; null until it is looked for. `presides` may not be a new function at each render. */
export function useChairPlace(session: TextSession, presides: (person: string) => boolean): ChairPlace | null {
  const [place, setPlace] = useState<ChairPlace | null>(null);
  useEffect(() => {
    const opened = new ChairPlace(session, presides);
    setPlace(opened);
    return () => opened.destroy();
  }, [session, presides]);
  return place;
}

/** What a chair's place is, kept up to date. */
export function useChairAt(place: ChairPlace | null): ChairAt {
  return useSelected(place ?? NO_PLACE, (state) => state);
}

const NO_PLACE = { subscribe: () => () => {}, getState: () => NOWHERE };

/**
 * Goes where the chair goes, for a reader who chose to. It stops as soon as the reader scrolls, types or goes somewhere by
 * oneself, because nobody's page is to move under their hands.
 */
export function useFollow(
  session: TextSession,
  handle: EditorHandle | null,
  presides: (person: string) => boolean,
): Follow {
  const at = useChairAt(useChairPlace(session, presides));
  const [state, setState] = useState<FollowState>("off");
  const { focus } = at;
  useEffect(() => {
    if (state !== "on" || !handle || focus === null) return;
    if (!handle.goTo({ bracket: focus }, false)) handle.goTo({ provision: focus }, false);
  }, [state, handle, focus]);
  useEffect(() => (state === "on" ? whenOneMoves(() => setState("stopped")) : undefined), [state]);
  const follow = useCallback((on: boolean) => setState(on ? "on" : "off"), []);
  return { state, at, follow };
}

/** Keys that move nothing. */
const STILL = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Escape", "Tab"];

/** Calls when the reader moves about in the text; gives the way out. Scrolling by script is not the reader's. */
function whenOneMoves(moved: () => void): () => void {
  const inText = (target: EventTarget | null, where: string) => target instanceof Element && target.closest(where);
  const onScroll = ({ target }: Event) => {
    if (inText(target, ".scroller") && !inText(target, ".margin .card, .sheet")) moved();
  };
  const onPointer = ({ target }: Event) => {
    // The scroll bar is the scroller's own.
    if (target instanceof Element && (target.matches(".scroller") || target.closest(".outline-tree"))) moved();
  };
  const onKey = ({ key, target }: KeyboardEvent) => {
    if (!STILL.includes(key) && inText(target, "[data-pane=text], [data-pane=outline]")) moved();
  };
  const options = { capture: true, passive: true };
  addEventListener("wheel", onScroll, options);
  addEventListener("touchmove", onScroll, options);
  addEventListener("pointerdown", onPointer, options);
  addEventListener("keydown", onKey, options);
  return () => {
    removeEventListener("wheel", onScroll, options);
    removeEventListener("touchmove", onScroll, options);
    removeEventListener("pointerdown", onPointer, options);
    removeEventListener("keydown", onKey, options);
  };
}

/** Tells the room what the chair has in hand, for a person who presides over the text's body. */
export function useShowFocus(session: TextSession, handle: EditorHandle | null, presiding: boolean): void {
  useEffect(() => {
    if (!presiding || !handle) return;
    const tell = () => {
      const { active, provision } = handle.getState();
      session.showFocus(active ?? provision?.id ?? null);
    };
    tell();
    const stop = handle.subscribe(tell);
    return () => {
      stop();
      session.showFocus(null);
    };
  }, [session, handle, presiding]);
}
