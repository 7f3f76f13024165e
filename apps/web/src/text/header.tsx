import type { TextView } from "@adref/protocol";
import { isPractice, mayAct } from "@adref/protocol";
import { useMemo, useRef, useState } from "react";
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { Link } from "react-router";
import { openers } from "../commands/page-commands.tsx";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { RoomButtons } from "../console/room-parts.tsx";
import type { Room } from "../console/use-room.ts";
import { DeskMenu } from "../desk/desk-menu.tsx";
import type { Desk } from "../desk/use-desk.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { ExportDialog } from "../exchange/export-dialog.tsx";
import { useSay } from "../intl.tsx";
import { LayerSwitch } from "../layer/layer-switch.tsx";
import type { LayerView } from "../layer/use-layer.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useWho } from "../people/who.tsx";
import { PracticeDialog } from "../practice/practice-dialog.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { DOWNLOADS, type DownloadView, MorePapers, OpenBracketsQuestion, useDownload } from "./downloads.tsx";
import { IssueDialog, nextRevision } from "./issue-dialog.tsx";
import { Presence } from "./presence.tsx";
import { RevisionsDialog } from "./revisions-dialog.tsx";
import { SaveStateLine } from "./save-state.tsx";
import { TrayPanel } from "./tray.tsx";

interface Props {
  readonly session: TextSession;
  readonly text: TextView;
  readonly handle: EditorHandle | null;
  readonly nameOfPerson: (id: string) => string;
  /** Opens the outline where it has no room of its own. */
  readonly openOutline: (() => void) | null;
  /** The text's facts changed on the server. */
  readonly renew: () => void;
  readonly room: Room;
  readonly layer?: LayerView | null;
  readonly desk: Desk;
}

type Shown = "tray" | "revisions" | "issue" | "export" | "practice" | null;

/** The head of the text page: which text, which revision, who is here, and whether one's changes are safe. */
export function TextHeader({
  session,
  text,
  handle,
  nameOfPerson,
  openOutline,
  renew,
  room,
  layer = null,
  desk,
}: Props) {
  const say = useSay();
  const [shown, setShown] = useState<Shown>(null);
  const { download, question } = useDownload(text.id);
  const mayIssue = mayAct(session.me, text, "issue");
  const close = () => setShown(null);
  const showNow = (what: Shown) => {
    // What was issued a moment ago stands on the list, too.
    if (what === "revisions") renew();
    setShown(what);
  };
  const latest = useRef({ download, showNow });
  latest.current = { download, showNow };
  const commands = useMemo((): readonly Command[] => {
    const papers: Command[] = [
      ...DOWNLOADS.map(
        (view): Command => ({
          id: `download-${view}`,
          name: `download.${view}`,
          group: "papers",
          run: () => latest.current.download(view),
        }),
      ),
      { id: "export", name: "export.open", group: "papers", run: () => setShown("export") },
      { id: "revisions", name: "header.revisions", group: "papers", run: () => latest.current.showNow("revisions") },
      { id: "tray", name: "command.tray", group: "papers", run: () => setShown("tray") },
    ];
    if (mayIssue) papers.push({ id: "issue", name: "command.issue", group: "papers", run: () => setShown("issue") });
    return papers;
  }, [mayIssue]);
  useCommands(commands);
  const issue = say("header.issue", { revision: revisionName(say, nextRevision(text)) });

  return (
    <header className="text-header" data-pane="header">
      <Link className="icon-button back" to="/" aria-label={say("header.back")}>
        <Icon name="back" />
      </Link>
      {openOutline && (
        <Button className="icon-button" aria-label={say("header.outline")} onPress={openOutline}>
          <Icon name="menu" />
        </Button>
      )}
      <div className="text-name">
        <h1>
          <span className="symbol">{text.symbol}</span> <span className="text-title">{text.title}</span>
        </h1>
        <Button className="revision-button" onPress={() => showNow("revisions")}>
          <strong>{revisionName(say, text.revision?.number ?? null)}</strong>
        </Button>
      </div>
      {layer && <LayerSwitch layer={layer} />}
      <Presence session={session} handle={handle} />
      <SaveStateLine session={session} openTray={() => setShown("tray")} />
      <div className="text-acts">
        <RoomButtons room={room} />
        <DeskMenu desk={desk} />
        {mayIssue && (
          <Button className="button issue-button" onPress={() => setShown("issue")}>
            {issue}
          </Button>
        )}
        <DeviceMenu />
        <MoreMenu text={text.id} download={download} issue={mayIssue ? issue : null} show={showNow} room={room} />
      </div>
      <TrayPanel
        session={session}
        isOpen={shown === "tray"}
        onOpenChange={close}
        nameOf={(id) => provisionName(handle?.getState().outline ?? [], id, say)}
      />
      <RevisionsDialog text={text} nameOf={nameOfPerson} isOpen={shown === "revisions"} onOpenChange={close} />
      {shown === "issue" && (
        <IssueDialog
          session={session}
          text={text}
          holds={{
            provisions: handle?.getState().outline.length ?? text.provisions,
            open: handle?.getState().index.order.length ?? text.openBrackets,
          }}
          isOpen
          onOpenChange={close}
          onIssued={renew}
        />
      )}
      {shown === "practice" && <PracticeDialog text={text} close={close} />}
      <ExportDialog
        text={text}
        revisions={text.revisions}
        at="now"
        moment={null}
        isOpen={shown === "export"}
        onOpenChange={close}
      />
      {question && (
        <DialogPane title={say("download.openTitle")} isOpen onOpenChange={() => question.answer(false)}>
          <OpenBracketsQuestion question={question} />
        </DialogPane>
      )}
    </header>
  );
}

interface MoreProps {
  /** The text's id. */
  readonly text: string;
  readonly download: (view: DownloadView) => void;
  /** What the Secretariat's act of issuing is called now; null for others. */
  readonly issue: string | null;
  readonly show: (shown: Shown) => void;
  readonly room: Room;
}

function MoreMenu({ text, download, issue, show, room }: MoreProps) {
  const say = useSay();
  const { leave } = useWho();
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={say("header.menu")}>
        <Icon name="more" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection aria-label={say("header.downloads")}>
            {DOWNLOADS.map((view) => (
              <MenuItem key={view} textValue={say(`download.${view}`)} onAction={() => download(view)}>
                <Text slot="label">{say(`download.${view}`)}</Text>
                <Text slot="description">{say(`download.${view}Hint`)}</Text>
              </MenuItem>
            ))}
            <MorePapers more={() => show("export")} />
          </MenuSection>
          <MenuSection aria-label={say("header.menu")}>
            <MenuItem onAction={() => show("revisions")}>{say("header.revisions")}</MenuItem>
            <MenuItem onAction={() => room.showSessions({ show: "list" })}>{say("sessions.title")}</MenuItem>
            {room.mayConsole && (
              <MenuItem className="react-aria-MenuItem console-item" onAction={() => room.setConsole(!room.console)}>
                {say("console.title")}
              </MenuItem>
            )}
            <MenuItem onAction={room.openScreen}>{say("screen.open")}</MenuItem>
            {issue !== null && (
              <MenuItem className="react-aria-MenuItem issue-item" onAction={() => show("issue")}>
                {issue}
              </MenuItem>
            )}
            {!isPractice(text) && <MenuItem onAction={() => show("practice")}>{say("practice.begin")}</MenuItem>}
            <MenuItem onAction={() => openers.palette()}>{say("command.palette")}</MenuItem>
            <MenuItem onAction={() => openers.help()}>{say("header.help")}</MenuItem>
            <MenuItem onAction={leave}>{say("app.signOut")}</MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
