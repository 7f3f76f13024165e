import { mayAct } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import type { OutlineRow } from "../outline/outline-model.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { tell } from "../ui/toasts.tsx";
import { type Session, sessionsByDate } from "./agenda.ts";
import { AgendaDialog } from "./agenda-dialog.tsx";
import { MinutesDialog } from "./minutes-dialog.tsx";

/** What of sessions is shown over the text. */
export type SessionsShown =
  | { readonly show: "list" }
  | { readonly show: "open" }
  | { readonly show: "agenda" | "close" | "minutes"; readonly sitting: Session };

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  readonly shown: SessionsShown;
  readonly show: (shown: SessionsShown | null) => void;
}

/** Everything about the sessions of a body on this text: opening one, its agenda, closing it, and the minutes of each. */
export function SessionsDialog({ shown, show, ...props }: Props) {
  const close = () => show(null);
  switch (shown.show) {
    case "list":
      return <List {...props} show={show} />;
    case "open":
      return <AgendaDialog {...props} sitting={null} close={close} />;
    case "agenda":
      return <AgendaDialog {...props} sitting={shown.sitting} close={close} />;
    case "minutes":
      return <MinutesDialog {...props} sitting={shown.sitting} close={close} />;
    case "close":
      return <CloseDialog session={props.session} sitting={shown.sitting} show={show} />;
  }
}

function List({ session, show }: Pick<Props, "session" | "show">) {
  const say = useSay();
  const all = useSelected(session, (state) => state.record.sessions);
  const sessions = sessionsByDate(all);
  const none = sessions.every(({ closed }) => closed !== null);
  return (
    <DialogPane title={say("sessions.title")} isOpen onOpenChange={() => show(null)}>
      <div className="dialog-body">
        {mayAct(session.me, session.text, "open-session") && none && (
          <Button className="button button-primary" onPress={() => show({ show: "open" })}>
            {say("session.open")}
          </Button>
        )}
        {sessions.length === 0 && <p className="quiet">{say("sessions.none")}</p>}
        <ul className="sessions">
          {sessions.map((sitting) => (
            <SessionRow key={sitting.id} session={session} sitting={sitting} show={show} />
          ))}
        </ul>
      </div>
    </DialogPane>
  );
}

function SessionRow({ session, sitting, show }: { sitting: Session } & Pick<Props, "session" | "show">) {
  const say = useSay();
  const open = sitting.closed === null;
  return (
    <li>
      <strong>{sitting.title}</strong> {open && <span className="current">{say("sessions.open")}</span>}
      <p className="quiet">
        <On at={sitting.at} time /> · {say("room.items", { count: sitting.agenda.length })}
      </p>
      <div className="form-buttons">
        <Button className="link-button" onPress={() => show({ show: "minutes", sitting })}>
          {say("sessions.minutes")}
        </Button>
        {open && mayAct(session.me, session.text, "set-agenda") && (
          <>
            <Button className="link-button" onPress={() => show({ show: "agenda", sitting })}>
              {say("room.edit")}
            </Button>
            <Button className="link-button" onPress={() => show({ show: "close", sitting })}>
              {say("room.close")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function CloseDialog({ session, sitting, show }: { sitting: Session } & Pick<Props, "session" | "show">) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [closed, setClosed] = useState(false);
  async function end() {
    const outcome = await run({ type: "close-session", session: sitting.id });
    if (outcome.accepted !== true) return;
    tell({ kind: "done", sentence: say("session.closed", { title: sitting.title }) });
    setClosed(true);
  }
  return (
    <DialogPane title={say("session.close", { title: sitting.title })} isOpen onOpenChange={() => show(null)}>
      <div className="dialog-body">
        <p>{say(closed ? "session.closedExplain" : "session.closeExplain")}</p>
        <div className="form-buttons">
          {closed ? (
            <Button
              key="minutes"
              className="button button-primary"
              autoFocus
              onPress={() => show({ show: "minutes", sitting })}
            >
              {say("sessions.minutes")}
            </Button>
          ) : (
            <Button
              key="close"
              className="button button-primary"
              autoFocus
              isDisabled={state === "sending"}
              onPress={() => void end()}
            >
              {say("session.closeButton")}
            </Button>
          )}
          <Button slot="close" className="link-button">
            {say(closed ? "app.close" : "app.cancel")}
          </Button>
        </div>
      </div>
    </DialogPane>
  );
}
