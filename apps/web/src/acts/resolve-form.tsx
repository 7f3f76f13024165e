import type { Act } from "@adref/protocol";
import { STANDING } from "@adref/schema";
import { useEffect, useRef, useState } from "react";
import { Button, Form, Input, Label, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { CardOption, CardView } from "../margin/card-view.ts";
import { saysWhose } from "../margin/option-row.tsx";
import { Code } from "../people/codes.tsx";
import type { TextSession } from "../sync/types.ts";
import { useAct } from "./use-act.ts";
import { useUndo } from "./use-undo.ts";

/** What the chair is about to decide on a bracket. */
export type Resolving =
  | { readonly kind: "adopt"; readonly option: string }
  | { readonly kind: "merge" }
  | { readonly kind: "lift" }
  | { readonly kind: "delete" };

interface Props {
  readonly session: TextSession;
  readonly card: CardView;
  readonly resolving: Resolving;
  readonly close: () => void;
}

/**
 * The chair's last look before a bracket ends: what the words become, and room for a reason. A resolution ends what others
 * wrote, so this is the one place where the margin asks first; it can be taken back until something else is done there.
 */
export function ResolveForm({ session, card, resolving, close }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const { offer } = useUndo(session);
  const [reason, setReason] = useState("");
  const [words, setWords] = useState(card.options[0]?.words ?? "");
  const wording = resolving.kind === "adopt" && resolving.option === STANDING ? "keep" : resolving.kind;
  const becomes = wordsAfter(card, resolving);
  const form = useRef<HTMLFormElement>(null);
  // A field that takes the focus by itself is brought to the middle of the window, and the words go out of sight.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("textarea, input")?.focus({ preventScroll: true });
    // The cards are packed anew for the form in the next frames; before that it may stand where it will not stay.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => form.current?.scrollIntoView({ block: "nearest" }));
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the form gives it up
    <div
      className="resolve"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <Form
        ref={form}
        className="resolve-form"
        onSubmit={async (event) => {
          event.preventDefault();
          const outcome = await run(actOf(card, resolving, words, reason.trim()));
          if (outcome.accepted !== true) return;
          const adopted = card.options.find(({ target }) => resolving.kind === "adopt" && target === resolving.option);
          offer(outcome.seq, say(`console.done.${wording}`, { party: adopted?.owner ?? say("card.proposal") }));
          close();
        }}
      >
        <h4>{say(`resolve.${wording}.title`)}</h4>
        <p className="quiet">{say(`resolve.${wording}.explain`)}</p>
        {resolving.kind === "merge" ? (
          <MergeWords card={card} words={words} setWords={setWords} />
        ) : (
          becomes !== "" && (
            <p className="becomes">
              <span className="label">{say("resolve.becomes")}</span> <span className="words">{becomes}</span>
            </p>
          )
        )}
        <TextField value={reason} onChange={setReason} maxLength={2_000}>
          <Label>{say("act.reason")}</Label>
          <Input />
        </TextField>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={state === "sending" || (resolving.kind === "merge" && oneLine(words) === "")}
          >
            {state === "sending" ? say("act.sending") : say(`resolve.${wording}.button`)}
          </Button>
          <Button className="link-button" onPress={close}>
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function MergeWords({ card, words, setWords }: { card: CardView; words: string; setWords: (words: string) => void }) {
  const say = useSay();
  return (
    <>
      <fieldset className="merge-from">
        <legend>{say("resolve.merge.from")}</legend>
        {card.options.map((option) => (
          <Button key={option.target} className="button button-small" onPress={() => setWords(option.words)}>
            <OptionName option={option} within={card.within} />
          </Button>
        ))}
      </fieldset>
      <TextField value={words} onChange={setWords} isRequired maxLength={20_000}>
        <Label>{say("resolve.merge.words")}</Label>
        <TextArea className="react-aria-TextArea merge-words" rows={4} dir="auto" />
      </TextField>
    </>
  );
}

/** Merged words stand inside a provision, so a line break becomes a space. */
export const oneLine = (words: string) => words.replace(/\s*[\r\n]+\s*/g, " ").trim();

/** Merged words with a space before or after them where every option has one: it parts them from the standing words. */
export function spacedAs(card: CardView, words: string): string {
  const all = card.options.map((option) => option.words).filter((each) => each.trim() !== "");
  const before = all.length > 0 && all.every((each) => /^\s/.test(each)) ? " " : "";
  const after = all.length > 0 && all.every((each) => /\s$/.test(each)) ? " " : "";
  return before + oneLine(words) + after;
}

/** What an option is called: its party's code, or whose words stand there. */
export function OptionName({ option, within }: { option: CardOption; within: CardView["within"] }) {
  const say = useSay();
  if (option.kind === "standing") return saysWhose(say, within);
  return option.owner === null ? say("card.unattributed") : <Code code={option.owner} />;
}

function wordsAfter(card: CardView, resolving: Resolving): string {
  if (resolving.kind === "adopt") {
    const target = resolving.option === STANDING ? card.id : resolving.option;
    return card.options.find((option) => option.target === target)?.words ?? "";
  }
  return resolving.kind === "lift" ? (card.options[0]?.words ?? "") : "";
}

function actOf(card: CardView, resolving: Resolving, words: string, reason: string): Act {
  const bracket = card.id;
  const because = reason === "" ? {} : { reason };
  switch (resolving.kind) {
    case "adopt":
      return { type: "adopt", bracket, option: resolving.option, ...because };
    case "merge":
      return { type: "merge", bracket, words: spacedAs(card, words), ...because };
    case "lift":
    case "delete":
      return { type: resolving.kind, bracket, ...because };
  }
}
