import type { ReactNode } from "react";
import { Button, Form } from "react-aria-components";
import { useSay } from "../intl.tsx";

interface Props {
  readonly children: ReactNode;
  /** What the button that sends it says. */
  readonly send: string;
  readonly isDisabled?: boolean;
  readonly submit: () => void;
  readonly close: () => void;
  /** One more act beside sending, such as taking away. */
  readonly more?: ReactNode;
}

/** A small form in a card. Escape gives it up and leaves the card open. */
export function InlineForm({ children, send, isDisabled = false, submit, close, more }: Props) {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the form gives it up
    <div
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <Form
        className="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
        <div className="form-buttons">
          <Button className="button button-small" type="submit" isDisabled={isDisabled}>
            {send}
          </Button>
          {more}
          <Button className="link-button" onPress={close}>
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </div>
  );
}
