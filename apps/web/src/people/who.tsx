import type { Person } from "@adref/protocol";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { api } from "../api.ts";
import { forget, keep, kept } from "../kept.ts";
import { forgetKept } from "../use-load.ts";

/** Who the reader is, as far as it is known. `offline` says that the server could not be asked. */
export type Who =
  | { readonly state: "asking" }
  | { readonly state: "in"; readonly person: Person }
  | { readonly state: "out" }
  | { readonly state: "offline" };

interface WhoContext {
  readonly who: Who;
  /** Asks the server again. */
  ask(): void;
  enter(person: Person): void;
  leave(): Promise<void>;
}

const Context = createContext<WhoContext | null>(null);
const REMEMBERED = "adref.person";

/**
 * Knows who is signed in and tells everything below it. The last known person is remembered on the device, so that a text
 * kept here opens without a connection; the server alone decides what that person may do.
 */
export function WhoProvider({ children }: { children: ReactNode }) {
  const [who, setWho] = useState<Who>({ state: "asking" });

  // An answer counts only if nothing newer is known by then: a sign-in may overtake the question who one was before.
  const turn = useRef(0);

  const ask = useCallback(() => {
    const mine = ++turn.current;
    void api.session().then((answer) => {
      if (mine !== turn.current) return;
      if (answer.ok) {
        remember(answer.value.person);
        setWho({ state: "in", person: answer.value.person });
        return;
      }
      if (answer.failure.kind !== "offline") {
        setWho({ state: "out" });
        return;
      }
      const person = remembered();
      setWho(person ? { state: "in", person } : { state: "offline" });
    });
  }, []);

  useEffect(() => {
    ask();
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [ask]);

  const value = useMemo<WhoContext>(
    () => ({
      who,
      ask,
      enter(person) {
        turn.current += 1;
        remember(person);
        setWho({ state: "in", person });
      },
      async leave() {
        await api.signOut();
        turn.current += 1;
        forget(REMEMBERED);
        forgetKept();
        setWho({ state: "out" });
      },
    }),
    [who, ask],
  );
  return <Context value={value}>{children}</Context>;
}

/** Who is signed in. Throws outside of WhoProvider. */
export function useWho(): WhoContext {
  const value = useContext(Context);
  if (!value) throw new Error("useWho needs a WhoProvider above it");
  return value;
}

function remember(person: Person): void {
  keep(REMEMBERED, JSON.stringify(person));
}

function remembered(): Person | null {
  const json = kept(REMEMBERED);
  return json ? (JSON.parse(json) as Person) : null;
}
