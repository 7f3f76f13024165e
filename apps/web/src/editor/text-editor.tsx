import { useEffect, useRef } from "react";
import type { TextSession } from "../sync/types.ts";
import "./editor.css";
import type { EditorHandle } from "./handle.ts";
import type { EditorLabels } from "./labels.ts";
import { TextView } from "./text-view.ts";

export interface TextEditorProps {
  readonly session: TextSession;
  /** Words that the editor writes on the page; English when left out. Keep the object: another one draws all signs anew. */
  readonly labels?: EditorLabels;
  /** Called once words are shown, and with null when the editor goes. */
  readonly onReady: (handle: EditorHandle | null) => void;
}

/** The words of a text, to read and to propose in. React renders it once; what changes inside it draws itself. */
export function TextEditor({ session, labels, onReady }: TextEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const ready = useRef(onReady);
  ready.current = onReady;
  const shown = useRef<TextView | null>(null);
  const first = useRef(labels);
  first.current = labels;
  useEffect(() => {
    if (!host.current) return;
    const view = new TextView({ host: host.current, session, ...(first.current && { labels: first.current }) });
    shown.current = view;
    let told = false;
    const tell = () => {
      if (told || !view.ready) return;
      told = true;
      ready.current(view);
    };
    tell();
    const unsubscribe = session.subscribe(tell);
    return () => {
      unsubscribe();
      if (told) ready.current(null);
      view.destroy();
      shown.current = null;
    };
  }, [session]);
  useEffect(() => {
    if (labels) shown.current?.relabel(labels);
  }, [labels]);
  return <div ref={host} className="text-editor" />;
}
