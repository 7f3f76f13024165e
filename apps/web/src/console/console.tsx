import { mayAct } from "@adref/protocol";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button, Switch } from "react-aria-components";
import type { AgreedStatus } from "../acts/status-offers.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { headingOf } from "../outline/outline-model.ts";
import type { OutlineStore } from "../outline/outline-store.ts";
import { provisionName } from "../outline/provision-name.ts";
import { WordsStore } from "../projector/words-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Choose } from "../ui/choose.tsx";
import { Icon } from "../ui/icon.tsx";
import { agendaItems, openSession } from "./agenda.ts";
import { AgreeBand } from "./agree-band.tsx";
import { BracketDesk, type DeskKeys } from "./bracket-desk.tsx";
import { KeySign } from "./key-sign.tsx";
import { SeveralDesk } from "./several-desk.tsx";
import { type ConsoleDesk, useConsole } from "./use-console.ts";
import "./console.css";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly outline: OutlineStore;
  /** Opens the history of a provision. */
  readonly openHistory: (provision: string) => void;
  readonly close: () => void;
}

/** The chair's console: the open brackets one at a time, each with its options and what may be decided, all by keys as well. */
export function Console({ session, handle, outline, openHistory, close }: Props) {
  const say = useSay();
  const rows = useSelected(outline, (state) => state);
  const index = useSelected(handle, (state) => state.index);
  const entries = useSelected(handle, (state) => state.outline);
  const sessions = useSelected(session, (state) => state.record.sessions);
  const sitting = openSession(sessions);
  const agenda = sitting?.agenda;
  const [scope, setScope] = useState(agenda && agenda.length > 0 ? AGENDA : TEXT);
  const [withParked, setWithParked] = useState(false);
  const [mode, setMode] = useState<"one" | "merge" | "several">("one");
  const words = useWords(session);

  // An agenda that ended leaves the whole text.
  const through = scope === AGENDA && !agenda ? TEXT : scope;
  const article = through !== TEXT && through !== AGENDA ? through : null;
  const items = useMemo(() => {
    if (through === TEXT) return null;
    const ids = through === AGENDA ? (agenda ?? []) : [through];
    return agendaItems(ids, rows, index).map(({ provisions }) => provisions);
  }, [through, agenda, rows, index]);
  const desk = useConsole({ session, handle, items, withParked });
  const { at } = desk;
  const provision = at === null ? undefined : index.brackets.get(at)?.provisions[0];
  const name = provision === undefined ? "" : provisionName(entries, provision, say);
  const heading = provision === undefined ? null : headingOf(rows, provision);
  const articleName = (id: string) => provisionName(entries, id, say);
  const choices = [
    { id: TEXT, name: say("console.scope.text") },
    ...(agenda ? [{ id: AGENDA, name: say("console.scope.agenda") }] : []),
    ...[...new Set([heading?.id, article])].flatMap((id) => (id ? [{ id, name: articleName(id) }] : [])),
  ];
  const scopeName = choices.find(({ id }) => id === through)?.name ?? "";

  useTextFollows(handle, desk);
  const { region, keys, agreeKeys, onKeyDown } = useConsoleKeys(desk, mode, setMode);
  const decides = mayAct(session.me, session.text, "adopt");
  const position = at === null ? "" : say("console.position", { place: desk.place, count: desk.queue.length });

  return (
    <section className="console" aria-label={say("console.label")} data-pane="console" onKeyDown={onKeyDown}>
      <header className="console-head">
        <h2>{say("console.title")}</h2>
        <Button className="icon-button" aria-label={say("console.close")} onPress={close}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="console-tools">
        <Choose label={say("console.scope")} value={through} choices={choices} choose={setScope} />
        {(desk.parked > 0 || withParked) && (
          <Switch className="console-switch" isSelected={withParked} onChange={setWithParked}>
            <span className="console-switch-mark" aria-hidden="true" />
            {say("console.parked", { count: desk.parked })}
          </Switch>
        )}
        {decides && mode !== "several" && (
          <Button className="button button-small" onPress={() => setMode("several")}>
            {say("console.several")}
          </Button>
        )}
        <Button
          className="button button-small"
          aria-keyshortcuts="U"
          isDisabled={!desk.mayUndo || desk.busy}
          onPress={() => void desk.undo()}
        >
          {say("undo.button")} <KeySign name="U" />
        </Button>
      </div>
      <AgreeBand
        session={session}
        handle={handle}
        rows={rows}
        cleared={desk.cleared}
        done={(seq) => desk.note([{ seq, bracket: null }])}
        dismiss={desk.forgetCleared}
        keys={agreeKeys}
      />
      {mode === "several" ? (
        <SeveralDesk
          session={session}
          handle={handle}
          queue={desk.queue}
          scope={scopeName}
          note={desk.note}
          close={() => setMode("one")}
        />
      ) : (
        <>
          {at !== null && <Walk desk={desk} position={position} />}
          <p className="visually-hidden" aria-live="polite">
            {at === null ? say("console.empty") : `${position} ${name}`}
          </p>
          <article
            ref={region}
            className="desk"
            data-bracket={at ?? undefined}
            aria-label={at === null ? say("console.empty") : `${position} ${name}`}
            aria-busy={desk.busy}
            tabIndex={-1}
            data-pane-first
          >
            {at === null || !words ? (
              <Empty desk={desk} scope={scopeName} />
            ) : (
              <>
                <p className="desk-place">
                  <strong>{name}</strong>{" "}
                  {heading && heading.title !== "" && !name.startsWith(heading.title) && (
                    <span className="quiet">{heading.title}</span>
                  )}
                  {provision !== undefined && (
                    <Button
                      className="icon-button"
                      aria-label={say("history.open", { provision: name })}
                      onPress={() => openHistory(provision)}
                    >
                      <Icon name="history" />
                    </Button>
                  )}
                </p>
                <BracketDesk
                  key={at}
                  session={session}
                  handle={handle}
                  words={words}
                  bracket={at}
                  busy={desk.busy}
                  merging={mode === "merge"}
                  setMerging={(merging) => setMode(merging ? "merge" : "one")}
                  decide={desk.decide}
                  keys={keys}
                />
              </>
            )}
          </article>
        </>
      )}
    </section>
  );
}

const TEXT = "text";
const AGENDA = "agenda";

function Walk({ desk, position }: { desk: ConsoleDesk; position: string }) {
  const say = useSay();
  return (
    <div className="console-walk">
      <strong className="console-position">{position}</strong>
      <div className="desk-buttons">
        <Button className="button button-small" aria-keyshortcuts="B" onPress={desk.previous}>
          {say("console.previous")} <KeySign name="B" />
        </Button>
        <Button className="button button-small" aria-keyshortcuts="S" onPress={desk.skip}>
          {say("console.skip")} <KeySign name="S" />
        </Button>
        <Button className="button button-small" aria-keyshortcuts="N" onPress={desk.next}>
          {say("console.next")} <KeySign name="N" />
        </Button>
      </div>
    </div>
  );
}

function Empty({ desk, scope }: { desk: ConsoleDesk; scope: string }) {
  const say = useSay();
  return (
    <div className="console-empty">
      <p>
        <Icon name="done" /> {say("console.emptyIn", { scope })}
      </p>
      {desk.parked > 0 && <p className="quiet">{say("console.parkedLeft", { count: desk.parked })}</p>}
    </div>
  );
}

/** The words of the text as they stand, for as long as the console is open. */
function useWords(session: TextSession): WordsStore | null {
  const [words, setWords] = useState<WordsStore | null>(null);
  useEffect(() => {
    const store = new WordsStore(session);
    setWords(store);
    return () => store.destroy();
  }, [session]);
  return words;
}

/** The text goes to the bracket in hand; a bracket that is chosen in the text is taken in hand. */
function useTextFollows(handle: EditorHandle, { at, queue, goTo }: ConsoleDesk): void {
  const active = useSelected(handle, (state) => state.active);
  useEffect(() => {
    if (at !== null) handle.goTo({ bracket: at }, false);
  }, [handle, at]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move in the text itself takes another bracket in hand
  useEffect(() => {
    const inText = document.activeElement?.closest("[data-pane=text]");
    if (inText && active !== null && active !== at && queue.includes(active)) goTo(active);
  }, [active]);
}

/** The console's keys: those that stand on its buttons, while the focus is in it and in no field. */
function useConsoleKeys(
  desk: ConsoleDesk,
  mode: "one" | "merge" | "several",
  setMode: (mode: "one" | "merge" | "several") => void,
) {
  const region = useRef<HTMLElement>(null);
  const keys = useRef<DeskKeys | null>(null);
  const agreeKeys = useRef<((status: AgreedStatus) => void) | null>(null);
  const { at } = desk;

  // The console opens with the focus on the bracket in hand.
  useEffect(() => region.current?.focus({ preventScroll: true }), []);
  // After an act the button that did it is gone, or is that of another bracket: the focus goes to the bracket in hand.
  const before = useRef({ at, mode });
  useLayoutEffect(() => {
    const moved = before.current.at !== at || (before.current.mode !== mode && mode === "one");
    before.current = { at, mode };
    const element = region.current;
    if (!moved || !element) return;
    const { activeElement } = document;
    const walking = activeElement?.closest(".console-walk");
    const here = activeElement === document.body || activeElement?.closest(".console, .toasts");
    if (here && !walking) element.focus({ preventScroll: true });
    element.closest(".console")?.scrollTo({ top: 0 });
  });

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if ((event.target as Element).closest("input, textarea, select, [contenteditable=true], [role=listbox]")) return;
    if (!(event.currentTarget as Element).contains(event.target as Element) || mode === "several") return;
    if (!press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const press = (pressed: string): boolean => {
    const key = pressed.toUpperCase();
    const acts = keys.current?.acts ?? [];
    // Where nothing stands, taking the bracket out with its words and leaving the text as it is are one.
    const act = acts.find((one) => one.key === key) ?? acts.find((one) => key === "D" && one.what === "leaveOut");
    if (act && mode === "one") {
      if (!desk.busy) keys.current?.press(act);
      return true;
    }
    switch (key) {
      case "N":
        desk.next();
        return true;
      case "B":
        desk.previous();
        return true;
      case "S":
        desk.skip();
        return true;
      case "U":
        void desk.undo();
        return true;
      case "M":
        if (!keys.current?.merges) return false;
        setMode("merge");
        return true;
      case "A":
      case "G":
        agreeKeys.current?.(key === "A" ? "agreed-adref" : "agreed-group");
        return agreeKeys.current !== null;
      default:
        return false;
    }
  };
  return { region, keys, agreeKeys, onKeyDown };
}
