import type { Body } from "@adref/protocol";
import { useCallback, useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";
import { PasteLines } from "./paste-lines.tsx";
import { readBodies } from "./read-bodies.ts";
import { useDo } from "./use-do.ts";

/** The bodies in which texts are negotiated. */
export function BodiesPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const { bodies } = negotiation;
  const read = useCallback((source: string) => readBodies(source, bodies), [bodies]);
  return (
    <>
      <BodyList negotiation={negotiation} changed={changed} />
      <PasteLines
        draft="bodies"
        label={say("start.body.lines")}
        hint={say("start.body.hint")}
        example={say("start.body.example")}
        read={read}
        heads={[say("start.body.name"), say("start.body.id")]}
        cells={({ body }) => [body.name, body.id]}
        problems={({ twice }) => (twice ? [say("start.body.twice")] : [])}
        addWords={(count) => say("start.body.add", { count })}
        addedWords={(count) => say("start.body.added", { count })}
        add={async (rows) => {
          const done = await actOnNegotiation(say, { type: "add-bodies", bodies: rows.map(({ body }) => body) });
          if (done.done) changed();
          return done;
        }}
      />
    </>
  );
}

function BodyList({ negotiation, changed }: PartProps) {
  const say = useSay();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Body | null>(null);
  if (negotiation.bodies.length === 0) return null;
  return (
    <>
      <ul className="bodies managed">
        {negotiation.bodies.map((body) => (
          <li key={body.id}>
            <span>{body.name}</span>
            <span className="managed-acts">
              <Button
                className="link-button"
                aria-label={say("start.editOf", { name: body.name })}
                onPress={() => setEdited(body)}
              >
                {say("start.edit")}
              </Button>
              <Button
                className="link-button"
                aria-label={say("start.removeOf", { name: body.name })}
                onPress={() => void act({ type: "remove-body", body: body.id })}
              >
                {say("start.remove")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {edited && (
        <DialogPane title={edited.name} isOpen onOpenChange={() => setEdited(null)}>
          <Form
            className="part-form"
            onSubmit={(event) => {
              event.preventDefault();
              void act({ type: "change-body", body: edited }).then((done) => done && setEdited(null));
            }}
          >
            <TextField
              value={edited.name}
              onChange={(name) => setEdited({ ...edited, name })}
              maxLength={300}
              isRequired
            >
              <Label>{say("start.body.name")}</Label>
              <Input dir="auto" />
            </TextField>
            <div className="form-buttons">
              <Button className="button button-primary" type="submit">
                {say("start.save")}
              </Button>
            </div>
          </Form>
        </DialogPane>
      )}
    </>
  );
}
