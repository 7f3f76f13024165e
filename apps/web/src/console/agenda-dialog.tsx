import { newId } from "@adref/schema";
import { useMemo, useState } from "react";
import {
  Button,
  Checkbox,
  Form,
  GridList,
  GridListItem,
  Input,
  Label,
  TextField,
  useDragAndDrop,
} from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import type { OutlineRow } from "../outline/outline-model.ts";
import { shownRows } from "../outline/outline-rows.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { inTextOrder, moved, type Session, withRow } from "./agenda.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  /** The session whose agenda is changed; null for one that is to be opened. */
  readonly sitting: Session | null;
  readonly close: () => void;
}

/** Opens a session with its agenda, or changes the agenda of one that is open: ticked in the outline, ordered by drag or keys. */
export function AgendaDialog({ session, handle, rows, sitting, close }: Props) {
  const say = useSay();
  const outline = useSelected(handle, (state) => state.outline);
  const { state, run } = useAct(session);
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(sitting?.agenda ?? []);
  const withOpen = useMemo(() => lowestOpen(rows), [rows]);

  async function send() {
    const agenda = [...chosen];
    const outcome = await run(
      sitting
        ? { type: "set-agenda", session: sitting.id, agenda }
        : { type: "open-session", session: newId("s"), title: title.trim(), agenda },
    );
    if (outcome.accepted !== true) return;
    tell({ kind: "done", sentence: say(sitting ? "agenda.changed" : "session.opened", { title: title.trim() }) });
    close();
  }

  return (
    <DialogPane title={say(sitting ? "agenda.title" : "session.open")} isOpen onOpenChange={close} shape="wide">
      <Form
        className="dialog-body agenda-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {!sitting && (
          <TextField value={title} onChange={setTitle} isRequired maxLength={200} autoFocus>
            <Label>{say("session.title")}</Label>
            <Input placeholder={say("session.titleHint")} />
          </TextField>
        )}
        <div className="agenda-columns">
          <section className="agenda-pick" aria-label={say("agenda.pick")}>
            <div className="agenda-head">
              <h3>{say("agenda.pick")}</h3>
              <Button className="link-button" onPress={() => setChosen(withOpen)}>
                {say("agenda.allOpen")}
              </Button>
            </div>
            <Picker rows={rows} chosen={chosen} choose={setChosen} />
          </section>
          <section aria-label={say("agenda.order")}>
            <div className="agenda-head">
              <h3>{say("agenda.order")}</h3>
              <Button
                className="link-button"
                isDisabled={chosen.length < 2}
                onPress={() => setChosen(inTextOrder(chosen, outline))}
              >
                {say("agenda.textOrder")}
              </Button>
            </div>
            <Order chosen={chosen} choose={setChosen} nameOf={(id) => provisionName(outline, id, say)} />
          </section>
        </div>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={state === "sending" || (!sitting && title.trim() === "")}
          >
            {say(sitting ? "agenda.save" : "session.openButton")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}

/** The narrowest headings that hold open brackets, in the order of the text. */
function lowestOpen(rows: readonly OutlineRow[]): readonly string[] {
  return rows.flatMap((row) => {
    if (row.open === 0) return [];
    const below = lowestOpen(row.children);
    return below.length > 0 ? below : [row.id];
  });
}

interface PickerProps {
  readonly rows: readonly OutlineRow[];
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

function Picker({ rows, chosen, choose }: PickerProps) {
  const say = useSay();
  const shown = useMemo(() => shownRows(rows, new Set()), [rows]);
  const covered = useMemo(() => {
    const out = new Set<string>();
    for (const { row } of shown) {
      if (chosen.includes(row.id)) for (const id of row.provisions) if (id !== row.id) out.add(id);
    }
    return out;
  }, [shown, chosen]);
  return (
    <ul className="agenda-rows">
      {shown.map(({ row, level }) => (
        <li key={row.id} className={`agenda-level-${Math.min(level, 4)}`}>
          <Checkbox
            className="tick-box"
            isSelected={chosen.includes(row.id) || covered.has(row.id)}
            isDisabled={covered.has(row.id)}
            onChange={(ticked) => choose(withRow(chosen, row, ticked))}
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
  );
}

interface OrderProps {
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
  readonly nameOf: (id: string) => string;
}

function Order({ chosen, choose, nameOf }: OrderProps) {
  const say = useSay();
  const items = chosen.map((id) => ({ id, name: nameOf(id) }));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": nameOf(String(key)) })),
    onReorder({ keys, target }) {
      const picked = chosen.filter((id) => keys.has(id));
      const others = chosen.filter((id) => !keys.has(id));
      const at = others.indexOf(String(target.key)) + (target.dropPosition === "after" ? 1 : 0);
      choose([...others.slice(0, at), ...picked, ...others.slice(at)]);
    },
  });
  if (items.length === 0) return <p className="quiet">{say("agenda.empty")}</p>;
  return (
    <GridList
      className="agenda-order"
      aria-label={say("agenda.order")}
      items={items}
      dragAndDropHooks={dragAndDropHooks}
    >
      {({ id, name }) => (
        <GridListItem id={id} textValue={name} className="agenda-ordered">
          <Button slot="drag" className="icon-button" aria-label={say("agenda.drag", { provision: name })}>
            <Icon name="menu" />
          </Button>
          <span className="agenda-number">{chosen.indexOf(id) + 1}.</span>
          <span className="agenda-name">{name}</span>
          <Button
            className="icon-button"
            aria-label={say("agenda.up", { provision: name })}
            isDisabled={chosen[0] === id}
            onPress={() => choose(moved(chosen, chosen.indexOf(id), -1))}
          >
            <Icon name="previous" />
          </Button>
          <Button
            className="icon-button"
            aria-label={say("agenda.down", { provision: name })}
            isDisabled={chosen.at(-1) === id}
            onPress={() => choose(moved(chosen, chosen.indexOf(id), 1))}
          >
            <Icon name="next" />
          </Button>
          <Button
            className="icon-button"
            aria-label={say("agenda.remove", { provision: name })}
            onPress={() => choose(chosen.filter((one) => one !== id))}
          >
            <Icon name="close" />
          </Button>
        </GridListItem>
      )}
    </GridList>
  );
}
