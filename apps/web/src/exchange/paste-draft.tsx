import { useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useDraft } from "../start/use-draft.ts";

/** A draft that is pasted instead of sent as a file; the device keeps it until it has arrived. */
export function PasteDraft({ send }: { send: (file: File) => Promise<boolean> }) {
  const say = useSay();
  const [words, write, drop] = useDraft("pasted");
  const [open, setOpen] = useState(words !== "");
  if (!open) {
    return (
      <Button className="link-button" onPress={() => setOpen(true)}>
        {say("start.paste.open")}
      </Button>
    );
  }
  return (
    <div className="paste">
      <TextField value={words} onChange={write} autoFocus={words === ""}>
        <Label>{say("start.paste.label")}</Label>
        <TextArea rows={8} dir="auto" placeholder={say("start.paste.example")} />
      </TextField>
      <div className="form-buttons">
        <Button
          className="button button-primary"
          isDisabled={words.trim() === ""}
          onPress={() => {
            void send(new File([words], `${say("start.paste.name")}.txt`, { type: "text/plain" })).then(
              (arrived) => arrived && drop(),
            );
          }}
        >
          {say("start.paste.read")}
        </Button>
      </div>
    </div>
  );
}
