import type { CompareView, MomentInfo, TextInfo } from "@adref/protocol";
import type { Comparison } from "@adref/revisions";
import { useId, useMemo, useState } from "react";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Form,
  Input,
  Label,
  Radio,
  RadioGroup,
  TextField,
} from "react-aria-components";
import { rowNames } from "../compare/compare-model.ts";
import { ComparedWords } from "../compare/compared-words.tsx";
import { drawingOf } from "../compare/draw-row.ts";
import { type Say, useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { StatusSign } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { failureSentence } from "./failure-sentence.ts";
import { past } from "./past.ts";
import { type Restorable, restorableIn } from "./restore-plan.ts";
import { Answers, useLatest } from "./use-latest.ts";
import { usePastAct } from "./use-past-act.ts";

interface Props {
  readonly text: TextInfo;
  /** The moment to be restored; it has an entry. */
  readonly info: MomentInfo & { readonly seq: number };
  /** What the moment is called. */
  readonly moment: string;
  readonly close: () => void;
  readonly done: () => void;
}

/** Restores a moment as the Secretariat: says what will change and what is refused before it does, and asks for the reason. */
export function RestoreDialog({ text, info, moment, close, done }: Props) {
  const say = useSay();
  const [answers] = useState(() => new Answers<CompareView>(1));
  const ref = `seq:${info.seq}`;
  const asked = useLatest(ref, (signal) => past.compare(text.id, "now", ref, signal), answers, false);
  return (
    <DialogPane title={say("restore.title", { moment })} isOpen onOpenChange={close} shape="wide">
      <p>{say("restore.explain")}</p>
      {asked.waiting && (
        <p className="quiet appears" role="status">
          {say("restore.looking")}
        </p>
      )}
      {asked.failure && (
        <div className="dialog-body" role="alert">
          <p className="caution">{failureSentence(say, asked.failure)}</p>
          <Button className="button" onPress={asked.again}>
            {say("app.tryAgain")}
          </Button>
        </div>
      )}
      {asked.value && (
        <Plan
          text={text}
          seq={info.seq}
          view={asked.value}
          done={() => {
            done();
            close();
          }}
        />
      )}
    </DialogPane>
  );
}

interface PlanProps extends Pick<Props, "text" | "done"> {
  readonly seq: number;
  readonly view: CompareView;
}

function Plan({ text, seq, view, done }: PlanProps) {
  const say = useSay();
  const plan = useMemo(() => restorableIn(view.comparison), [view]);
  const [whole, setWhole] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const { sending, notDone, run } = usePastAct(text.id);
  const nameOfProvision = useMemo(() => provisionNames(view.comparison, say), [view, say]);
  const locked = plan.filter(({ agreed }) => agreed !== null).length;
  const count = whole ? plan.length : chosen.length;

  async function restore() {
    const scope = whole ? {} : { provisions: [...chosen] };
    const accepted = await run({ type: "restore", seq, ...scope, reason: reason.trim() });
    if (!accepted) return;
    const { rewritten = [], inserted = [], removed = [], moved = [] } = accepted.restored ?? {};
    const restored = new Set([...rewritten, ...inserted, ...removed, ...moved]).size;
    tell({ kind: "done", sentence: say("restore.done", { count: restored }) });
    done();
  }

  if (plan.length === 0) return <p>{say("restore.same")}</p>;
  return (
    <Form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        void restore();
      }}
    >
      <RadioGroup
        className="choices"
        value={whole ? "whole" : "chosen"}
        onChange={(scope) => setWhole(scope === "whole")}
      >
        <Label>{say("restore.scope")}</Label>
        <Radio value="whole">{say("restore.whole")}</Radio>
        <Radio value="chosen">{say("restore.chosen")}</Radio>
      </RadioGroup>
      <section className="restore-plan" aria-label={say("restore.list")}>
        <p>
          <strong>{say("restore.changes", { count: plan.length })}</strong>
        </p>
        {whole && locked > 0 && <p className="caution">{say("restore.lockedWhole", { count: locked })}</p>}
        <Changes plan={plan} view={view} whole={whole} chosen={chosen} choose={setChosen} nameOf={nameOfProvision} />
      </section>
      <TextField value={reason} onChange={setReason} isRequired maxLength={2_000}>
        <Label>{say("restore.reason")}</Label>
        <Input />
      </TextField>
      {notDone && (
        <p className="caution" role="alert">
          {notDone.provision === null
            ? notDone.sentence
            : say("restore.refusedAt", { provision: nameOfProvision(notDone.provision), sentence: notDone.sentence })}
        </p>
      )}
      <div className="form-buttons">
        <Button
          className="button button-primary"
          type="submit"
          isDisabled={reason.trim() === "" || count === 0 || sending}
        >
          {say("restore.button", { count })}
        </Button>
        <Button slot="close" className="link-button">
          {say("app.cancel")}
        </Button>
      </div>
    </Form>
  );
}

interface ChangesProps {
  readonly plan: readonly Restorable[];
  readonly view: CompareView;
  readonly whole: boolean;
  readonly chosen: readonly string[];
  readonly choose: (provisions: string[]) => void;
  readonly nameOf: (provision: string) => string;
}

/** What would change, provision by provision; to choose among, where not the whole text is restored. */
function Changes({ plan, view, whole, chosen, choose, nameOf }: ChangesProps) {
  const say = useSay();
  const id = useId();
  const drawing = useMemo(() => drawingOf(view.comparison), [view]);
  const items = plan.map((one) => {
    const { provision, what, row, agreed } = one;
    const name = nameOf(provision);
    const about = (
      <>
        <span className="restore-name">{name}</span> <span className="quiet">{say(`restore.kind.${what}`)}</span>
        {agreed && (
          <span className="restore-locked">
            <StatusSign status={agreed} /> {say("restore.locked", { status: say(`status.${agreed}`) })}
          </span>
        )}
      </>
    );
    return { provision, agreed, about, name, words: <ComparedWords row={row} drawing={drawing} side="both" /> };
  });
  if (whole) {
    return (
      <ul className="restore-list">
        {items.map(({ provision, about, words }) => (
          <li key={provision}>
            <p>{about}</p>
            <div className="restore-words">{words}</div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <CheckboxGroup className="restore-list" value={[...chosen]} onChange={choose} aria-label={say("restore.list")}>
      {items.map(({ provision, agreed, about, words }) => (
        <div key={provision} className="restore-item">
          <Checkbox value={provision} isDisabled={agreed !== null} aria-describedby={`${id}${provision}`}>
            <span className="box" aria-hidden="true" />
            <span>{about}</span>
          </Checkbox>
          <div className="restore-words" id={`${id}${provision}`}>
            {words}
          </div>
        </div>
      ))}
    </CheckboxGroup>
  );
}

/** What a provision of a comparison is called. Two moments of one text share their ids. */
function provisionNames(comparison: Comparison, say: Say): (provision: string) => string {
  const nameOf = rowNames(comparison, say);
  const rows = new Map(comparison.rows.map((row, i) => [(row.after ?? row.before)?.provision, i]));
  return (provision) => nameOf(rows.get(provision) ?? -1);
}
