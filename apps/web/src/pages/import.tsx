import type { ImportView, NegotiationView } from "@adref/protocol";
import { FILE_FORMATS, LARGEST_IMPORT } from "@adref/protocol";
import { type ReactNode, useEffect } from "react";
import { Button, ProgressBar } from "react-aria-components";
import { Link, useNavigate, useParams } from "react-router";
import { imports } from "../exchange/import-api.ts";
import { DeskFailure, ImportDesk } from "../exchange/import-desk.tsx";
import { ImportStart } from "../exchange/import-start.tsx";
import { importPath } from "../exchange/paths.ts";
import { useImport } from "../exchange/use-import.ts";
import { useImports } from "../exchange/use-imports.ts";
import { useSay } from "../intl.tsx";
import { PartiesContext } from "../people/parties.ts";
import { useNegotiation } from "../people/use-negotiation.ts";
import { useWho } from "../people/who.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { FailureNotice, Notice, Waiting } from "../ui/notice.tsx";
import "../styles/text-page.css";
import "../history/history.css";
import "../exchange/exchange.css";

const MEGABYTE = 1_000_000;

/** The page on which the Secretariat brings a file in: chooses it, or goes on with one that waits. */
export function ImportPage() {
  const say = useSay();
  const { id } = useParams();
  const { who } = useWho();
  const { loaded, again } = useNegotiation();
  if (who.state !== "in" || loaded.state === "loading") return <Waiting />;
  if (loaded.state === "failed") return <FailureNotice failure={loaded.failure} again={again} />;
  if (who.person.role !== "secretariat") {
    const toTexts = (
      <Link className="button" to="/">
        {say("failure.backToTexts")}
      </Link>
    );
    return (
      <Notice title={say("failure.forbidden.title")} action={toTexts}>
        {say("import.notYours")}
      </Notice>
    );
  }
  return (
    <PartiesContext value={loaded.value.parties}>
      {id === undefined ? (
        <Choosing negotiation={loaded.value} />
      ) : (
        <Opened key={id} id={id} negotiation={loaded.value} />
      )}
    </PartiesContext>
  );
}

function Choosing({ negotiation }: { negotiation: NegotiationView }) {
  const say = useSay();
  const navigate = useNavigate();
  const { waiting, renew } = useImports();
  return (
    <Front title={say("import.title")}>
      <p className="import-explain">{say("import.explain", { megabytes: LARGEST_IMPORT / MEGABYTE })}</p>
      <ImportStart
        waiting={waiting}
        nameOfPerson={(person) => negotiation.people.find(({ id }) => id === person)?.name ?? person}
        arrived={(view) => void navigate(importPath(view.id))}
        renew={renew}
      />
    </Front>
  );
}

function Opened({ id, negotiation }: { id: string; negotiation: NegotiationView }) {
  const say = useSay();
  const desk = useImport(id);
  const { view, failure } = desk;
  useEffect(() => {
    document.title = view ? `${view.name}: ${say("import.title")}` : say("import.title");
  }, [view, say]);
  if (failure?.kind === "not-found" || (failure?.kind === "refused" && failure.id === "no-such-import")) {
    return (
      <Notice title={say("import.gone")} action={<AnotherFile />}>
        {say("import.goneBody")}
      </Notice>
    );
  }
  if (!view) return failure ? <FailureNotice failure={failure} again={desk.again} /> : <Waiting />;
  if (view.text !== null) {
    const open = (
      <Link className="button button-primary" to={`/texts/${encodeURIComponent(view.text)}`}>
        {say("import.openText")}
      </Link>
    );
    return (
      <Notice title={say("import.accepted")} action={open}>
        {view.name}
      </Notice>
    );
  }
  if (view.state === "refused") return <Refused desk={desk} view={view} />;
  if (view.state === "reading") return <Reading desk={desk} view={view} />;
  return <ImportDesk desk={desk} view={view} negotiation={negotiation} />;
}

interface StateProps {
  readonly desk: ReturnType<typeof useImport>;
  readonly view: ImportView;
}

function Reading({ desk, view }: StateProps) {
  const say = useSay();
  const navigate = useNavigate();
  const drop = () => void imports.drop(view.id).then(() => navigate(importPath()));
  return (
    <Front title={say("import.title")}>
      {desk.failure && <DeskFailure failure={desk.failure} again={desk.again} />}
      <div className="drop drop-busy">
        <ProgressBar
          className="progress"
          value={view.done * 100}
          aria-label={say("import.reading", { name: view.name })}
        >
          {({ percentage = 0 }) => (
            <>
              <span className="drop-label">{say("import.reading", { name: view.name })}</span>
              <span className="progress-line">
                <span style={{ inlineSize: `${percentage}%` }} />
              </span>
              <span className="quiet">{say("import.readingHint")}</span>
            </>
          )}
        </ProgressBar>
        <Button className="button" onPress={drop}>
          {say("app.cancel")}
        </Button>
      </div>
    </Front>
  );
}

/** A file that cannot be read: the reader's sentence, and another file; or another format, where its name told none. */
function Refused({ desk, view }: StateProps) {
  const say = useSay();
  const navigate = useNavigate();
  const another = () => void imports.drop(view.id).then(() => navigate(importPath()));
  return (
    <Notice
      title={say("import.refused", { name: view.name })}
      action={
        <Button className="button button-primary" onPress={another}>
          {say("import.another")}
        </Button>
      }
    >
      <p role="alert">{view.refusal?.sentence}</p>
      {view.refusal?.id === "unknown-format" && (
        <div className="form-buttons read-as">
          <span>{say("import.readAs")}</span>
          {FILE_FORMATS.map((format) => (
            <Button key={format} className="button button-small" onPress={() => desk.change({ format })}>
              {say(`import.format.${format}`)}
            </Button>
          ))}
        </div>
      )}
      <p className="quiet">{say("import.nothingChanged")}</p>
    </Notice>
  );
}

function AnotherFile() {
  const say = useSay();
  return (
    <Link className="button" to={importPath()}>
      {say("import.another")}
    </Link>
  );
}

function Front({ title, children }: { title: string; children: ReactNode }) {
  const say = useSay();
  return (
    <div className="front">
      <header className="front-header" data-pane="header">
        <Link to="/">{say("import.back")}</Link>
        <DeviceMenu named />
      </header>
      <main className="front-main import-start" data-pane="main">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
