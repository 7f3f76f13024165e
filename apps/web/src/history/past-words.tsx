import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import "../editor/editor.css";
import type { ChosenWords } from "../editor/chosen-words.ts";
import type { EditorLabels } from "../editor/labels.ts";
import { spareSelection } from "../text/spare-selection.ts";
import { type PastText, ReadView } from "./read-view.ts";

/** The words as the rest of the page knows them. */
export interface PastWordsHandle {
  chosen(): ChosenWords | null;
  goTo(provision: string): boolean;
}

interface Props {
  readonly text: PastText;
  readonly labels: EditorLabels;
  readonly party: string | null;
  readonly onPlace: (provision: string | null) => void;
  readonly ref: Ref<PastWordsHandle>;
}

/** The words of a past text. React renders their element once; another moment is drawn by `ReadView`. */
export function PastWords({ text, labels, party, onPlace, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<ReadView | null>(null);
  const first = useRef(text);
  first.current = text;
  useEffect(() => {
    if (!host.current) return;
    const opened = new ReadView({ host: host.current, text: first.current, labels, party, onPlace });
    view.current = opened;
    const words = host.current.querySelector<HTMLElement>("[role=textbox]");
    if (words) spareSelection(words);
    return () => {
      opened.destroy();
      view.current = null;
    };
  }, [labels, party, onPlace]);
  useEffect(() => view.current?.show(text), [text]);
  useImperativeHandle(ref, () => ({
    chosen: () => view.current?.chosen() ?? null,
    goTo: (provision) => view.current?.goTo(provision) ?? false,
  }));
  return <div ref={host} className="text-editor" />;
}
