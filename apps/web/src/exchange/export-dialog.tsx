import type { Revision, TextInfo } from "@adref/protocol";
import { useState } from "react";
import { Button, Checkbox, Form, Input, Label, Radio, RadioGroup, Text, TextField } from "react-aria-components";
import { useIntl } from "react-intl";
import { failureSentence } from "../history/failure-sentence.ts";
import { type Say, useSay } from "../intl.tsx";
import { useWho } from "../people/who.tsx";
import { OpenBracketsQuestion } from "../text/downloads.tsx";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import {
  comparable,
  EXPORT_FORMATS,
  type ExportChoice,
  type ExportFormat,
  earlierOf,
  type Offered,
  offeredIn,
  othersOf,
  type Reader,
  rememberChoice,
  rememberedChoice,
  settled,
  type TableColumns,
} from "./export-model.ts";
import { sizeOf } from "./size.ts";
import { type PaperState, usePaper } from "./use-paper.ts";
import "./exchange.css";

interface Props {
  readonly text: Pick<TextInfo, "id" | "symbol">;
  readonly revisions: readonly Pick<Revision, "number" | "seq">[];
  /** The moment that is taken out, as packages/protocol spells it. */
  readonly at: string;
  /** What the moment is called; null for now. */
  readonly moment: string | null;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Takes a text out as a paper: which format, what it shows, how it looks. The last choice is remembered on the device. */
export function ExportDialog(props: Props) {
  const say = useSay();
  const { text, moment, isOpen, onOpenChange } = props;
  const title =
    moment === null
      ? say("export.title", { symbol: text.symbol })
      : say("export.titleAt", { symbol: text.symbol, moment });
  return (
    <DialogPane title={title} isOpen={isOpen} onOpenChange={onOpenChange}>
      <ExportForm {...props} />
    </DialogPane>
  );
}

function ExportForm({ text, revisions, at }: Props) {
  const say = useSay();
  const { who } = useWho();
  const reader: Reader = {
    names: who.state === "in" && who.person.names,
    others: othersOf(revisions, at),
    earlier: earlierOf(revisions, at),
  };
  const [choice, setChoice] = useState(() => settled(rememberedChoice(), reader));
  const offered = offeredIn(choice, reader);
  const { state, make, stop, again } = usePaper(text.id, at);

  const choose = (change: Partial<ExportChoice>) => {
    setChoice((now) => settled({ ...now, ...change }, reader));
    if (state.at !== "making") again();
  };
  if (state.at === "asking") {
    return <OpenBracketsQuestion question={{ answer: (yes) => (yes ? state.make() : again()) }} />;
  }
  const making = state.at === "making";
  return (
    <Form
      className="dialog-body export-form"
      onSubmit={(event) => {
        event.preventDefault();
        rememberChoice(choice);
        make(choice, offered);
      }}
    >
      <Choose
        label={say("export.format")}
        value={choice.format}
        choices={EXPORT_FORMATS.map((id) => ({ id, name: say(`export.format.${id}`) }))}
        choose={(format) => choose({ format: format as ExportFormat })}
        isDisabled={making}
      />
      <RadioGroup
        className="choices export-views"
        value={choice.view}
        onChange={(view) => choose({ view: view as ExportChoice["view"] })}
        isDisabled={making}
      >
        <Label>{say("export.view")}</Label>
        {offered.views.map((view) => (
          <Radio key={view} value={view}>
            <span>
              {say(`export.view.${view}`)} <span className="quiet">{say(`export.view.${view}.hint`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <OfTwo choice={choice} offered={offered} others={comparable(choice.view, reader)} choose={choose} />
      <Looks choice={choice} offered={offered} choose={choose} />
      <PaperProgress state={state} />
      <div className="form-buttons">
        {making ? (
          <Button className="button" onPress={stop}>
            {say("export.stop")}
          </Button>
        ) : (
          <Button className="button button-primary" type="submit">
            {say(choice.format === "print" ? "export.print" : "export.button")}
          </Button>
        )}
        {!making && (
          <Button slot="close" className="link-button">
            {say(state.at === "saved" || state.at === "printing" ? "app.close" : "app.cancel")}
          </Button>
        )}
      </div>
    </Form>
  );
}

interface PartProps {
  readonly choice: ExportChoice;
  readonly offered: Offered;
  readonly choose: (change: Partial<ExportChoice>) => void;
}

/** What is asked of a table, and of a paper that shows two moments. */
function OfTwo({ choice, offered, others, choose }: PartProps & { readonly others: readonly string[] }) {
  const say = useSay();
  return (
    <>
      {offered.columns.length > 1 && (
        <Choose
          label={say("export.columns")}
          value={choice.columns}
          choices={offered.columns.map((id) => ({ id, name: say(`export.columns.${id}`) }))}
          choose={(columns) => choose({ columns: columns as TableColumns })}
        />
      )}
      {offered.against && (
        <div className="export-two">
          <Choose
            label={say(choice.view === "table" ? "export.beside" : "export.against")}
            value={choice.against}
            choices={others.map((ref) => ({ id: ref, name: refName(say, ref) }))}
            choose={(against) => choose({ against })}
          />
          <Choose
            label={say("export.words")}
            value={choice.words}
            choices={(["bracketed", "clean"] as const).map((id) => ({ id, name: say(`export.words.${id}`) }))}
            choose={(words) => choose({ words: words as ExportChoice["words"] })}
          />
        </div>
      )}
    </>
  );
}

const LOOKS = ["attributions", "colours", "statuses", "openRows", "lines", "realNumbers"] as const;
const LOOK_NAMES = {
  attributions: "export.attributions",
  colours: "export.colours",
  statuses: "export.statuses",
  openRows: "export.rows",
  lines: "export.lines",
  realNumbers: "export.real",
} as const;

function Looks({ choice, offered, choose }: PartProps) {
  const say = useSay();
  const looks = LOOKS.filter((look) => offered[look]);
  return (
    <>
      {looks.length > 0 && (
        <fieldset className="export-looks">
          <legend>{say("export.more")}</legend>
          {looks.map((look) => (
            <Checkbox key={look} isSelected={choice[look]} onChange={(value) => choose({ [look]: value })}>
              <span className="box" aria-hidden="true" />
              {say(LOOK_NAMES[look])}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {offered.marking && (
        <TextField value={choice.marking} onChange={(marking) => choose({ marking })} maxLength={80}>
          <Label>{say("export.marking")}</Label>
          <Input />
          <Text slot="description">{say("export.markingHint")}</Text>
        </TextField>
      )}
    </>
  );
}

function PaperProgress({ state }: { state: PaperState }) {
  const say = useSay();
  const intl = useIntl();
  return (
    <div className="export-state" aria-live="polite">
      {state.at === "making" && (
        <p>
          {state.bytes === null ? say("export.writing") : say("export.receiving", { size: sizeOf(intl, state.bytes) })}
        </p>
      )}
      {state.at === "stopped" && <p>{say("export.stopped")}</p>}
      {state.at === "saved" && <p className="file-saved">{say("export.done", { name: state.name })}</p>}
      {state.at === "printing" && <p>{say("export.printed")}</p>}
      {state.at === "blocked" && (
        <p className="caution">
          {say("export.blocked")}{" "}
          <a href={state.path} target="_blank" rel="noreferrer">
            {say("export.openPaper")}
          </a>
          .
        </p>
      )}
      {state.at === "failed" && (
        <p className="caution">
          {state.failure.kind === "offline" ? say("export.offline") : failureSentence(say, state.failure)}
        </p>
      )}
    </div>
  );
}

function refName(say: Say, ref: string): string {
  const number = /^rev:(\d+)$/.exec(ref)?.[1];
  return number === undefined ? say("past.now") : revisionName(say, Number(number));
}
