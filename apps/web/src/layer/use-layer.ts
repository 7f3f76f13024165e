import { draftingParty, layerIdOf, mayDraft, type Person, type TextView } from "@adref/protocol";
import type { Party } from "@adref/schema";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSay } from "../intl.tsx";
import { forget, keep, kept } from "../kept.ts";
import { usePartyName } from "../people/parties.ts";
import { openTextSession } from "../sync/text-session.ts";
import type { TextSession } from "../sync/types.ts";

/** Which of the two texts the reader has before them, and how to change over. */
export interface LayerView {
  readonly private: boolean;
  readonly toggle: () => void;
  /** The party's name in the reader's language. */
  readonly party: string;
}

interface Layered {
  /** Null for who has no layer. */
  readonly view: LayerView | null;
  /** The session to show; null while it is being opened. */
  readonly session: TextSession | null;
  /** The parties, with the one under which private proposals stand where they are to be seen. */
  readonly parties: readonly Party[];
}

/**
 * The private draft beside a text. It is opened when it is first asked for, and kept as long as the page is; which of the two was
 * open last is remembered on the device, so that nobody goes on in public what they began in private.
 */
export function useLayer(text: TextView, me: Person, tabled: TextSession | null, parties: readonly Party[]): Layered {
  const say = useSay();
  const nameOf = usePartyName();
  const may = mayDraft(me);
  const name = `layer.${text.id}.${me.id}`;
  const [isPrivate, setPrivate] = useState(() => may && kept(name) !== null);
  const [layer, setLayer] = useState<TextSession | null>(null);
  const scroll = useRef(0);
  const wanted = may && isPrivate;

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once for a text and a person
  useEffect(() => {
    if (!wanted || layer || !may) return;
    const drafter: Person = { ...me, party: draftingParty(me.party) };
    setLayer(openTextSession({ text: { ...text, id: layerIdOf(text.id) }, me: drafter, serverUrl: location.origin }));
  }, [wanted, layer]);
  useEffect(() => () => layer?.destroy(), [layer]);

  const toggle = useCallback(() => {
    scroll.current = document.querySelector(".scroller")?.scrollTop ?? 0;
    tabled?.showCursor(null);
    layer?.showCursor(null);
    setPrivate((now) => {
      if (now) forget(name);
      else keep(name, "private");
      return !now;
    });
  }, [tabled, layer, name]);
  useEffect(() => keepPlace(scroll.current, wanted), [wanted]);

  const own = may ? parties.find(({ code }) => code === me.party) : undefined;
  const party = own ? nameOf(own) : (me.party ?? "");
  const shown = useMemo((): readonly Party[] => {
    if (!may || !wanted) return parties;
    const named = say("layer.partyPrivate", { party });
    const drafting: Party = { code: draftingParty(me.party), names: allOf(named), wto: own?.wto ?? "none" };
    return [...parties, drafting];
  }, [parties, wanted, may, me.party, own, party, say]);
  const view = useMemo(() => (may ? { private: wanted, toggle, party } : null), [may, wanted, toggle, party]);
  return { view, session: wanted ? layer : tabled, parties: shown };
}

/** A name that is in the reader's language already. */
const allOf = (name: string): Party["names"] => ({ en: name, ru: name, zh: name, ur: name });

/** How many frames to wait for the other text to be drawn. */
const FRAMES = 40;

/** Both texts are nearly the same, so the reader finds the place where they were. */
function keepPlace(top: number, _isPrivate: boolean): () => void {
  let left = top > 0 ? FRAMES : 0;
  const step = () => {
    const scroller = document.querySelector(".scroller");
    if (scroller && scroller.scrollHeight > top + scroller.clientHeight / 2) scroller.scrollTop = top;
    if (scroller?.scrollTop !== top && left-- > 0) requestAnimationFrame(step);
  };
  if (left > 0) requestAnimationFrame(step);
  return () => {
    left = 0;
  };
}
