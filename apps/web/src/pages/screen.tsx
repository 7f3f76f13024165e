import { useCallback, useEffect, useState } from "react";
import { useSay } from "../intl.tsx";
import { Screen } from "../projector/screen.tsx";
import { WordsStore } from "../projector/words-store.ts";
import { memoryStore } from "../sync/device-store.ts";
import { openTextSession } from "../sync/text-session.ts";
import type { TextSession } from "../sync/types.ts";
import { Waiting } from "../ui/notice.tsx";
import { type OfText as Known, OfText } from "./of-text.tsx";

/** The page that a projector shows to the room. */
export function ScreenPage() {
  return <OfText>{(known) => <Opened key={`${known.text.id} ${known.me.id}`} known={known} />}</OfText>;
}

function Opened({ known }: { known: Known }) {
  const say = useSay();
  const { text, me, negotiation, hues } = known;
  const [open, setOpen] = useState<{ session: TextSession; words: WordsStore } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once for a text and a person, which are its key
  useEffect(() => {
    // It writes nothing and keeps nothing: what a person writes is kept by the window in which it is written.
    const session = openTextSession({
      text,
      me,
      serverUrl: location.origin,
      openStore: async () => memoryStore(),
      openPersistence: null,
    });
    const words = new WordsStore(session);
    setOpen({ session, words });
    return () => {
      words.destroy();
      session.destroy();
    };
  }, []);
  useEffect(() => {
    document.title = say("screen.title", { symbol: text.symbol });
  }, [say, text.symbol]);
  const presides = useCallback(
    (id: string) => {
      const person = negotiation?.people.find((one) => one.id === id);
      return person ? person.bodies.includes(text.body) : true;
    },
    [negotiation, text.body],
  );
  if (!open) return <Waiting />;
  return <Screen session={open.session} words={open.words} presides={presides} hues={hues} />;
}
