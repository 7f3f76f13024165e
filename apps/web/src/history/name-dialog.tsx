import type { NamedMoment, TextInfo } from "@adref/protocol";
import { newId } from "@adref/schema";
import { useState } from "react";
import { Button, Form, Input, Label, Text, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { tell } from "../ui/toasts.tsx";
import { usePastAct } from "./use-past-act.ts";

interface Props {
  readonly text: TextInfo;
  readonly seq: number;
  /** The name that the moment has; null where it has none. */
  readonly moment: NamedMoment | null;
  readonly close: () => void;
  /** The timeline is to be read again. */
  readonly done: () => void;
}

/** Names a moment, names it anew, or takes its name away. */
export function NameDialog({ text, seq, moment, close, done }: Props) {
  const say = useSay();
  const [name, setName] = useState(moment?.name ?? "");
  const { sending, notDone, run } = usePastAct(text.id);

  async function save() {
    const given = name.trim();
    const accepted = await run(
      moment
        ? { type: "rename-moment", moment: moment.id, name: given }
        : { type: "name-moment", moment: newId("m"), seq, name: given },
    );
    if (accepted) finish(say("name.done"));
  }

  async function remove(id: string) {
    if (await run({ type: "unname-moment", moment: id })) finish(say("name.gone"));
  }

  function finish(sentence: string) {
    tell({ kind: "done", sentence });
    done();
    close();
  }

  return (
    <DialogPane title={say(moment ? "name.renameTitle" : "name.title")} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{say("name.explain")}</p>
        <TextField value={name} onChange={setName} isRequired maxLength={200} autoFocus>
          <Label>{say("name.field")}</Label>
          <Input />
          <Text slot="description">{say("name.hint")}</Text>
        </TextField>
        {notDone && (
          <p className="caution" role="alert">
            {notDone.sentence}
          </p>
        )}
        <div className="form-buttons">
          <Button className="button button-primary" type="submit" isDisabled={name.trim() === "" || sending}>
            {say("name.button")}
          </Button>
          {moment && (
            <Button className="link-button" isDisabled={sending} onPress={() => void remove(moment.id)}>
              {say("name.remove")}
            </Button>
          )}
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}
