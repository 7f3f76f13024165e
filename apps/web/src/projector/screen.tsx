import { isFrozen } from "@adref/schema";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useIntl } from "react-intl";
import { agendaItems, openSession, provisionOf } from "../console/agenda.ts";
import { useChairAt, useChairPlace } from "../console/use-follow.ts";
import { dateOf } from "../history/tell.ts";
import { useSay } from "../intl.tsx";
import { keep, kept } from "../kept.ts";
import { cardView } from "../margin/card-view.ts";
import { buildOutline } from "../outline/outline-model.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { drawPassage } from "./draw-passage.ts";
import { fitted, scaleOf } from "./fit.ts";
import { Passage } from "./passage.tsx";
import { ScreenOptions } from "./screen-options.tsx";
import { ScreenTools } from "./screen-tools.tsx";
import { shownPassage } from "./shown-passage.ts";
import type { ReadWords, WordsStore } from "./words-store.ts";
import "./screen.css";

interface Props {
  readonly session: TextSession;
  readonly words: WordsStore;
  readonly presides: (person: string) => boolean;
  /** Custom properties for the parties' hues. */
  readonly hues: React.CSSProperties;
}

/** The screen of the room: the passage that the chair has in hand, so large that the back row reads it, and nothing else. */
export function Screen({ session, words, presides, hues }: Props) {
  const say = useSay();
  const read = useSelected(words, (state) => state);
  const { chair, focus } = useFocus(session, presides);
  const at = useShownFocus(session, read, focus);
  const shown = useMemo(() => (read && at !== null ? shownPassage(at, read) : null), [read, at]);
  return (
    <div className="screen" style={hues}>
      <ScreenHead session={session} read={read} at={at} />
      {read && shown ? (
        <Stage session={session} read={read} shown={shown} />
      ) : (
        <main className="screen-stage">
          <p className="screen-note">{read && say(at === null ? "screen.waiting" : "screen.gone")}</p>
        </main>
      )}
      <footer className="screen-foot">
        <p role="status">{chair === null && read !== null && say("screen.noChair")}</p>
        <ScreenTools />
      </footer>
    </div>
  );
}

/** What the chair took up last; a screen that is opened anew remembers it. */
function useFocus(session: TextSession, presides: Props["presides"]) {
  const name = `adref.screen.${session.text.id}`;
  const at = useChairAt(useChairPlace(session, presides));
  const { focus } = at;
  useEffect(() => {
    if (focus !== null) keep(name, focus);
  }, [name, focus]);
  return at;
}

/** The chair's focus; without one the first item of the agenda that has open brackets, or what was shown last. */
function useShownFocus(session: TextSession, read: ReadWords | null, focus: string | null): string | null {
  const sessions = useSelected(session, (state) => state.record.sessions);
  const last = useRef(kept(`adref.screen.${session.text.id}`));
  const statuses = useSelected(session, (state) => state.record.statuses);
  return useMemo(() => {
    if (!read) return null;
    if (focus !== null && shownPassage(focus, read)) return focus;
    const rows = buildOutline(read.outline, read.index, statuses);
    const items = agendaItems(openSession(sessions)?.agenda ?? [], rows, read.index);
    const item = (items.find(({ open }) => open > 0) ?? items[0])?.id;
    if (item !== undefined && shownPassage(item, read)) return item;
    return focus ?? last.current;
  }, [read, focus, sessions, statuses]);
}

function ScreenHead({ session, read, at }: Pick<Props, "session"> & { read: ReadWords | null; at: string | null }) {
  const say = useSay();
  const intl = useIntl();
  const { symbol, title } = session.text;
  const connection = useSelected(session, (state) => state.connection);
  const record = useSelected(session, (state) => state.record);
  const sitting = openSession(record.sessions);
  const provision = read ? provisionOf(at, read.index) : null;
  const silence = Object.values(record.silences).find(
    ({ ended, provisions }) => ended === undefined && provision !== null && provisions.includes(provision),
  );
  const facts: ReactNode[] = [];
  if (sitting) facts.push(say("room.session", { title: sitting.title }));
  if (isFrozen(record)) facts.push(say("screen.frozen"));
  if (silence) facts.push(say("screen.silence", { until: dateOf(intl, silence.until) }));
  if (connection === "connecting") facts.push(say("screen.connecting"));
  else if (connection !== "online") facts.push(say("screen.offline"));
  return (
    <header className="screen-head">
      <h1>
        <strong>{symbol}</strong> {title}
      </h1>
      <p role="status">
        {facts.map((fact, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a short line that is drawn anew
          <span key={i}>{fact}</span>
        ))}
      </p>
    </header>
  );
}

interface StageProps extends Pick<Props, "session"> {
  readonly read: ReadWords;
  readonly shown: NonNullable<ReturnType<typeof shownPassage>>;
}

function Stage({ session, read, shown }: StageProps) {
  const say = useSay();
  const record = useSelected(session, (state) => state.record);
  const { before, after, inHand, heading, bracket } = shown;
  const drawn = useMemo(() => {
    const numbers = new Map(read.outline.map(({ id, number }) => [id, number]));
    const ids = new Set([before, after, ...inHand].filter((id) => id !== null));
    return drawPassage(read.doc, ids, { index: read.index, record, numbers });
  }, [read, record, before, after, inHand]);
  const card = useMemo(() => {
    const only = bracket ?? onlyBracket(read, inHand);
    const view = only === null ? undefined : read.index.brackets.get(only);
    return view ? cardView(view, record, read.index) : null;
  }, [read, record, bracket, inHand]);
  const stage = useFitted(drawn, card, heading);
  return (
    <main ref={stage} className="screen-stage" aria-label={say("screen.label")}>
      <div className="screen-passage">
        {heading && (
          <p className="screen-heading">
            {heading.number} {heading.title}
          </p>
        )}
        {drawn.map((provision) => (
          <Passage
            key={provision.id}
            provision={provision}
            active={card?.id ?? null}
            dimmed={!inHand.includes(provision.id)}
          />
        ))}
      </div>
      {card && <ScreenOptions card={card} record={record} names={session.me.names} />}
    </main>
  );
}

/** The bracket of a provision in hand that holds no other. */
function onlyBracket({ index }: ReadWords, inHand: readonly string[]): string | null {
  if (inHand.length !== 1) return null;
  const here = index.byProvision.get(inHand[0] as string) ?? [];
  return here.length === 1 ? (here[0] as string) : null;
}

/** Fits what is shown into the screen whenever either changes. */
function useFitted(drawn: unknown, card: unknown, heading: unknown): React.RefObject<HTMLElement | null> {
  const stage = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when what is shown changed
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const fit = () => fitInto(element);
    fit();
    void document.fonts?.ready.then(fit);
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [drawn, card, heading]);
  return stage;
}

function fitInto(stage: HTMLElement): void {
  const put = ({ size, neighbours }: { size: number; neighbours: boolean }) => {
    stage.style.setProperty("--words", `${size}px`);
    stage.dataset.neighbours = String(neighbours);
  };
  delete stage.dataset.scrolls;
  const result = fitted(scaleOf(innerWidth, innerHeight), (tried) => {
    put(tried);
    return stage.scrollHeight <= stage.clientHeight;
  });
  put(result);
  if (!result.scrolls) return;
  stage.dataset.scrolls = "true";
  const passage = stage.querySelector<HTMLElement>(".screen-passage");
  const here = passage?.querySelector("[data-here]") ?? passage?.querySelector("[data-in-hand]");
  here?.scrollIntoView({ block: passage?.querySelector("[data-here]") ? "center" : "start" });
}
