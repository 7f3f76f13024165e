import { mayAct } from "@adref/protocol";
import { useMemo, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import type { OutlineRow } from "../outline/outline-model.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon } from "../ui/icon.tsx";
import { agendaItems, itemAt, openSession, provisionOf, type Session } from "./agenda.ts";
import type { Follow } from "./use-follow.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  readonly follow: Follow;
  /** Whether the reader is the chair, whose own place is where the session is. */
  readonly presiding: boolean;
  readonly editAgenda: (session: Session) => void;
  readonly closeSession: (session: Session) => void;
}

/** The line under the header while a body sits on the text: the session, its item, the agenda to go by; and who is followed. */
export function RoomBand({ follow, ...props }: Props) {
  const say = useSay();
  const sessions = useSelected(props.session, (state) => state.record.sessions);
  const sitting = openSession(sessions);
  if (!sitting && follow.state !== "stopped") return null;
  return (
    <section className="room-band" aria-label={say("room.label")}>
      {sitting && <Sitting {...props} follow={follow} sitting={sitting} />}
      {follow.state === "stopped" && (
        <p className="room-follow" role="status">
          {say("follow.stopped")}{" "}
          <Button className="link-button" onPress={() => follow.follow(true)}>
            {say("follow.resume")}
          </Button>
        </p>
      )}
    </section>
  );
}

function Sitting({ sitting, ...props }: Props & { sitting: Session }) {
  const { session, handle, rows, follow, presiding, editAgenda, closeSession } = props;
  const say = useSay();
  const index = useSelected(handle, (state) => state.index);
  const outline = useSelected(handle, (state) => state.outline);
  const own = useSelected(handle, (state) => state.active ?? state.provision?.id ?? null);
  const [open, setOpen] = useState(false);
  const items = useMemo(() => agendaItems(sitting.agenda, rows, index), [sitting.agenda, rows, index]);
  const at = itemAt(items, provisionOf(presiding ? own : follow.at.focus, index));
  const place =
    at < 0 ? say("room.items", { count: items.length }) : say("room.item", { place: at + 1, count: items.length });
  const leads = mayAct(session.me, session.text, "set-agenda");
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="room-session">
        <span className="room-title">{say("room.session", { title: sitting.title })}</span>
        {items.length > 0 && <span className="room-place"> · {place}</span>}
        <Icon name="next" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="agenda" aria-label={say("room.agenda")}>
          <ol>
            {items.map((item, i) => (
              <li key={item.id}>
                <Button
                  className="agenda-item"
                  {...(i === at && { "aria-current": "step" as const })}
                  onPress={() => {
                    setOpen(false);
                    handle.goTo({ provision: item.id }, true);
                  }}
                >
                  <span className="agenda-number">{i + 1}.</span>
                  <span className="agenda-name">{provisionName(outline, item.id, say)}</span>
                  <span className="quiet">
                    {item.open > 0 ? say("outline.brackets", { count: item.open }) : say("room.settled")}
                  </span>
                </Button>
              </li>
            ))}
          </ol>
          {items.length === 0 && <p className="quiet">{say("room.noAgenda")}</p>}
          {leads && (
            <div className="form-buttons">
              <Button
                className="button button-small"
                onPress={() => {
                  setOpen(false);
                  editAgenda(sitting);
                }}
              >
                {say("room.edit")}
              </Button>
              <Button
                className="button button-small"
                onPress={() => {
                  setOpen(false);
                  closeSession(sitting);
                }}
              >
                {say("room.close")}
              </Button>
            </div>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
