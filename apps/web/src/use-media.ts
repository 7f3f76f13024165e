import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds; renders again when that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** There is room for the outline beside the page. Kept equal to the width in styles/text-page.css. */
export const ROOM_FOR_OUTLINE = "(min-width: 75rem)";
/** There is room for the margin beside the page; below it the margin is a sheet at the foot. */
export const ROOM_FOR_MARGIN = "(min-width: 56rem)";
