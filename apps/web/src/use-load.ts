import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Failure } from "./api.ts";

/** Something asked of the server: still under way, here, or not to be had. `stale` holds what the device kept of it. */
export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "here"; readonly value: T; readonly keptAt: string | null }
  | { readonly state: "failed"; readonly failure: Failure };

interface Kept<T> {
  readonly at: string;
  readonly value: T;
}

/** How often something that is shown is asked for again, in milliseconds. */
const RENEW_MS = 20_000;

/**
 * Asks for `name` with `ask` and keeps the last answer on the device for times without a connection. Asks again from time
 * to time while the window is seen, and when the connection or the window comes back. `ask` may be a new function at each
 * render; it is called again when `name` changes.
 */
export function useLoad<T>(name: string, ask: () => Promise<Answer<T>>): { loaded: Loaded<T>; again(): void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const asking = useRef(ask);
  asking.current = ask;

  const again = useCallback(() => {
    let dropped = false;
    void asking.current().then((answer) => {
      if (!dropped) setLoaded((before) => settle(name, answer, before));
    });
    return () => {
      dropped = true;
    };
  }, [name]);

  useEffect(() => {
    let drop = again();
    const renew = () => {
      if (document.visibilityState !== "visible") return;
      drop();
      drop = again();
    };
    addEventListener("online", renew);
    document.addEventListener("visibilitychange", renew);
    const timer = setInterval(renew, RENEW_MS);
    return () => {
      drop();
      clearInterval(timer);
      removeEventListener("online", renew);
      document.removeEventListener("visibilitychange", renew);
    };
  }, [again]);

  return { loaded, again };
}

function settle<T>(name: string, answer: Answer<T>, before: Loaded<T>): Loaded<T> {
  const key = `adref.kept.${name}`;
  if (answer.ok) {
    const json = JSON.stringify(answer.value);
    if (before.state === "here" && before.keptAt === null && JSON.stringify(before.value) === json) return before;
    localStorage.setItem(key, `{"at":${JSON.stringify(new Date().toISOString())},"value":${json}}`);
    return { state: "here", value: answer.value, keptAt: null };
  }
  if (answer.failure.kind !== "offline") return { state: "failed", failure: answer.failure };
  const kept = localStorage.getItem(key);
  if (!kept) return before.state === "here" ? before : { state: "failed", failure: answer.failure };
  const { at, value } = JSON.parse(kept) as Kept<T>;
  return { state: "here", value, keptAt: at };
}

/** Forgets everything kept on the device by useLoad, as at signing out. */
export function forgetKept(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("adref.kept.")) localStorage.removeItem(key);
  }
}
