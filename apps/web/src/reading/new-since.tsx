import type { SeenMarks, TextSummary } from "@adref/protocol";
import { createContext, type ReactNode, useContext } from "react";
import { api } from "../api.ts";
import { useSay } from "../intl.tsx";
import { RENEW_MS, useLoad } from "../use-load.ts";

const Seen = createContext<SeenMarks>({});

/** Knows, for a list of texts, up to where the reader has seen each. */
export function SeenMarksOf({ children }: { children: ReactNode }) {
  const { loaded } = useLoad("seen", api.seen, RENEW_MS);
  return <Seen value={loaded.state === "here" ? loaded.value : {}}>{children}</Seen>;
}

/** How much of a text is new to the reader; nothing where all is seen, or the reader was never there. */
export function NewSince({ text }: { text: TextSummary }) {
  const say = useSay();
  const mark = useContext(Seen)[text.id];
  if (!mark || text.seq <= mark.seq) return null;
  return <span className="new-since">{say("digest.onList", { count: text.seq - mark.seq })}</span>;
}
