import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CommentStore } from "../comments/comment-store.ts";
import { DRAFT, MarginThread, THREAD } from "../comments/margin-threads.tsx";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { NewDot } from "../reading/new-dot.tsx";
import type { ReadingStore } from "../reading/reading-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Card } from "./card.tsx";
import { shortened } from "./card-view.ts";
import { MarginLayout } from "./margin-layout.ts";
import { useBracket } from "./use-bracket.ts";
import { useCardActs } from "./use-card-acts.ts";
import { useMeasured } from "./use-measured.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly comments: CommentStore;
  readonly reading: ReadingStore;
}

/**
 * The margin: one card for each bracket near what is visible that the filter lets through, and for each thread of comments, at its line. It stands in the page's scroll container, so
 * that cards travel with their words without any script.
 */
export function Margin({ session, handle, comments, reading }: Props) {
  const say = useSay();
  const layout = useMarginLayout(handle);
  const placed = useSelected(layout, (cards) => cards);
  const caret = useSelected(handle, (state) => state.active);
  const [chosen, setChosen] = useState<string | null>(null);
  // The bracket at the caret opens when the caret comes to another one; a card that is chosen opens at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret's move ends the choice
  useEffect(() => {
    setChosen(null);
    comments.leave();
  }, [caret]);
  const thread = useSelected(comments, (state) => state.open);
  const open = thread === null ? (chosen ?? caret) : `${THREAD}${thread}`;
  const choose = useCallback(
    (id: string | null) => {
      const isThread = id?.startsWith(THREAD) ?? false;
      comments.open(isThread && id ? id.slice(THREAD.length) : null);
      if (!isThread) setChosen(id);
    },
    [comments],
  );
  useShownCards(layout, handle, comments, reading);
  useEffect(() => {
    layout.open = open;
  }, [layout, open]);

  return (
    <section className="margin-cards" aria-label={say("margin.label")} data-pane="margin">
      {placed.map(({ id, top }) => {
        const shared = { id, top, open: id === open, handle, layout, choose };
        if (id.startsWith(THREAD)) return <MarginThread key={id} store={comments} {...shared} />;
        return <PlacedCard key={id} session={session} reading={reading} {...shared} />;
      })}
    </section>
  );
}

/** Tells the layout which brackets have cards, and where threads stand between them. */
function useShownCards(
  layout: MarginLayout,
  handle: EditorHandle,
  comments: CommentStore,
  reading: ReadingStore,
): void {
  const only = useSelected(reading, (state) => state.brackets);
  const provisions = useSelected(reading, (state) => state.provisions);
  const { threads, about, settled, open } = useSelected(comments, (state) => state);
  const { names } = comments.session.me;
  const others = useMemo(() => {
    const places = new Map<string, { readonly provision: string; readonly from: number }>();
    if (names) {
      for (const { thread, place } of threads) {
        if (!place || (thread.id !== open && provisions?.has(place.provision) === false)) continue;
        if (!thread.done || settled || thread.id === open) places.set(`${THREAD}${thread.id}`, place);
      }
    }
    if (about) places.set(DRAFT, about);
    const line = (id: string) => {
      const place = places.get(id);
      return place ? handle.stretchOf(place.provision, place.from) : null;
    };
    return { order: [...places.keys()], stretchOf: line };
  }, [threads, about, settled, open, names, handle, provisions]);
  useEffect(() => {
    layout.only = only;
    layout.others = others;
  }, [layout, only, others]);
}

function useMarginLayout(handle: EditorHandle): MarginLayout {
  const [layout, setLayout] = useState(() => new MarginLayout(handle));
  useEffect(() => {
    const next = new MarginLayout(handle);
    setLayout(next);
    const moved = () => next.moved();
    // The words' own element: it grows and shrinks with whatever moves a line, fonts and the window's width included.
    const observer = new ResizeObserver(moved);
    const words = document.querySelector(".text-editor");
    if (words) observer.observe(words);
    void document.fonts?.ready.then(moved);
    return () => {
      observer.disconnect();
      next.destroy();
    };
  }, [handle]);
  return layout;
}

interface PlacedCardProps extends Omit<Props, "comments"> {
  readonly id: string;
  readonly top: number;
  readonly open: boolean;
  readonly layout: MarginLayout;
  readonly choose: (id: string | null) => void;
}

const PlacedCard = memo(function PlacedCard({
  id,
  top,
  open,
  session,
  handle,
  reading,
  layout,
  choose,
}: PlacedCardProps) {
  const say = useSay();
  const shown = useBracket(session, handle, id);
  const acts = useCardActs(handle);
  const changed = useSelected(reading, ({ subjects }) => subjects.brackets.get(id)?.traits.has("changed") ?? false);
  const element = useRef<HTMLElement>(null);
  useMeasured(element, id, layout);
  if (!shown) return null;
  const { order } = handle.getState().index;
  const words = shortened(shown.card.options.map((option) => option.words).join(" / "), 80);

  const goThere = () => {
    choose(id);
    handle.goTo({ bracket: id }, false);
  };
  return (
    <article
      ref={element}
      className={open ? "card card-open" : "card"}
      style={{ insetBlockStart: top }}
      data-card={id}
      aria-label={say("card.label", { place: order.indexOf(id) + 1, count: order.length, words })}
      aria-current={open || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card opens when it gets the focus, and reads itself out
      tabIndex={0}
      onFocus={() => {
        choose(id);
        // The page speaks of where the caret is: it follows to the card's bracket, unless it is in it.
        if (handle.getState().active !== id) handle.goTo({ bracket: id }, false);
      }}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest("button,input,textarea,a")) goThere();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          handle.goTo({ bracket: id }, true);
        } else if (event.key === "Enter" && event.target === event.currentTarget) goThere();
      }}
    >
      <FocusKept id={id} handle={handle} />
      {changed && <NewDot />}
      <Card session={session} open={open} {...shown} {...acts} />
    </article>
  );
});

/** A card that goes away while it has the focus, because its bracket ended, leaves it to the words. */
function FocusKept({ id, handle }: { id: string; handle: EditorHandle }): null {
  useLayoutEffect(() => {
    return () => {
      const focused = document.activeElement?.closest<HTMLElement>("[data-card]");
      if (focused?.dataset.card === id) queueMicrotask(() => handle.focus());
    };
  }, [id, handle]);
  return null;
}
