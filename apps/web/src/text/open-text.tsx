import type { TextView } from "@adref/protocol";
import { type CSSProperties, useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useThreadClicks } from "../comments/use-thread-clicks.ts";
import { Console } from "../console/console.tsx";
import { RoomParts } from "../console/room-parts.tsx";
import { useRoom } from "../console/use-room.ts";
import { DeskParts } from "../desk/desk-parts.tsx";
import { useDesk } from "../desk/use-desk.ts";
import type { TakeDown } from "../desk/use-take-down.ts";
import type { ChosenWords } from "../editor/chosen-words.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { TextEditor } from "../editor/text-editor.tsx";
import { ProvisionHistory } from "../history/provision-history.tsx";
import { useSay } from "../intl.tsx";
import { LayerBand } from "../layer/layer-band.tsx";
import { TableOneContext } from "../layer/table-one.tsx";
import type { LayerView } from "../layer/use-layer.ts";
import { Margin } from "../margin/margin.tsx";
import { MarginSheet } from "../margin/sheet.tsx";
import { Outline } from "../outline/outline.tsx";
import { OutlineStore } from "../outline/outline-store.ts";
import { provisionName } from "../outline/provision-name.ts";
import { partyHues, useParties } from "../people/parties.ts";
import { proposeCommands } from "../propose/propose-commands.ts";
import { ReplacePanel } from "../propose/replace-panel.tsx";
import { LaterView } from "../reading/later-view.tsx";
import { Rail } from "../reading/rail.tsx";
import { ReadingDesk } from "../reading/reading-desk.tsx";
import { useReadingAddress } from "../reading/use-address.ts";
import { useReadingStores } from "../reading/use-reading.ts";
import { useView } from "../reading/use-view.ts";
import "../propose/propose.css";
import { SavedHint, WritingHints } from "../start/first-hints.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { ROOM_FOR_MARGIN, ROOM_FOR_OUTLINE, useMedia } from "../use-media.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { useEditorLabels } from "./editor-labels.ts";
import { TextHeader } from "./header.tsx";
import { NotYet } from "./not-yet.tsx";
import { PlaceAnnouncer } from "./place-announcer.tsx";
import { ProvisionStrip } from "./provision-strip.tsx";
import { spareSelection } from "./spare-selection.ts";
import { textCommands } from "./text-commands.ts";
import { useRefusals } from "./use-refusals.ts";

interface Props {
  readonly session: TextSession;
  readonly text: TextView;
  readonly nameOfPerson: (id: string) => string;
  readonly renew: () => void;
  /** Whether this is the reader's private draft over the text; null for who has none. */
  readonly layer?: LayerView | null;
  /** Words are taken down for a party, or could be; null for who takes none down. */
  readonly taking?: TakeDown | null;
}

const NONE: readonly Command[] = [];

/** An open text: the outline, the page and its margin; on a small screen the outline is a drawer and the margin a sheet. */
export function OpenText({ session, text, nameOfPerson, renew, layer = null, taking = null }: Props) {
  const say = useSay();
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const [drawer, setDrawer] = useState(false);
  const [statusMenu, setStatusMenu] = useState(false);
  const [proposeMenu, setProposeMenu] = useState(false);
  const [replacing, setReplacing] = useState(false);
  const [tabling, setTabling] = useState<string | null>(null);
  const [asked, setAsked] = useState<ChosenWords | null>(null);
  const roomForOutline = useMedia(ROOM_FOR_OUTLINE);
  const roomForMargin = useMedia(ROOM_FOR_MARGIN);
  const outline = useOutline(session, handle);
  const stores = useReadingStores(session, handle);
  const address = useReadingAddress();
  const seen = useView(address, handle);
  const threadClicks = useThreadClicks(stores?.comments ?? null);
  const plainLabels = useEditorLabels();
  const draftOf = layer?.private ? layer.party : null;
  const labels = useMemo(
    () => (draftOf === null ? plainLabels : { ...plainLabels, words: say("layer.words", { party: draftOf }) }),
    [plainLabels, draftOf, say],
  );
  const parties = useParties();
  const hues = useMemo(() => partyHues(parties) as CSSProperties, [parties]);
  const openStatus = useCallback(() => setStatusMenu(true), []);
  const drawerOpens = useCallback(() => setDrawer(true), []);
  const openOutline = roomForOutline ? null : drawerOpens;
  const openHistory = useCallback(() => setAsked(handle?.chosen() ?? null), [handle]);
  const commands = useMemo(
    () => (handle ? textCommands({ session, handle, openStatus, openHistory, openOutline }) : NONE),
    [session, handle, openStatus, openHistory, openOutline],
  );
  useCommands(commands);
  const openReplace = useCallback(() => setReplacing(true), []);
  const proposing = useMemo(
    () => (handle ? proposeCommands({ session, handle, openMenu: () => setProposeMenu(true), openReplace }) : NONE),
    [session, handle, openReplace],
  );
  useCommands(proposing);
  useRefusals(session, handle);
  const room = useRoom(session, handle);
  const desk = useDesk(session, taking);
  const fetching = useSelected(session, (state) => !state.loaded) && handle !== null;

  useEffect(() => {
    const words = handle && document.querySelector<HTMLElement>(".words-kept [role=textbox]");
    if (words) spareSelection(words);
  }, [handle]);

  const strip = handle && outline && !seen.viewing && (
    <ProvisionStrip
      session={session}
      handle={handle}
      outline={outline}
      comments={stores?.comments ?? null}
      reading={stores?.reading ?? null}
      menuOpen={statusMenu}
      setMenuOpen={setStatusMenu}
      openHistory={openHistory}
      proposeOpen={proposeMenu}
      setProposeOpen={setProposeMenu}
      openReplace={openReplace}
    />
  );
  return (
    <TableOneContext value={layer?.private ? setTabling : null}>
      <div
        className="text-page"
        style={hues}
        data-layer={layer?.private || undefined}
        data-taking={taking?.party || undefined}
        data-fetching={fetching || undefined}
      >
        <Button className="skip" onPress={() => handle?.focus()}>
          {say("app.skip")}
        </Button>
        <TextHeader
          session={session}
          text={text}
          handle={handle}
          nameOfPerson={nameOfPerson}
          openOutline={openOutline}
          renew={renew}
          room={room}
          layer={layer}
          desk={desk}
        />
        <SavedHint session={session} />
        {layer?.private && handle && (
          <LayerBand
            layer={layer}
            session={session}
            handle={handle}
            nameOf={(id) => provisionName(handle.getState().outline, id, say)}
            tabling={tabling}
            setTabling={setTabling}
          />
        )}
        <ConnectionBanner session={session} />
        {handle && stores && (
          <ReadingDesk
            session={session}
            handle={handle}
            text={text}
            stores={stores}
            address={seen.address}
            leave={seen.viewing ? seen.leave : null}
          />
        )}
        {handle && outline && <DeskParts desk={desk} session={session} handle={handle} outline={outline} />}
        {handle && outline && <RoomParts room={room} session={session} handle={handle} outline={outline} />}
        <div className="panes" data-console={room.console || undefined}>
          {roomForOutline && (
            <aside className="outline-pane" aria-label={say("outline.label")}>
              {handle && outline && (
                <Outline session={session} handle={handle} store={outline} reading={stores?.reading ?? null} />
              )}
            </aside>
          )}
          <div
            className="scroller"
            // Without the margin nothing else in it takes the keys that scroll
            tabIndex={room.console ? 0 : undefined}
          >
            <div className="spread">
              <main className="paper" data-pane="text">
                {replacing && handle && (
                  <ReplacePanel
                    handle={handle}
                    mayPropose={session.me.role === "delegation" && session.me.party !== null}
                    close={() => setReplacing(false)}
                  />
                )}
                <NotYet session={session} anew={handle !== null} />
                <WritingHints session={session} />
                {handle && <PlaceAnnouncer session={session} handle={handle} />}
                {seen.viewing && handle && (
                  <LaterView
                    key={address.view.kind}
                    session={session}
                    handle={handle}
                    text={text}
                    view={address.view}
                    place={seen.place.current}
                    leave={seen.leave}
                  />
                )}
                <div className="words-kept" hidden={seen.viewing} {...threadClicks}>
                  <TextEditor session={session} labels={labels} onReady={setHandle} />
                </div>
              </main>
              {roomForMargin && !room.console && (
                <aside className="margin" aria-label={say("margin.label")}>
                  {strip}
                  {handle && stores && !seen.viewing && (
                    <Margin session={session} handle={handle} comments={stores.comments} reading={stores.reading} />
                  )}
                </aside>
              )}
            </div>
          </div>
          {handle && stores && roomForMargin && !seen.viewing && (
            <Rail session={session} handle={handle} reading={stores.reading} search={stores.search} />
          )}
          {room.console && handle && outline && (
            <aside className="console-pane" aria-label={say("console.label")} data-pane="console">
              <Console
                session={session}
                handle={handle}
                outline={outline}
                openHistory={(provision) => setAsked({ provision, from: 0, to: Number.MAX_SAFE_INTEGER, words: "" })}
                close={() => room.setConsole(false)}
              />
            </aside>
          )}
        </div>
        {!roomForMargin && !room.console && handle && !seen.viewing && (
          <MarginSheet
            following={room.follow.state === "on"}
            session={session}
            handle={handle}
            strip={strip}
            comments={stores?.comments ?? null}
          />
        )}
        {!roomForOutline && handle && outline && (
          <DialogPane title={say("outline.label")} isOpen={drawer} onOpenChange={setDrawer} shape="start">
            <Outline
              session={session}
              handle={handle}
              store={outline}
              reading={stores?.reading ?? null}
              went={() => setDrawer(false)}
            />
          </DialogPane>
        )}
        {asked && handle && (
          <ProvisionHistory
            text={text.id}
            at="now"
            chosen={asked}
            nameOfPerson={nameOfPerson}
            nameOfProvision={(id) => provisionName(handle.getState().outline, id, say)}
            close={() => setAsked(null)}
          />
        )}
      </div>
    </TableOneContext>
  );
}

function useOutline(session: TextSession, handle: EditorHandle | null): OutlineStore | null {
  const [store, setStore] = useState<OutlineStore | null>(null);
  useEffect(() => {
    if (!handle) return;
    const opened = new OutlineStore(session, handle);
    setStore(opened);
    return () => {
      opened.destroy();
      setStore(null);
    };
  }, [session, handle]);
  return store;
}
