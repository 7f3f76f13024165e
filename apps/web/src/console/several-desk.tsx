import type { BracketIndex } from "@adref/brackets";
import { useMemo, useRef, useState } from "react";
import { Button, Checkbox, CheckboxGroup, Label, ProgressBar } from "react-aria-components";
import { useUndo } from "../acts/use-undo.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { cardView, shortened } from "../margin/card-view.ts";
import { provisionName } from "../outline/provision-name.ts";
import { Codes } from "../people/codes.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon } from "../ui/icon.tsx";
import { type Unopposed, unopposed } from "./no-objection.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  /** The brackets of the queue. */
  readonly queue: readonly string[];
  /** What the queue goes through, in words. */
  readonly scope: string;
  readonly note: (done: readonly { readonly seq: number; readonly bracket: string }[]) => void;
  readonly close: () => void;
}

/** What became of adopting several at once. */
interface Outcome {
  readonly adopted: readonly { readonly seq: number; readonly bracket: string }[];
  readonly refused: readonly { readonly bracket: string; readonly name: string; readonly sentence: string }[];
  readonly left: number;
}

const WORDS = 160;

/**
 * Adopts what nobody objects to: shows each with a tick first, does one after the other, can be stopped, and tells what was
 * done. Each is an act of its own, judged by itself, so that one which somebody objected to meanwhile fails alone.
 */
export function SeveralDesk({ session, handle, queue, scope, note, close }: Props) {
  const say = useSay();
  const index = useSelected(handle, (state) => state.index);
  const record = useSelected(session, (state) => state.record);
  const outline = useSelected(handle, (state) => state.outline);
  const free = useMemo(() => unopposed(index, record, queue), [index, record, queue]);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const stopped = useRef(false);
  const chosen = free.filter(({ bracket }) => !off.has(bracket));
  const nameOf = (id: string) => provisionName(outline, id, say);

  async function adoptAll() {
    stopped.current = false;
    const adopted: { seq: number; bracket: string }[] = [];
    const refused: Outcome["refused"][number][] = [];
    for (const [i, { bracket, option, provision }] of chosen.entries()) {
      if (stopped.current) break;
      setDoing({ done: i, of: chosen.length });
      // As they stand at this moment: somebody may have objected since the list was made.
      const now = unopposed(handle.getState().index, session.getState().record, [bracket]);
      if (now.length === 0) {
        refused.push({ bracket, name: nameOf(provision), sentence: say("console.several.changed") });
        continue;
      }
      const done = await session.act(actFor(bracket, option, handle.getState().index));
      if (done.accepted === true) adopted.push({ seq: done.seq, bracket });
      else if (done.accepted === false) {
        refused.push({ bracket, name: nameOf(provision), sentence: done.refusal.sentence });
        if (done.refusal.id === "offline" || done.refusal.id === "signed-out") break;
      }
    }
    setDoing(null);
    note(adopted);
    setOutcome({ adopted, refused, left: chosen.length - adopted.length - refused.length });
  }

  if (doing) {
    return (
      <div key="doing" className="several">
        <h3 tabIndex={-1} ref={focused}>
          {say("console.several.doing")}
        </h3>
        <ProgressBar value={doing.done} maxValue={doing.of} className="several-progress">
          <Label>{say("console.several.progress", { done: doing.done, count: doing.of })}</Label>
          <span className="several-bar" aria-hidden="true">
            <span style={{ inlineSize: `${(100 * doing.done) / doing.of}%` }} />
          </span>
        </ProgressBar>
        <Button
          className="button"
          onPress={() => {
            stopped.current = true;
          }}
        >
          {say("console.several.stop")}
        </Button>
      </div>
    );
  }
  if (outcome) return <SeveralDone session={session} outcome={outcome} close={close} />;
  return (
    <div key="list" className="several">
      <h3 tabIndex={-1} ref={focused}>
        {say("console.several.title", { scope })}
      </h3>
      <p className="quiet">{say("console.several.explain")}</p>
      {free.length === 0 ? (
        <p>{say("console.several.none")}</p>
      ) : (
        <CheckboxGroup
          className="several-list"
          aria-label={say("console.several.label")}
          value={chosen.map(({ bracket }) => bracket)}
          onChange={(value) => setOff(new Set(free.map(({ bracket }) => bracket).filter((id) => !value.includes(id))))}
        >
          {free.map((one) => (
            <Row key={one.bracket} session={session} index={index} one={one} name={nameOf(one.provision)} />
          ))}
        </CheckboxGroup>
      )}
      <div className="form-buttons">
        {free.length > 0 && (
          <Button className="button button-primary" isDisabled={chosen.length === 0} onPress={() => void adoptAll()}>
            {say("console.several.button", { count: chosen.length })}
          </Button>
        )}
        <Button className="link-button" onPress={close}>
          {say(free.length > 0 ? "app.cancel" : "console.several.back")}
        </Button>
      </div>
    </div>
  );
}

/** What comes instead of what had the focus takes it, so that it is read out and never lost. */
function focused(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

function actFor(bracket: string, option: string, index: BracketIndex) {
  const alone = index.brackets.get(bracket)?.standing.length === 0;
  return alone ? ({ type: "lift", bracket } as const) : ({ type: "adopt", bracket, option } as const);
}

interface RowProps {
  readonly session: TextSession;
  readonly index: BracketIndex;
  readonly one: Unopposed;
  readonly name: string;
}

function Row({ session, index, one, name }: RowProps) {
  const say = useSay();
  const record = useSelected(session, (state) => state.record);
  const view = index.brackets.get(one.bracket);
  const card = view && cardView(view, record, index);
  const option = card?.options.find(({ target }) => target === one.option);
  const standing = card?.options.find(({ kind }) => kind === "standing");
  const supporters = option?.says.find(({ stance }) => stance === "support")?.parties ?? [];
  return (
    <Checkbox value={one.bracket} className="several-row">
      <span className="several-tick">
        <Icon name="done" />
      </span>
      <span className="several-what">
        <span className="several-where">{name}</span>{" "}
        {option?.owner != null && <Codes codes={[option.owner, ...supporters]} />}
        <span className="several-words" dir="auto">
          {standing && <del>{shortened(standing.words, WORDS)}</del>}{" "}
          <ins>{option?.words.trim() ? shortened(option.words, WORDS) : say("card.emptyOption")}</ins>
        </span>
      </span>
    </Checkbox>
  );
}

function SeveralDone({ session, outcome, close }: Pick<Props, "session" | "close"> & { outcome: Outcome }) {
  const say = useSay();
  const { undo } = useUndo(session);
  const [left, setLeft] = useState(outcome.adopted);
  const [undoing, setUndoing] = useState(false);

  /** The last first: what was done on top of another is taken off before it. */
  async function undoAll() {
    setUndoing(true);
    for (const { seq } of left.toReversed()) {
      if ((await undo(seq)) !== true) break;
      setLeft((before) => before.filter((one) => one.seq !== seq));
    }
    setUndoing(false);
  }
  return (
    <div className="several" role="status">
      <h3 tabIndex={-1} ref={focused}>
        {say("console.several.done", { count: outcome.adopted.length })}
      </h3>
      {outcome.left > 0 && <p>{say("console.several.left", { count: outcome.left })}</p>}
      {outcome.refused.length > 0 && (
        <ul className="several-refused">
          {outcome.refused.map(({ bracket, name, sentence }) => (
            <li key={bracket}>
              <strong>{name}</strong>: {sentence}
            </li>
          ))}
        </ul>
      )}
      <div className="form-buttons">
        <Button className="button button-primary" onPress={close}>
          {say("console.several.back")}
        </Button>
        {left.length > 0 && (
          <Button className="button" isDisabled={undoing} onPress={() => void undoAll()}>
            {say("console.several.undo", { count: left.length })}
          </Button>
        )}
      </div>
    </div>
  );
}
