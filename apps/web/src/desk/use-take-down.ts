import { mayTakeDown, type Person, type TextView } from "@adref/protocol";
import type { Party, PartyCode } from "@adref/schema";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useSay } from "../intl.tsx";
import { usePartyName } from "../people/parties.ts";
import { openTextSession } from "../sync/text-session.ts";
import type { TextSession } from "../sync/types.ts";
import { takenPartyOf } from "./taken-party.ts";

/** For which party words are being taken down, and how to begin and to leave. */
export interface TakeDown {
  /** Null while nobody's words are. */
  readonly party: PartyCode | null;
  /** The party's name in the reader's language; "" while nobody's words are taken down. */
  readonly name: string;
  readonly begin: (party: PartyCode) => void;
  readonly leave: () => void;
}

interface Taking {
  /** Null for who takes nothing down. */
  readonly view: TakeDown | null;
  readonly session: TextSession | null;
  readonly parties: readonly Party[];
}

/**
 * The text over a line of its own while the Secretariat takes words down for a party: what is typed there is that party's and
 * waits for its confirmation. It begins anew each time, so that nobody finds themselves in it after a reload.
 */
export function useTakeDown(text: TextView, me: Person, own: TextSession | null, parties: readonly Party[]): Taking {
  const say = useSay();
  const nameOf = usePartyName();
  const [party, setParty] = useState<PartyCode | null>(null);
  const [taking, setTaking] = useState<TextSession | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once for a party
  useEffect(() => {
    if (party === null) return;
    const writer: Person = { ...me, role: "delegation", party: takenPartyOf(party) };
    const opened = openTextSession({ text, me: writer, takesDownFor: party, serverUrl: location.origin });
    setTaking(opened);
    return () => {
      setTaking(null);
      opened.destroy();
    };
  }, [party]);

  const begin = useCallback(
    (next: PartyCode) => {
      own?.showCursor(null);
      setParty(next);
    },
    [own],
  );
  const leave = useCallback(() => setParty(null), []);
  const found = parties.find(({ code }) => code === party);
  const name = found ? nameOf(found) : (party ?? "");
  const shown = useMemo((): readonly Party[] => {
    if (party === null) return parties;
    const named = say("desk.taken", { party: name });
    const code = takenPartyOf(party);
    return [...parties, { code, names: { en: named, ru: named, zh: named, ur: named }, wto: found?.wto ?? "none" }];
  }, [parties, party, name, found, say]);
  const view = useMemo(() => (mayTakeDown(me) ? { party, name, begin, leave } : null), [me, party, name, begin, leave]);
  return { view, session: party === null ? own : taking, parties: shown };
}
