import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { type HeldPlace, placeSeen, showPlace } from "./keep-place.ts";
import type { ReadingAddress } from "./use-address.ts";
import { BRACKETED, type View } from "./views.ts";

const WORDS = ".words-kept .text-editor";
const VIEW = ".view-only";

/** Changes between the words and the views of them, so that the reader stays at the same line. */
export function useView(address: ReadingAddress, handle: EditorHandle | null) {
  const { view, look } = address;
  const viewing = view.kind !== "bracketed";
  const place = useRef<HeldPlace | null>(null);
  const wasViewing = useRef(viewing);
  const change = useCallback(
    (next: View) => {
      place.current = placeSeen(document.querySelector(viewing ? VIEW : WORDS));
      look(next);
    },
    [viewing, look],
  );
  const leave = useCallback(() => change(BRACKETED), [change]);
  useLayoutEffect(() => {
    if (wasViewing.current && !viewing && handle) {
      const order = handle.getState().outline.map(({ id }) => id);
      showPlace(document.querySelector(WORDS), place.current, order);
      document.querySelector<HTMLElement>(`${WORDS} [role=textbox]`)?.focus({ preventScroll: true });
    }
    wasViewing.current = viewing;
  }, [viewing, handle]);
  const seen = useMemo(() => ({ ...address, look: change }), [address, change]);
  return { viewing, place, address: seen, leave };
}
