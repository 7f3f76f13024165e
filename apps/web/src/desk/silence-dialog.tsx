import type { RecordValue, SilenceFacts } from "@adref/schema";
import { newId, STATUSES, statusOf } from "@adref/schema";
import { useMemo, useState } from "react";
import { Button, Checkbox, Form, Input, Label, TextField } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import type { OutlineRow } from "../outline/outline-model.ts";
import { shownRows } from "../outline/outline-rows.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  readonly close: () => void;
}

type Agreed = SilenceFacts["status"];
const AGREED: readonly Agreed[] = ["agreed-group", "agreed-adref", "adopted"];
/** How long parties have where the chair says nothing else, in milliseconds. */
const USUAL = 3 * 86_400_000;

/** Opens a silence procedure: what is put to the parties, what it becomes, and until when they may break the silence. */
export function SilenceDialog({ session, handle, rows, close }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const index = useSelected(handle, (now) => now.index);
  const record = useSelected(session, (now) => now.record);
  const shown = useMemo(() => shownRows(rows, new Set()), [rows]);
  const here = handle.getState().provision?.id;
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    narrowest(
      shown.map(({ row }) => row),
      here,
    ),
  );
  const [status, setStatus] = useState<Agreed>("agreed-group");
  const [until, setUntil] = useState(() => localTime(Date.now() + USUAL));
  const [reason, setReason] = useState("");
  const wanted = useMemo(() => {
    return [...new Set(shown.flatMap(({ row }) => (chosen.includes(row.id) ? row.provisions : [])))];
  }, [shown, chosen]);
  const provisions = wanted.filter((id) => !index.byProvision.has(id) && isBelow(record, id, status));
  const bracketed = wanted.filter((id) => index.byProvision.has(id)).length;
  const at = Date.parse(until);

  async function open() {
    const given = reason.trim();
    const outcome = await run({
      ...{ type: "open-silence", silence: newId("s"), provisions, status },
      ...{ until: new Date(at).toISOString(), ...(given !== "" && { reason: given }) },
    });
    if (outcome.accepted !== true) return;
    tell({ kind: "done", sentence: say("desk.silenceOpened", { count: provisions.length }) });
    close();
  }

  return (
    <DialogPane title={say("desk.silenceTitle")} isOpen onOpenChange={close} shape="wide">
      <Form
        className="dialog-body silence-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <p>{say("desk.silenceExplain")}</p>
        <fieldset className="silence-rows">
          <legend>{say("desk.silenceWhat")}</legend>
          <ul className="agenda-rows">
            {shown.map(({ row, level }) => (
              <li key={row.id} className={`agenda-level-${Math.min(level, 4)}`}>
                <Checkbox
                  className="tick-box"
                  isSelected={chosen.includes(row.id)}
                  onChange={(ticked) => setChosen(ticked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))}
                >
                  <span className="several-tick">
                    <Icon name="done" />
                  </span>
                  <span dir="auto">
                    {row.number} {row.title || (row.number === "" && say("outline.untitled"))}
                  </span>
                  {row.open > 0 && <span className="quiet">[{row.open}]</span>}
                </Checkbox>
              </li>
            ))}
          </ul>
        </fieldset>
        <p className="quiet" role="status">
          {say("desk.silenceCount", { count: provisions.length })}{" "}
          {bracketed > 0 && say("desk.silenceLeftOut", { count: bracketed })}
        </p>
        <Choose
          label={say("desk.silenceStatus")}
          value={status}
          choices={AGREED.map((id) => ({ id, name: say(`status.${id}`) }))}
          choose={(id) => setStatus(AGREED.find((one) => one === id) ?? status)}
        />
        <TextField value={until} onChange={setUntil} isRequired type="datetime-local">
          <Label>{say("desk.silenceUntil")}</Label>
          <Input min={localTime(Date.now() + 60_000)} />
        </TextField>
        <TextField value={reason} onChange={setReason} maxLength={2_000}>
          <Label>{say("desk.reason")}</Label>
          <Input dir="auto" />
        </TextField>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={state === "sending" || provisions.length === 0 || Number.isNaN(at)}
          >
            {say("desk.silenceOpen")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}

function isBelow(record: RecordValue, provision: string, status: Agreed): boolean {
  return STATUSES.indexOf(statusOf(record, provision)) < STATUSES.indexOf(status);
}

/** The narrowest heading that holds a provision, as a list; none where there is none. */
function narrowest(rows: readonly OutlineRow[], provision: string | undefined): readonly string[] {
  const holding = rows.filter(({ provisions }) => provision !== undefined && provisions.includes(provision));
  const [least] = holding.sort((a, b) => a.provisions.length - b.provisions.length);
  return least ? [least.id] : [];
}

/** A moment as a field for date and time has it: in the device's own time, without seconds. */
function localTime(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
