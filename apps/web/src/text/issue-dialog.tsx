import type { Revision, TextView } from "@adref/protocol";
import { useState } from "react";
import { Button, FieldError, Form, Input, Label, Text, TextField } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import { api } from "../api.ts";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { revisionName } from "../ui/revision-mark.tsx";

interface Props {
  readonly session: TextSession;
  readonly text: TextView;
  /** Counts of the text as it stands. */
  readonly holds: { readonly provisions: number; readonly open: number };
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** A revision was issued: the text's facts are to be read again. */
  readonly onIssued: () => void;
}

/** The number that the next revision will have. */
export function nextRevision(text: TextView): number {
  return text.revisions.reduce((most, revision) => Math.max(most, revision.number), -1) + 1;
}

/** Issues the next revision: says what will happen, and afterwards its number, date and hash. */
export function IssueDialog({ session, text, holds, isOpen, onOpenChange, onIssued }: Props) {
  const say = useSay();
  const [issued, setIssued] = useState<Revision | null>(null);
  const [number] = useState(() => nextRevision(text));
  const name = revisionName(say, issued?.number ?? number);
  return (
    <DialogPane
      title={say(issued ? "issue.doneTitle" : "issue.title", { revision: name })}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {issued ? (
        <Issued revision={issued} />
      ) : (
        <IssueForm
          session={session}
          text={text}
          holds={holds}
          name={name}
          done={(revision) => {
            setIssued(revision);
            onIssued();
          }}
        />
      )}
    </DialogPane>
  );
}

interface FormProps {
  readonly session: TextSession;
  readonly text: TextView;
  readonly holds: Props["holds"];
  readonly name: string;
  readonly done: (revision: Revision) => void;
}

function IssueForm({ session, text, holds, name, done }: FormProps) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [title, setTitle] = useState("");
  const unsaved = useSelected(session, (now) => now.save.kind === "saving" || now.save.kind === "offline");

  async function issue() {
    const outcome = await run({ type: "issue", ...(title.trim() === "" ? {} : { title: title.trim() }) });
    if (outcome.accepted !== true) return;
    const answer = await api.revisions(text.id);
    const revision = answer.ok ? answer.value.find((one) => one.number === outcome.revision) : undefined;
    if (revision) done(revision);
  }

  return (
    <Form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        void issue();
      }}
    >
      <p>{say("issue.explain", { revision: name, symbol: text.symbol })}</p>
      <p>{say("issue.holdsValue", holds)}</p>
      <TextField value={title} onChange={setTitle} maxLength={200} autoFocus>
        <Label>{say("issue.field")}</Label>
        <Input />
        <Text slot="description">{say("issue.fieldHint")}</Text>
        <FieldError />
      </TextField>
      {unsaved && <p className="caution">{say("issue.unsaved")}</p>}
      <div className="form-buttons">
        <Button className="button button-primary" type="submit" isDisabled={state === "sending" || unsaved}>
          {state === "sending" ? say("act.sending") : say("issue.button", { revision: name })}
        </Button>
        <Button className="link-button" slot="close">
          {say("app.cancel")}
        </Button>
      </div>
    </Form>
  );
}

function Issued({ revision }: { revision: Revision }) {
  const say = useSay();
  return (
    <div className="dialog-body">
      <dl className="facts">
        <dt>{say("issue.done.symbol")}</dt>
        <dd className="symbol">{revision.symbol}</dd>
        <dt>{say("issue.done.date")}</dt>
        <dd>
          <On at={revision.at} time />
        </dd>
        <dt>{say("issue.done.entry")}</dt>
        <dd>{revision.seq}</dd>
        <dt>{say("issue.done.hash")}</dt>
        <dd className="hash">{revision.wordsHash}</dd>
      </dl>
      <div className="form-buttons">
        <Button slot="close" className="button" autoFocus>
          {say("app.close")}
        </Button>
      </div>
    </div>
  );
}
