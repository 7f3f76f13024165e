import type { ImportView, NegotiationView } from "@adref/protocol";
import { type FormEvent, useState } from "react";
import { Button, FieldError, Form, Input, Label, Text, TextField } from "react-aria-components";
import { failureSentence } from "../history/failure-sentence.ts";
import { useSay } from "../intl.tsx";
import { forget, keep, kept } from "../kept.ts";
import { Choose } from "../ui/choose.tsx";
import { KEPT } from "../use-load.ts";
import { imports } from "./import-api.ts";
import { commonSymbol, type Naming, suggestedNaming, symbolTaken, whoseOf } from "./import-model.ts";

interface Props {
  readonly view: ImportView;
  /** The first title in the file's words; "" for none. */
  readonly firstTitle: string;
  readonly negotiation: NegotiationView;
  /** The file is being read again, or is to be: what would be accepted is not what is seen. */
  readonly reading: boolean;
  readonly done: (text: { readonly id: string; readonly symbol: string }) => void;
}

/** Where the device keeps what a new text is to be called while its maker looks at a comparison; the import's id follows. */
const NAMING = `${KEPT}naming.`;

function namingSaid(id: string): Naming | null {
  const json = kept(`${NAMING}${id}`);
  return json === null ? null : (JSON.parse(json) as Naming);
}

/** Names the new text, says once more what will be in it, and makes it. */
export function AcceptForm({ view, firstTitle, negotiation, reading, done }: Props) {
  const say = useSay();
  const { bodies, texts } = negotiation;
  const [naming, setNaming] = useState<Naming>(
    () => namingSaid(view.id) ?? suggestedNaming(view.result?.header ?? {}, view.name, firstTitle, negotiation),
  );
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const taken = symbolTaken(naming.symbol, texts);
  const errors = {
    title: naming.title.trim() === "" ? say("import.field.titleMissing") : null,
    symbol:
      naming.symbol.trim() === ""
        ? say("import.field.symbolMissing")
        : taken !== null
          ? say("import.field.symbolTaken", { title: taken })
          : null,
    body: naming.body === "" ? say("import.field.bodyMissing") : null,
  };
  const write = (change: Partial<Naming>) => {
    const said = { ...naming, ...change };
    setNaming(said);
    keep(`${NAMING}${view.id}`, JSON.stringify(said));
  };
  const { result } = view;
  const nobody = (result?.authors ?? []).filter(
    (author) => author.changes > 0 && whoseOf(author, view.settings) === null,
  );

  async function accept(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    const wrong = (["title", "symbol", "body"] as const).find((field) => errors[field] !== null);
    if (wrong) {
      event.currentTarget.querySelector<HTMLElement>(`[data-field="${wrong}"] :is(input,button)`)?.focus();
      return;
    }
    setSending(true);
    setProblem(null);
    const answer = await imports.accept(view.id, {
      title: naming.title.trim(),
      symbol: naming.symbol.trim(),
      body: naming.body,
    });
    setSending(false);
    if (answer.ok) {
      forget(`${NAMING}${view.id}`);
      return done(answer.value);
    }
    setProblem(answer.failure.kind === "signed-out" ? say("import.signedOut") : failureSentence(say, answer.failure));
  }

  const shown = (error: string | null) => (tried ? error : null);
  return (
    <Form
      className="report-part accept"
      aria-labelledby="accept"
      onSubmit={(event) => void accept(event)}
      validationBehavior="aria"
    >
      <h2 id="accept">{say("import.accept")}</h2>
      <TextField
        value={naming.title}
        onChange={(title) => write({ title })}
        maxLength={300}
        isInvalid={shown(errors.title) !== null}
        data-field="title"
      >
        <Label>{say("import.field.title")}</Label>
        <Input />
        <FieldError>{errors.title}</FieldError>
      </TextField>
      <TextField
        value={naming.symbol}
        onChange={(symbol) => write({ symbol })}
        maxLength={80}
        isInvalid={taken !== null || shown(errors.symbol) !== null}
        data-field="symbol"
      >
        <Label>{say("import.field.symbol")}</Label>
        <Input />
        {commonSymbol(texts) !== "" && (
          <Text slot="description">{say("import.field.symbolHint", { example: `${commonSymbol(texts)}…` })}</Text>
        )}
        <FieldError>{errors.symbol}</FieldError>
      </TextField>
      <div data-field="body">
        <Choose
          label={say("import.field.body")}
          value={naming.body}
          placeholder={say("import.field.bodyChoose")}
          choices={bodies.map(({ id, name }) => ({ id, name }))}
          choose={(body) => write({ body })}
          error={shown(errors.body)}
        />
      </div>
      <p>
        {say("import.accept.explain", {
          provisions: result?.report.read.provisions ?? 0,
          brackets: result?.report.read.brackets ?? 0,
        })}
      </p>
      {(result?.report.read.comments ?? 0) > 0 && (
        <p className="caution">{say("import.accept.comments", { count: result?.report.read.comments ?? 0 })}</p>
      )}
      {nobody.length > 0 && (
        <p className="caution">
          {say("import.accept.unknown", { count: nobody.length, names: nobody.map(({ name }) => name).join(", ") })}
        </p>
      )}
      {problem && (
        <p className="caution" role="alert">
          {problem}
        </p>
      )}
      <div className="form-buttons">
        <Button className="button button-primary" type="submit" isDisabled={sending || reading}>
          {say(sending ? "import.accepting" : "import.acceptButton")}
        </Button>
      </div>
    </Form>
  );
}
