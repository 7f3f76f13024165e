import type { Person } from "@adref/protocol";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { api, type Failure } from "../api.ts";
import { forget, keep, kept } from "../kept.ts";
import { SignOutDialog } from "./sign-out.tsx";

/** Who the reader is, as far as it is known. `unknown`: the server could not be asked, and the device remembers nobody. */
export type Who =
  | { readonly state: "asking" }
  | { readonly state: "in"; readonly person: Person }
  | { readonly state: "out" }
  | { readonly state: "unknown"; readonly failure: Failure };

interface WhoContext {
  readonly who: Who;
  /** Asks the server again. */
  ask(): void;
  enter(person: Person): void;
  /** Asks whether and how the reader signs out. */
  leave(): void;
}

const Context = createContext<WhoContext | null>(null);
const REMEMBERED = "adref.person";

/**
 * Knows who is signed in and tells everything below it. The last known person is remembered on the device, so that a text
 * kept here opens without a connection; the server alone decides what that person may do.
 */
export function WhoProvider({ children }: { children: ReactNode }) {
  const [who, setWho] = useState<Who>({ state: "asking" });
  const [leaving, setLeaving] = useState(false);

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
      // Only the server's word that nobody is signed in closes what is open; any other answer may be of a server on its way.
      const { failure } = answer;
      if (failure.kind === "signed-out") {
        setWho({ state: "out" });
        return;
      }
      const person = remembered();
      setWho(person ? { state: "in", person } : { state: "unknown", failure });
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
      leave() {
        setLeaving(true);
      },
    }),
    [who, ask],
  );
  const left = () => {
    turn.current += 1;
    forget(REMEMBERED);
    setLeaving(false);
    setWho({ state: "out" });
  };
  return (
    <Context value={value}>
      {children}
      {leaving && who.state === "in" && (
        <SignOutDialog person={who.person} close={() => setLeaving(false)} left={left} />
      )}
    </Context>
  );
}

/** Has everything below it see somebody as signed in: the part that a person plays in a practice room. */
export function WhoAs({ person, children }: { person: Person; children: ReactNode }) {
  const outer = useWho();
  const value = useMemo<WhoContext>(() => ({ ...outer, who: { state: "in", person } }), [outer, person]);
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
