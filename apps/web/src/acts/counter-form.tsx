import type { Countered, Hindered } from "@adref/brackets";
import { useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { refusalMessage } from "../text/use-refusals.ts";
import { InlineForm } from "./inline-form.tsx";

/** What the words offer to a card that wants to counter them. */
export interface CounterActs {
  /** The words to start from, or why they cannot be countered here. */
  readonly countered: (target: string) => Countered | Hindered;
  /** Proposes other words. False where the editor could not. */
  readonly counter: (target: string, words: string) => boolean;
  /** Puts the caret where the words stand. */
  readonly goThere: (target: string) => void;
}

/** Offers other words for an option or for standing words, without a caret in them: with a finger as well as with keys. */
export function CounterForm({ target, acts }: { target: string; acts: CounterActs }) {
  const say = useSay();
  const [start, setStart] = useState<Countered | Hindered | null>(null);
  const [words, setWords] = useState("");
  const close = () => setStart(null);
  if (start === null) {
    return (
      <Button
        className="link-button"
        onPress={() => {
          const found = acts.countered(target);
          setWords("words" in found ? found.words : "");
          setStart(found);
        }}
      >
        {say("act.counter")}
      </Button>
    );
  }
  if (!("words" in start)) {
    return (
      <p className="invitation" role="status">
        {say(refusalMessage(start.why))}{" "}
        <Button className="link-button" onPress={() => acts.goThere(target)}>
          {say("act.counterThere")}
        </Button>
      </p>
    );
  }
  const line = words.replace(/\s*[\r\n]+\s*/g, " ");
  return (
    <InlineForm
      send={say("act.counterSend")}
      isDisabled={line.trim() === "" || line === start.words}
      submit={() => {
        if (acts.counter(target, line)) close();
      }}
      close={close}
    >
      <TextField autoFocus value={words} onChange={setWords} maxLength={20_000}>
        <Label>{say("act.counterField")}</Label>
        <TextArea className="react-aria-TextArea" rows={3} dir="auto" />
      </TextField>
    </InlineForm>
  );
}
