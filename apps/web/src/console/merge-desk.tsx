import type { WordChange } from "@adref/revisions";
import { compareWords } from "@adref/revisions";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button, Form, Label, Radio, RadioGroup, TextArea, TextField } from "react-aria-components";
import { OptionName, oneLine, spacedAs } from "../acts/resolve-form.tsx";
import { useSay } from "../intl.tsx";
import type { CardView } from "../margin/card-view.ts";
import { KeySign } from "./key-sign.tsx";

interface Props {
  readonly card: CardView;
  readonly busy: boolean;
  /** Puts the words in; they are spaced as those that they replace. */
  readonly merge: (words: string) => void;
  readonly close: () => void;
}

/**
 * New words for a bracket. They start from the option that the chair picks, and show live what they take from it and from
 * the standing words. Control and Enter put them in, Escape gives up.
 */
export function MergeDesk({ card, busy, merge, close }: Props) {
  const say = useSay();
  const proposals = card.options.filter(({ kind }) => kind === "proposal");
  const standing = card.options.find(({ kind }) => kind === "standing");
  const [from, setFrom] = useState((proposals[0] ?? standing)?.target ?? "");
  const start = card.options.find(({ target }) => target === from);
  const [words, setWords] = useState(start?.words.trim() ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
    area?.form?.scrollIntoView({ block: "nearest" });
  }, []);
  const empty = oneLine(words) === "";
  const send = () => {
    if (!empty && !busy) merge(spacedAs(card, words));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys inside the form end it
    <div
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          close();
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <Form
        className="merge-desk"
        aria-label={say("resolve.merge.title")}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h3>{say("resolve.merge.title")}</h3>
        <RadioGroup
          className="merge-starts"
          orientation="horizontal"
          value={from}
          onChange={(target) => {
            setFrom(target);
            setWords(card.options.find((option) => option.target === target)?.words.trim() ?? "");
          }}
        >
          <Label>{say("resolve.merge.from")}</Label>
          {card.options.map((option) => (
            <Radio key={option.target} value={option.target} className="merge-start">
              <OptionName option={option} within={card.within} />
            </Radio>
          ))}
        </RadioGroup>
        <TextField value={words} onChange={setWords} isRequired maxLength={20_000}>
          <Label>{say("resolve.merge.words")}</Label>
          <TextArea ref={field} className="react-aria-TextArea merge-words" rows={4} dir="auto" />
        </TextField>
        <fieldset className="merge-differs" aria-label={say("console.differs")}>
          {start && start !== standing && (
            <Differs label={say("console.differsFrom")} before={start.words} after={words} />
          )}
          {standing && <Differs label={say("console.differsStanding")} before={standing.words} after={words} />}
        </fieldset>
        <div className="form-buttons">
          <Button className="button button-primary" type="submit" isDisabled={empty || busy}>
            {say("resolve.merge.button")} <KeySign name={say("console.ctrlEnter")} />
          </Button>
          <Button className="link-button" onPress={close}>
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function Differs({ label, before, after }: { label: string; before: string; after: string }) {
  const say = useSay();
  const changes = useMemo(() => compareWords(oneLine(before), oneLine(after)), [before, after]);
  const same = changes.every(({ kind }) => kind === "kept");
  return (
    <p className="differs">
      <span className="label">{label}</span>
      <span className="differs-words" dir="auto">
        {same ? <span className="quiet">{say("console.same")}</span> : changes.map(drawnChange)}
      </span>
    </p>
  );
}

function drawnChange({ kind, words }: WordChange, i: number) {
  if (kind === "kept") return <span key={i}>{words}</span>;
  return kind === "added" ? <ins key={i}>{words}</ins> : <del key={i}>{words}</del>;
}
