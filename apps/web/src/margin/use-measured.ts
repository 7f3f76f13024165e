import { type RefObject, useLayoutEffect } from "react";
import type { MarginLayout } from "./margin-layout.ts";

/** Tells the layout of the margin how high a card is, from the first time it is drawn. */
export function useMeasured(element: RefObject<HTMLElement | null>, id: string, layout: MarginLayout): void {
  useLayoutEffect(() => {
    const card = element.current;
    if (!card) return;
    const observer = new ResizeObserver(() => layout.measured(id, card.offsetHeight));
    observer.observe(card);
    layout.measured(id, card.offsetHeight);
    return () => observer.disconnect();
  }, [element, id, layout]);
}
