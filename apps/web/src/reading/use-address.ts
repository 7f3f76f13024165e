import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type Filter, filterText, parseFilter } from "./filter.ts";
import { BRACKETED, parseView, type View, viewText } from "./views.ts";

/** How a text is read, as its address says it: a link that is passed on shows the same. */
export interface ReadingAddress {
  readonly filter: Filter;
  readonly view: View;
  show(filter: Filter): void;
  look(view: View): void;
}

/** The filter (`?show=`) and the view (`?view=`) of the address. */
export function useReadingAddress(): ReadingAddress {
  const [params, setParams] = useSearchParams();
  const shown = params.get("show");
  const viewed = params.get("view");
  const filter = useMemo(() => parseFilter(shown), [shown]);
  const view = useMemo(() => (viewed === null ? BRACKETED : parseView(viewed)), [viewed]);
  const set = useCallback(
    (name: string, value: string) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === "") next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const show = useCallback((next: Filter) => set("show", filterText(next)), [set]);
  const look = useCallback((next: View) => set("view", viewText(next)), [set]);
  return useMemo(() => ({ filter, view, show, look }), [filter, view, show, look]);
}
