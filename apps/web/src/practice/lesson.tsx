import type { PracticeView } from "@adref/protocol";
import { useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { failureSentence } from "../history/failure-sentence.ts";
import { useSay } from "../intl.tsx";
import { keep, kept } from "../kept.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { KEPT } from "../use-load.ts";
import { type LessonStep, lessonOf, wordsOf } from "./lessons.ts";
import { practice } from "./practice-api.ts";
import { showOnPage } from "./show-on-page.ts";
import { useFacts } from "./use-facts.ts";

interface Props {
  readonly view: PracticeView;
  readonly session: TextSession | null;
  readonly renew: () => void;
}

/** The lesson of the role that is played: one step at a time, done when it has really happened in the room. */
export function Lesson({ view, session, renew }: Props) {
  const say = useSay();
  const steps = useMemo(() => lessonOf(view.me), [view.me]);
  const [done, setDone] = useDone(view.id);
  const [asked, setAsked] = useState<"hint" | null>(null);
  const at = steps.findIndex(({ id }) => !done.includes(id));
  const step = steps[at];
  const facts = useFacts(session, view, step?.id ?? "");

  useEffect(() => {
    if (!facts || facts.of !== step?.id || !step.done(facts)) return;
    setDone(step.id);
    setAsked(null);
  }, [facts, step, setDone]);

  if (!step) {
    return (
      <section className="lesson" aria-label={say("practice.lesson")}>
        <p role="status">
          <strong>{say("practice.finished")}</strong> {say("practice.finishedBody")}
        </p>
      </section>
    );
  }
  const words = wordsOf(step);
  return (
    <section className="lesson" aria-label={say("practice.lesson")} data-pane="lesson">
      <Progress steps={steps} done={done} at={at} />
      <div className="lesson-words" role="status" aria-live="polite">
        <strong>{say(words.head)}</strong> <span>{say(words.body)}</span>
        {asked === "hint" && <span className="lesson-hint">{say(words.hint)}</span>}
      </div>
      <div className="lesson-buttons">
        {step.id === "tray" && <CutLine view={view} renew={renew} />}
        <Button className="button button-small" onPress={() => setAsked(asked === null ? "hint" : null)}>
          {say("practice.hint")}
        </Button>
        <Button className="button button-small" onPress={() => showOnPage(step.shows)}>
          {say("practice.showMe")}
        </Button>
        <Button className="link-button" onPress={() => setDone(step.id)}>
          {say("practice.skip")}
        </Button>
      </div>
    </section>
  );
}

function Progress({ steps, done, at }: { steps: readonly LessonStep[]; done: readonly string[]; at: number }) {
  const say = useSay();
  return (
    <span className="lesson-progress">
      <span className="quiet">{say("practice.step", { number: at + 1, of: steps.length })}</span>
      {steps.map(({ id }, i) => (
        <span key={id} className="lesson-dot" data-here={i === at || undefined} aria-hidden="true">
          {done.includes(id) ? <Icon name="done" /> : i + 1}
        </span>
      ))}
    </span>
  );
}

function CutLine({ view, renew }: { view: PracticeView; renew: () => void }) {
  const say = useSay();
  async function cut() {
    const answer = await practice.cutLine(view.id);
    if (!answer.ok) tell({ kind: "hint", sentence: failureSentence(say, answer.failure) });
    renew();
  }
  return (
    <Button className="button button-small button-primary" isDisabled={view.lineCut} onPress={() => void cut()}>
      {say(view.lineCut ? "practice.lineIsCut" : "practice.cutLine")}
    </Button>
  );
}

/** The steps that are done; the device keeps them, so that a reload goes on where it was. */
function useDone(id: string): readonly [readonly string[], (step: string) => void] {
  const key = `${KEPT}lesson.${id}`;
  const [done, setDone] = useState<readonly string[]>(() => JSON.parse(kept(key) ?? "[]") as string[]);
  return useMemo(
    () => [
      done,
      (step: string) => {
        const all = done.includes(step) ? done : [...done, step];
        setDone(all);
        keep(key, JSON.stringify(all));
      },
    ],
    [done, key],
  );
}
