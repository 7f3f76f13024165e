import type { MomentInfo } from "@adref/protocol";
import { schema } from "@adref/schema";
import { useState } from "react";
import { past } from "./past.ts";
import type { PastText } from "./read-view.ts";
import { Answers, type Latest, useLatest } from "./use-latest.ts";

/** A moment of a text, opened: what it is, and its words and record. */
export interface OpenMoment {
  readonly info: MomentInfo;
  readonly text: PastText;
}

/** Moments that are kept while one moves about: a long text weighs some megabytes. */
const MOST_KEPT = 24;

/** Entries that are past never change; what `now` is, and what a moment is called, may. */
const isFixed = (ref: string) => ref.startsWith("seq:") || ref.startsWith("rev:");

/** The moment that a reference names. The last one stays until the next is here; `forget` after names changed. */
export function useMoment(text: string, ref: string): Latest<OpenMoment> & { again(): void; forget(): void } {
  const [answers] = useState(() => new Answers<OpenMoment>(MOST_KEPT));
  const latest = useLatest(ref, (signal) => openMoment(text, ref, signal), answers, isFixed(ref));
  return {
    ...latest,
    forget: () => {
      answers.clear();
      latest.again();
    },
  };
}

async function openMoment(text: string, ref: string, signal: AbortSignal) {
  const answer = await past.moment(text, ref, signal);
  if (!answer.ok) return answer;
  const { doc, record, ...info } = answer.value;
  return { ok: true, value: { info, text: { doc: schema.nodeFromJSON(doc), record } } } as const;
}
