import type { Hit } from "@adref/brackets";
import { useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { Button, Checkbox, Input, Label, TextField } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { countWhy } from "./count-why.ts";

interface Props {
  readonly handle: EditorHandle;
  /** Whether the reader proposes: others can look for words only. */
  readonly mayPropose: boolean;
  readonly close: () => void;
}

/** Finds words in the text and proposes others for them, each in a bracket of its own; undo takes all of it back at once. */
export function ReplacePanel({ handle, mayPropose, close }: Props) {
  const say = useSay();
  const [words, setWords] = useState("");
  const [by, setBy] = useState("");
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWords, setWholeWords] = useState(false);
  const sought = useDeferredValue(words);
  const { hits, look } = useHits(handle, sought, matchCase, wholeWords);
  const [place, setPlace] = useState(0);
  const current = hits[Math.min(place, hits.length - 1)] ?? null;
  const possible = hits.filter((hit) => hit.why === null);
  useEffect(() => {
    handle.showHit(current);
  }, [handle, current]);
  useEffect(() => () => handle.showHit(null), [handle]);

  const step = (by: 1 | -1) => setPlace((now) => (hits.length === 0 ? 0 : (now + by + hits.length) % hits.length));
  const leave = () => {
    close();
    handle.focus();
  };
  /** Others may have written since: what is replaced is looked for again in the words as they are. */
  function propose(chosen: (fresh: readonly Hit[]) => readonly Hit[]) {
    const fresh = chosen(handle.commands.find({ words, matchCase, wholeWords }));
    const count = fresh.filter((hit) => hit.why === null).length;
    if (handle.commands.replace(fresh, by)) tell({ kind: "done", sentence: say("replace.done", { count }) });
    look();
  }
  const here = (fresh: readonly Hit[]) =>
    fresh.filter((hit) => hit.provision === current?.provision && hit.from === current.from);

  return (
    <search
      className="replace-panel"
      aria-label={say("replace.label")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        leave();
      }}
    >
      <form
        className="replace-row"
        onSubmit={(event) => {
          event.preventDefault();
          step(1);
        }}
      >
        <TextField value={words} onChange={setWords} autoFocus>
          <Label>{say("replace.find")}</Label>
          <Input />
        </TextField>
        <span className="replace-count" role="status">
          {sought === ""
            ? ""
            : hits.length === 0
              ? say("replace.count", { count: 0 })
              : say("replace.place", { place: Math.min(place, hits.length - 1) + 1, count: hits.length })}
        </span>
        <Button
          className="icon-button"
          aria-label={say("replace.previous")}
          isDisabled={hits.length === 0}
          onPress={() => step(-1)}
        >
          <Icon name="previous" />
        </Button>
        <Button className="icon-button" aria-label={say("replace.next")} isDisabled={hits.length === 0} type="submit">
          <Icon name="next" />
        </Button>
        <Button className="icon-button" aria-label={say("app.close")} onPress={leave}>
          <Icon name="close" />
        </Button>
      </form>
      <div className="replace-row replace-options">
        <Checkbox isSelected={matchCase} onChange={setMatchCase}>
          <span className="box" aria-hidden="true" />
          {say("replace.case")}
        </Checkbox>
        <Checkbox isSelected={wholeWords} onChange={setWholeWords}>
          <span className="box" aria-hidden="true" />
          {say("replace.words")}
        </Checkbox>
      </div>
      {mayPropose ? (
        <form
          className="replace-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (current?.why === null) propose(here);
          }}
        >
          <TextField value={by} onChange={setBy}>
            <Label>{say("replace.with")}</Label>
            <Input />
          </TextField>
          <Button className="button button-small" type="submit" isDisabled={current?.why !== null}>
            {say("replace.one")}
          </Button>
          <Button
            className="button button-small"
            isDisabled={possible.length === 0}
            onPress={() => propose((fresh) => fresh)}
          >
            {say("replace.all", { count: possible.length })}
          </Button>
        </form>
      ) : (
        <p className="quiet">{say("replace.onlyFind")}</p>
      )}
      {mayPropose && hits.length > possible.length && (
        <p className="quiet replace-cannot">
          {say("replace.cannot", { count: hits.length - possible.length })}{" "}
          {countWhy(hits)
            .map(({ why, count }) => say(`replace.why.${why}`, { count }))
            .join("; ")}
        </p>
      )}
    </search>
  );
}

/** The places where words are found, looked for again a moment after the text changed. */
function useHits(handle: EditorHandle, words: string, matchCase: boolean, wholeWords: boolean) {
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const look = useCallback(
    () => setHits(handle.commands.find({ words, matchCase, wholeWords })),
    [handle, words, matchCase, wholeWords],
  );
  useEffect(() => {
    look();
    const later = () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(look, 400);
    };
    const stop = handle.subscribe(later);
    return () => {
      stop();
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [handle, look]);
  return { hits, look };
}
