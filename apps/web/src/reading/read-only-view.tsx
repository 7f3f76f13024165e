import type { CompareView, TextView } from "@adref/protocol";
import type { TextValue } from "@adref/schema";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { changesByRow, changesToTell } from "../compare/compare-model.ts";
import { ComparedText } from "../compare/compared-text.tsx";
import type { EditorHandle } from "../editor/handle.ts";
import { failureSentence } from "../history/failure-sentence.ts";
import { past } from "../history/past.ts";
import { PastWords } from "../history/past-words.tsx";
import { Answers, useLatest } from "../history/use-latest.ts";
import { useSay } from "../intl.tsx";
import { useParties } from "../people/parties.ts";
import type { TextSession } from "../sync/types.ts";
import { useEditorLabels } from "../text/editor-labels.ts";
import { revisionName } from "../ui/revision-mark.tsx";
import { cleanText } from "./clean-view.ts";
import { type HeldPlace, showPlace } from "./keep-place.ts";
import type { View } from "./views.ts";
import "../compare/compared.css";

/** A view follows the text after it has rested for so long, in milliseconds. */
const RESTS_MS = 600;

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly text: TextView;
  readonly view: View;
  /** Where the reader was before. */
  readonly place: HeldPlace | null;
  readonly leave: () => void;
}

/** A view of the text in the place of the words: it says that it is one, is read only, and saves nothing. */
export function ReadOnlyView(props: Props) {
  const { view, handle, place, leave } = props;
  const host = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const say = useSay();
  const says = useWhatItIs(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader's place is taken up once, when the words are there
  useLayoutEffect(() => {
    if (ready)
      showPlace(
        host.current,
        place,
        handle.getState().outline.map(({ id }) => id),
      );
  }, [ready]);
  return (
    <div className="view-only" ref={host}>
      <div className="view-face" role="status">
        <p>{says}</p>
        <Button className="button button-small" autoFocus onPress={leave}>
          {say("view.leave")}
        </Button>
      </div>
      {view.kind === "since" ? (
        <Since {...props} revision={view.revision} ready={() => setReady(true)} />
      ) : (
        <Clean {...props} ready={() => setReady(true)} />
      )}
    </div>
  );
}

function useWhatItIs(view: View): string {
  const say = useSay();
  const parties = useParties();
  switch (view.kind) {
    case "party": {
      const party = parties.find(({ code }) => code === view.party)?.names.en ?? view.party;
      return say("view.face.party", { party });
    }
    case "since":
      return say("view.face.since", {
        revision: view.revision === 0 ? say("past.theZeroDraft") : revisionName(say, view.revision),
      });
    case "favoured":
      return say("view.face.favoured");
    default:
      return say("view.face.standing");
  }
}

function Clean({ session, handle, view, ready }: Props & { ready: () => void }) {
  const labels = useEditorLabels("view.words");
  const text = useRested(session, handle);
  const clean = useMemo(() => cleanText(text, view), [text, view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are there after the first drawing
  useLayoutEffect(ready, []);
  const { me } = session;
  return (
    <PastWords
      text={clean}
      labels={labels}
      party={me.role === "delegation" ? me.party : null}
      onPlace={nowhere}
      ref={null}
    />
  );
}

const nowhere = () => {};

/** The text as it is now, renewed when it has rested for a moment. */
function useRested(session: TextSession, handle: EditorHandle): TextValue {
  const read = (): TextValue => ({ doc: handle.doc(), record: session.getState().record });
  const [text, setText] = useState(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => {
        const { doc, record } = { doc: handle.doc(), record: session.getState().record };
        setText((before) => (before.doc === doc && before.record === record ? before : { doc, record }));
      }, RESTS_MS);
    };
    const stops = [handle.subscribe(soon), session.subscribe(soon)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [session, handle]);
  return text;
}

function Since({ text, revision, session, handle, ready }: Props & { revision: number; ready: () => void }) {
  const say = useSay();
  const [answers] = useState(() => new Answers<CompareView>(1));
  const now = useRested(session, handle);
  const asked = useLatest(`rev:${revision}`, (signal) => compared(text.id, revision, signal), answers, false);
  const { again } = asked;
  const first = useRef(now);
  useEffect(() => {
    if (first.current === now) return;
    first.current = now;
    again();
  }, [now, again]);
  const comparison = asked.value?.comparison ?? null;
  const byRow = useMemo(() => changesByRow(comparison ? changesToTell(comparison) : []), [comparison]);
  const sections = useMemo(
    () => (comparison ? [{ kind: "rows" as const, rows: comparison.rows.map((_, i) => i) }] : []),
    [comparison],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are there with the first answer
  useLayoutEffect(() => {
    if (comparison !== null) ready();
  }, [comparison === null]);
  if (!comparison) {
    return (
      <p className="not-yet" role="status">
        {asked.failure ? failureSentence(say, asked.failure) : say("app.loading")}
      </p>
    );
  }
  return (
    <>
      {byRow.size === 0 && <p className="quiet">{say("view.nothingSince")}</p>}
      <div className="text-editor">
        <ComparedText
          comparison={comparison}
          sections={sections}
          byRow={byRow}
          layout="inline"
          unfolded
          current={null}
        />
      </div>
    </>
  );
}

const compared = (text: string, revision: number, signal: AbortSignal) =>
  past.compare(text, `rev:${revision}`, "now", signal);
