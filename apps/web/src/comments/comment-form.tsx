import type { Person } from "@adref/protocol";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { usePeople } from "../people/people.ts";
import type { ActOutcome } from "../sync/types.ts";
import { tell } from "../ui/toasts.tsx";
import { MentionList } from "./mention-list.tsx";
import { mentionedIn, mentioningAt, peopleMeant, withMention } from "./mentions.ts";

/** The longest comment that the server takes, in characters. */
const LONGEST = 4_000;

interface Props {
  readonly label: string;
  readonly button: string;
  readonly me: string;
  /** What was begun before. */
  readonly begun: string;
  readonly write: (text: string) => void;
  readonly send: (text: string, mentions: readonly string[]) => Promise<ActOutcome | null>;
  readonly cancel: () => void;
  readonly autoFocus?: boolean;
}

/** Says something: Enter with Ctrl sends, Escape leaves it for later, a sign before a name mentions a person. */
export function CommentForm({ label, button, me, begun, write, send, cancel, autoFocus = false }: Props) {
  const say = useSay();
  const people = usePeople();
  const [text, setText] = useState(begun);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const mention = useMention(field, text, people, me, (next) => change(next));
  useFitted(field, text);

  function change(next: string) {
    setText(next);
    write(next);
  }

  async function submit() {
    const said = text.trim();
    if (said === "" || sending) return;
    setSending(true);
    const outcome = await send(said, mentionedIn(said, people));
    setSending(false);
    if (outcome?.accepted === false) {
      tell({ kind: "refusal", title: say("toast.refused"), sentence: outcome.refusal.sentence });
    } else if (outcome) {
      setText("");
      if (outcome.accepted === "kept") tell({ kind: "done", sentence: say("act.waiting") });
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKey(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    }
  };
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField value={text} onChange={change} maxLength={LONGEST} autoFocus={autoFocus}>
        <Label className="visually-hidden">{label}</Label>
        <TextArea
          ref={field}
          dir="auto"
          rows={2}
          placeholder={label}
          aria-autocomplete="list"
          {...mention.named}
          onKeyDown={onKeyDown}
          onSelect={mention.look}
          onBlur={mention.close}
        />
      </TextField>
      {mention.people.length > 0 && (
        <MentionList id={mention.id} people={mention.people} at={mention.at} choose={mention.choose} />
      )}
      <div className="form-buttons">
        <Button className="button button-small button-primary" type="submit" isDisabled={sending || text.trim() === ""}>
          {button}
        </Button>
        <Button className="link-button" onPress={cancel}>
          {say("app.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** The list of people at the caret: what it holds, and how keys choose in it. */
function useMention(
  field: React.RefObject<HTMLTextAreaElement | null>,
  text: string,
  people: readonly Person[],
  me: string,
  change: (text: string) => void,
) {
  const id = useId();
  const [caret, setCaret] = useState(-1);
  const [at, setAt] = useState(0);
  const [caretNext, setCaretNext] = useState<number | null>(null);
  const mentioning = caret < 0 ? null : mentioningAt(text, caret);
  const meant = mentioning ? peopleMeant(people, mentioning.typed, me) : [];
  const done = mentioning !== null && people.some(({ name }) => name === mentioning.typed.trim());
  const shown = done ? [] : meant;
  const place = Math.min(at, Math.max(0, shown.length - 1));
  useLayoutEffect(() => {
    if (caretNext === null) return;
    field.current?.setSelectionRange(caretNext, caretNext);
    setCaretNext(null);
  }, [caretNext, field]);

  const choose = (person: Person) => {
    if (!mentioning) return;
    const next = withMention(text, mentioning, person.name);
    change(next.text);
    setCaretNext(next.caret);
    setCaret(-1);
    setAt(0);
  };
  return {
    id,
    people: shown,
    at: place,
    choose,
    named: shown.length > 0 ? { "aria-controls": id, "aria-activedescendant": `${id}-${place}` } : {},
    look: () => {
      setCaret(field.current?.selectionStart ?? -1);
      setAt(0);
    },
    close: () => setCaret(-1),
    onKey: (event: KeyboardEvent): boolean => {
      const chosen = shown[place];
      if (!chosen) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        setAt((place + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length);
      } else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") choose(chosen);
      else if (event.key === "Escape") setCaret(-1);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

/** The field is as high as its words. */
function useFitted(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [field, text]);
}
