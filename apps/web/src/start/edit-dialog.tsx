import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";

/** A line to be written; none may be left empty. */
export interface EditField {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Characters at most. */
  readonly most: number;
}

interface Props {
  readonly title: string;
  readonly fields: readonly EditField[];
  /** Puts it on the record; the dialog closes where that was done. */
  readonly save: () => Promise<boolean>;
  readonly close: () => void;
}

/** Changes the few facts of one thing of the negotiation. */
export function EditDialog({ title, fields, save, close }: Props) {
  const say = useSay();
  return (
    <DialogPane title={title} isOpen onOpenChange={close}>
      <Form
        className="part-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save().then((done) => done && close());
        }}
      >
        {fields.map(({ label, value, change, most }) => (
          <TextField key={label} value={value} onChange={change} maxLength={most} isRequired>
            <Label>{label}</Label>
            <Input dir="auto" />
          </TextField>
        ))}
        <div className="form-buttons">
          <Button className="button button-primary" type="submit">
            {say("start.save")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}
