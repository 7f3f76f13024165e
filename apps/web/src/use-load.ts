import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Failure } from "./api.ts";
import { forget, keep, kept } from "./kept.ts";

/** Something asked of the server: still under way, here, or not to be had. `stale` holds what the device kept of it. */
export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "here"; readonly value: T; readonly keptAt: string | null }
  | { readonly state: "failed"; readonly failure: Failure };

interface Kept<T> {
  readonly at: string;
  readonly value: T;
}

/** How the names begin of all that is forgotten at signing out. */
export const KEPT = "adref.kept.";

/** How the names begin under which facts of single texts are kept; the text's id follows. */
export const TEXT_KEPT = `${KEPT}text.`;

/** How often counts and revisions that are shown are asked for again, in milliseconds. */
export const RENEW_MS = 30_000;

/**
 * Asks for `name` with `ask` and keeps the last answer on the device for times without a connection. Asks again when
 * the connection or the window comes back, and every `renewMs` while the window is seen. `ask` may be a new function at
 * each render; it is called again when `name` changes.
 */
export function useLoad<T>(
  name: string,
  ask: () => Promise<Answer<T>>,
  renewMs: number | null = null,
): { loaded: Loaded<T>; again(): void } {
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
    const timer = renewMs === null ? undefined : setInterval(renew, renewMs);
    return () => {
      drop();
      clearInterval(timer);
      removeEventListener("online", renew);
      document.removeEventListener("visibilitychange", renew);
    };
  }, [again, renewMs]);

  return { loaded, again };
}

function settle<T>(name: string, answer: Answer<T>, before: Loaded<T>): Loaded<T> {
  const key = `${KEPT}${name}`;
  if (answer.ok) {
    const json = JSON.stringify(answer.value);
    if (before.state === "here" && before.keptAt === null && JSON.stringify(before.value) === json) return before;
    keep(key, `{"at":${JSON.stringify(new Date().toISOString())},"value":${json}}`);
    return { state: "here", value: answer.value, keptAt: null };
  }
  const { failure } = answer;
  // What is open stays open when it cannot be renewed for a while; only what is closed to the reader goes away.
  const gone = failure.kind === "forbidden" || failure.kind === "not-found";
  // A server that is being started again, or asks for patience, is as far away as one without a line to it.
  if (failure.kind !== "offline" && failure.kind !== "broken")
    return before.state === "here" && !gone ? before : { state: "failed", failure };
  const json = kept(key);
  if (json === null) return before.state === "here" ? before : { state: "failed", failure };
  const { at, value } = JSON.parse(json) as Kept<T>;
  return { state: "here", value, keptAt: at };
}

/** Forgets everything kept on the device by useLoad, as at signing out. */
export function forgetKept(): void {
  forget(KEPT);
}
