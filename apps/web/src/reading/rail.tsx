import { useEffect, useRef, useState } from "react";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import type { TextSession } from "../sync/types.ts";
import { drawRail, railInks } from "./draw-rail.ts";
import { type DrawnMark, type MarkKind, markNear, railMarks } from "./rail-model.ts";
import type { ReadingStore } from "./reading-store.ts";
import type { SearchStore } from "./search-store.ts";
import { Idly } from "./when-idle.ts";

/** The rail follows the text at most this often, in milliseconds. */
const PAUSE_MS = 400;
/** A press this near to a mark means it, in pixels. */
const REACH = 6;

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly reading: ReadingStore;
  readonly search: SearchStore;
}

/**
 * Marks along the scroll bar: where brackets stand, what is agreed, parked, one's own, changed and sought. It is for the eye and
 * the pointer alone; who listens has the outline, which says the same.
 */
export function Rail({ session, handle, reading, search }: Props) {
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<readonly DrawnMark[]>([]);
  const [tip, setTip] = useState<{ readonly y: number; readonly words: string } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let seen: readonly unknown[] = [];
    const draw = (anyway: boolean) => {
      const { outline, index } = handle.getState();
      const { statuses } = session.getState().record;
      const { subjects, brackets } = reading.getState();
      const sizes = [element.clientHeight, scrollerOf(element)?.scrollHeight];
      // Which words a bracket holds changes with every key; in which provisions it stands does not.
      const now = [outline, index.byProvision, statuses, subjects, brackets, search.getState().hits, ...sizes];
      if (!anyway && now.every((part, i) => part === seen[i])) return;
      seen = now;
      drawn.current = drawOn(element, { session, handle, reading, search });
    };
    return redrawing(element, draw, [session, handle, reading, search]);
  }, [session, handle, reading, search]);

  const nearest = (clientY: number) => {
    const top = canvas.current?.getBoundingClientRect().top ?? 0;
    return { y: clientY - top, mark: markNear(drawn.current, clientY - top, REACH) };
  };
  return (
    <div className="rail" aria-hidden="true">
      <canvas
        ref={canvas}
        onPointerMove={(event) => {
          const { y, mark } = nearest(event.clientY);
          const words = mark && tipOf(mark);
          setTip((before) => (words === null ? null : before?.words === words ? before : { y, words }));
        }}
        onPointerLeave={() => setTip(null)}
        onClick={(event) => {
          const { y, mark } = nearest(event.clientY);
          if (mark) handle.goTo({ provision: mark.provision }, true);
          else scrollTo(canvas.current, y);
        }}
      />
      {tip && (
        <span className="rail-tip" style={{ insetBlockStart: tip.y }}>
          {tip.words}
        </span>
      )}
    </div>
  );

  function tipOf({ provision, kinds }: DrawnMark): string {
    const name = provisionName(handle.getState().outline, provision, say);
    return `${name}: ${kinds.map((kind: MarkKind) => say(`rail.${kind}`)).join(", ")}`;
  }
}

function scrollerOf(element: Element | null): HTMLElement | null {
  return element?.closest(".panes")?.querySelector<HTMLElement>(".scroller") ?? null;
}

function scrollTo(element: HTMLCanvasElement | null, y: number): void {
  const scroller = scrollerOf(element);
  if (!scroller || !element) return;
  scroller.scrollTop = (y / element.clientHeight) * scroller.scrollHeight - scroller.clientHeight / 2;
}

/** Draws all marks where their provisions stand, and says where that is. */
function drawOn(element: HTMLCanvasElement, { session, handle, reading, search }: Props): readonly DrawnMark[] {
  const scroller = scrollerOf(element);
  const words = scroller?.querySelector(".text-editor");
  const pen = element.getContext("2d");
  const { clientWidth: width, clientHeight: height } = element;
  if (!scroller || !words || !pen || height === 0) return [];
  const { outline, index } = handle.getState();
  const { record } = session.getState();
  const sources = { outline, index, record, reading: reading.getState(), hits: search.getState().hits };
  const above = words.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  const scale = height / Math.max(1, scroller.scrollHeight);
  const marks = railMarks(sources).flatMap((mark): readonly DrawnMark[] => {
    const stretch = handle.stretchOf(mark.provision);
    return stretch ? [{ ...mark, from: (above + stretch.top) * scale, to: (above + stretch.bottom) * scale }] : [];
  });
  const ratio = globalThis.devicePixelRatio || 1;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  pen.scale(ratio, ratio);
  drawRail(pen, marks, width, railInks(element));
  return marks;
}

/** Draws again, when the browser has time, whenever something that is marked, its place or the theme changed. */
function redrawing(
  element: HTMLElement,
  draw: (anyway: boolean) => void,
  sources: readonly { subscribe(listener: () => void): () => void }[],
): () => void {
  const idly = new Idly(() => draw(false), PAUSE_MS);
  const anew = new Idly(() => draw(true), PAUSE_MS);
  const { soon } = idly;
  const sizes = new ResizeObserver(soon);
  sizes.observe(element);
  const words = scrollerOf(element)?.querySelector(".text-editor");
  if (words) sizes.observe(words);
  const themes = new MutationObserver(anew.soon);
  themes.observe(document.documentElement, { attributes: true });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", anew.soon);
  const stops = sources.map((source) => source.subscribe(soon));
  soon();
  return () => {
    idly.stop();
    anew.stop();
    sizes.disconnect();
    themes.disconnect();
    dark.removeEventListener("change", anew.soon);
    for (const stop of stops) stop();
  };
}
