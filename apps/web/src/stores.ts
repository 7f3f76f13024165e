import { useCallback, useRef, useSyncExternalStore } from "react";

/** Anything that announces changes and gives its state: the same object until something changed. */
export interface Watched<S> {
  subscribe(listener: () => void): () => void;
  getState(): S;
}

/**
 * A part of a watched state. The component renders again only when `same` says that the part changed, so that a keystroke
 * does not render what shows nothing of it. `select` may be a new function at each render.
 */
export function useSelected<S, T>(
  watched: Watched<S>,
  select: (state: S) => T,
  same: (a: T, b: T) => boolean = Object.is,
): T {
  const last = useRef<{ readonly value: T } | null>(null);
  const subscribe = useCallback((listener: () => void) => watched.subscribe(listener), [watched]);
  const read = () => {
    const value = select(watched.getState());
    if (last.current && same(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  };
  return useSyncExternalStore(subscribe, read);
}

/** Whether two plain values say the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
