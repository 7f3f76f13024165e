import type { TextSummary } from "@adref/protocol";
import { useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { Link, useNavigate } from "react-router";
import { ImportStart } from "../exchange/import-start.tsx";
import { importPath } from "../exchange/paths.ts";
import { useImports } from "../exchange/use-imports.ts";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import type { PartProps } from "./part.ts";
import { useDo } from "./use-do.ts";

/** The texts that are there. */
export function TextList({ negotiation, changed }: PartProps) {
  const say = useSay();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Pick<TextSummary, "id" | "title" | "symbol"> | null>(null);
  return (
    <>
      <ul className="bodies managed">
        {negotiation.texts.map(({ id, title, symbol }) => (
          <li key={id}>
            <span className="symbol">{symbol}</span>
            <Link to={`/texts/${encodeURIComponent(id)}`}>{title}</Link>
            <span className="managed-acts">
              <Button
                className="link-button"
                aria-label={say("start.editOf", { name: title })}
                onPress={() => setEdited({ id, title, symbol })}
              >
                {say("start.edit")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {edited && (
        <DialogPane title={edited.title} isOpen onOpenChange={() => setEdited(null)}>
          <Form
            className="part-form"
            onSubmit={(event) => {
              event.preventDefault();
              const { id, title, symbol } = edited;
              void act({ type: "rename-text", text: id, title, symbol }).then((done) => done && setEdited(null));
            }}
          >
            <TextField
              value={edited.title}
              onChange={(title) => setEdited({ ...edited, title })}
              maxLength={300}
              isRequired
            >
              <Label>{say("import.field.title")}</Label>
              <Input dir="auto" />
            </TextField>
            <TextField
              value={edited.symbol}
              onChange={(symbol) => setEdited({ ...edited, symbol })}
              maxLength={80}
              isRequired
            >
              <Label>{say("import.field.symbol")}</Label>
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

/** The first text: a file, or words that are pasted. */
export function FirstTextPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const navigate = useNavigate();
  const { waiting, renew } = useImports();
  const nameOfPerson = (id: string) => negotiation.people.find((person) => person.id === id)?.name ?? id;
  if (negotiation.bodies.length === 0) return <p className="caution">{say("start.text.needsBody")}</p>;
  return (
    <>
      {negotiation.texts.length > 0 && <TextList negotiation={negotiation} changed={changed} />}
      <div className="import-start">
        <ImportStart
          waiting={waiting}
          nameOfPerson={nameOfPerson}
          renew={renew}
          arrived={(view) => void navigate(importPath(view.id))}
        />
      </div>
    </>
  );
}
