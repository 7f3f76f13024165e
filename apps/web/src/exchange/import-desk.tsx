import type { ImportView, NegotiationView } from "@adref/protocol";
import { type CSSProperties, type ReactNode, useMemo, useRef, useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Link, useNavigate } from "react-router";
import type { Failure } from "../api.ts";
import { failureSentence } from "../history/failure-sentence.ts";
import { PastWords, type PastWordsHandle } from "../history/past-words.tsx";
import { comparePath } from "../history/paths.ts";
import type { PastText } from "../history/read-view.ts";
import { type Say, useSay } from "../intl.tsx";
import { partyHues } from "../people/parties.ts";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { useEditorLabels } from "../text/editor-labels.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { ROOM_FOR_MARGIN, useMedia } from "../use-media.ts";
import { AcceptForm } from "./accept-form.tsx";
import { imports } from "./import-api.ts";
import { ImportReport } from "./import-report.tsx";
import { importPath } from "./paths.ts";
import type { OpenImport, useImport } from "./use-import.ts";

type Desk = ReturnType<typeof useImport>;

interface Props {
  readonly desk: Desk;
  readonly view: ImportView;
  readonly negotiation: NegotiationView;
}

type Part = "report" | "text";

/** A file that was read: the report beside a preview of the text, and what may be done with it. */
export function ImportDesk({ desk, view, negotiation }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const room = useMedia(ROOM_FOR_MARGIN);
  const [part, setPart] = useState<Part>("report");
  const words = useRef<PastWordsHandle>(null);
  const hues = useMemo(() => partyHues(negotiation.parties) as CSSProperties, [negotiation]);
  const { result } = view;

  function goTo(provision: string) {
    if (!room) setPart("text");
    // The text is out of sight where there is no room for both, and nothing scrolls that is not drawn.
    requestAnimationFrame(() => words.current?.goTo(provision));
  }

  return (
    <div className="text-page import-page" style={hues}>
      <DeskHead view={view} negotiation={negotiation} />
      {desk.failure && <DeskFailure failure={desk.failure} again={desk.again} />}
      {!room && (
        <ToggleButtonGroup
          className="filters import-parts"
          aria-label={say("import.part")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[part]}
          onSelectionChange={(keys) => setPart([...keys][0] as Part)}
        >
          {(["report", "text"] as const).map((id) => (
            <ToggleButton key={id} id={id} className="filter">
              {say(`import.part.${id}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <div className="panes">
        <div className="report" hidden={!room && part !== "report"} aria-busy={desk.reading}>
          <p className="report-state" role="status">
            {desk.reading && say("import.readingAgain")}
          </p>
          {result && (
            <ImportReport result={result} size={view.size} settings={desk.settings} change={desk.change} goTo={goTo} />
          )}
          {desk.text && (
            <AcceptForm
              view={view}
              firstTitle={firstTitle(desk.text)}
              negotiation={negotiation}
              reading={desk.reading || desk.failure !== null}
              done={(text) => {
                tell({ kind: "done", sentence: say("import.done", { symbol: text.symbol }) });
                void navigate(`/texts/${encodeURIComponent(text.id)}`);
              }}
            />
          )}
        </div>
        <div className="scroller" hidden={!room && part !== "text"}>
          <div className="spread">
            <Preview desk={desk} words={words} />
          </div>
        </div>
      </div>
    </div>
  );
}

function Preview({ desk, words }: { desk: OpenImport; words: React.RefObject<PastWordsHandle | null> }) {
  const say = useSay();
  const labels = useEditorLabels("import.words");
  return (
    <main className="paper" data-pane="text" aria-busy={desk.reading}>
      {desk.text && desk.text.doc.childCount === 0 && <p className="quiet">{say("moment.noWords")}</p>}
      {desk.text && <PastWords ref={words} text={desk.text} labels={labels} party={null} onPlace={nowhere} />}
    </main>
  );
}

const nowhere = () => {};

/** The longest words that may be the title of a text, in characters. */
const LONGEST_TITLE = 160;

/** What a text seems to be called: its title, or else what stands alone before everything that has a number; "" for nothing. */
function firstTitle({ doc }: PastText): string {
  const first = doc.firstChild;
  const { kind, number } = first?.attrs ?? {};
  const isTitle = kind === "title" || (kind === "paragraph" && !number && doc.childCount > 1);
  const words = isTitle ? (first?.textContent ?? "") : "";
  return words.length > LONGEST_TITLE ? "" : words;
}

function DeskHead({ view, negotiation }: Omit<Props, "desk">) {
  const say = useSay();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  async function discard() {
    const answer = await imports.drop(view.id);
    setAsking(false);
    if (!answer.ok) {
      tell({ kind: "refusal", title: say("toast.notDone"), sentence: deskSentence(say, answer.failure) });
      return;
    }
    tell({ kind: "done", sentence: say("import.discarded", { name: view.name }) });
    void navigate(importPath());
  }
  return (
    <header className="text-header" data-pane="header">
      <Link className="icon-button back" to={importPath()} aria-label={say("import.title")}>
        <Icon name="back" />
      </Link>
      <div className="text-name">
        <h1 className="file-name">{view.name}</h1>
        <span className="past-mark">{say("import.notYet")}</span>
      </div>
      <div className="text-acts">
        {negotiation.texts.length > 0 && (
          <MenuTrigger>
            <Button className="button button-small">{say("import.compare")}</Button>
            <Popover className="popover" placement="bottom end">
              <Menu className="menu">
                {negotiation.texts.map(({ id, symbol, title, revision }) => (
                  <MenuItem
                    key={id}
                    href={comparePath(id, revision ? `rev:${revision.number}` : "now", `file:${view.id}`)}
                    textValue={symbol}
                  >
                    {symbol}
                    <span className="menu-note">{title}</span>
                  </MenuItem>
                ))}
              </Menu>
            </Popover>
          </MenuTrigger>
        )}
        <Button className="button button-small" onPress={() => setAsking(true)}>
          {say("import.discard")}
        </Button>
        <DeviceMenu />
      </div>
      <DialogPane title={say("import.discardTitle", { name: view.name })} isOpen={asking} onOpenChange={setAsking}>
        <div className="dialog-body">
          <p>{say("import.discardBody")}</p>
          <div className="form-buttons">
            <Button className="button button-alarm" onPress={() => void discard()}>
              {say("import.discardButton")}
            </Button>
            <Button slot="close" className="link-button" autoFocus>
              {say("app.cancel")}
            </Button>
          </div>
        </div>
      </DialogPane>
    </header>
  );
}

/** Why the server did not answer, and what to do; what is on the page stays. */
export function DeskFailure({ failure, again }: { failure: Failure; again: () => void }): ReactNode {
  const say = useSay();
  return (
    <div className="banner" role="alert">
      <p>{deskSentence(say, failure)}</p>
      {failure.kind !== "signed-out" && (
        <Button className="button button-small" onPress={again}>
          {say("app.tryAgain")}
        </Button>
      )}
    </div>
  );
}

function deskSentence(say: Say, failure: Failure): string {
  if (failure.kind === "offline") return say("import.offline");
  return failure.kind === "signed-out" ? say("import.signedOut") : failureSentence(say, failure);
}
