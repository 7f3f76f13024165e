import { type ImportView, LARGEST_IMPORT } from "@adref/protocol";
import { useEffect, useRef, useState } from "react";
import { Button, DropZone, type FileDropItem, FileTrigger, ProgressBar, Text } from "react-aria-components";
import { useIntl } from "react-intl";
import { Link } from "react-router";
import type { Failure } from "../api.ts";
import { type Say, useSay } from "../intl.tsx";
import { Ago } from "../time.tsx";
import { tell } from "../ui/toasts.tsx";
import { imports } from "./import-api.ts";
import { PasteDraft } from "./paste-draft.tsx";
import { importPath } from "./paths.ts";
import { sizeOf } from "./size.ts";

const MEGABYTE = 1_000_000;
const ENDINGS = [".docx", ".html", ".htm", ".xhtml", ".txt", ".adref", ".md", ".json", ".xml", ".akn"];

/** A file on its way to the server. */
interface Sending {
  readonly file: File;
  readonly sent: number;
  readonly stop: () => void;
}

interface Props {
  /** Files that were brought in and not accepted. */
  readonly waiting: readonly ImportView[];
  readonly nameOfPerson: (id: string) => string;
  readonly arrived: (view: ImportView) => void;
  /** The list of waiting files has changed. */
  readonly renew: () => void;
}

/** Where a file is dropped or chosen, and what of earlier files still waits. */
export function ImportStart({ waiting, nameOfPerson, arrived, renew }: Props) {
  const say = useSay();
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<{ readonly sentence: string; readonly file: File | null } | null>(null);
  useStayWhile(sending !== null);
  const gone = useRef<() => void>(() => {});
  useEffect(() => () => gone.current(), []);

  /** Resolves with whether the file has arrived. */
  async function send(file: File): Promise<boolean> {
    const sentence = whyNot(say, file);
    if (sentence !== null) {
      setProblem({ sentence, file: null });
      return false;
    }
    setProblem(null);
    const stop = new AbortController();
    gone.current = () => stop.abort();
    setSending({ file, sent: 0, stop: () => stop.abort() });
    const answer = await imports.upload(file, {
      signal: stop.signal,
      onProgress: (sent) => setSending((now) => now && { ...now, sent }),
    });
    gone.current = () => {};
    setSending(null);
    if (answer === null) return false;
    if (answer.ok) arrived(answer.value);
    else setProblem({ sentence: whyNotSent(say, answer.failure), file });
    return answer.ok;
  }

  return (
    <>
      {sending ? (
        <SendingFile {...sending} />
      ) : (
        <DropZone
          className="drop"
          aria-label={say("import.dropArea")}
          getDropOperation={() => "copy"}
          onDrop={({ items }) => {
            const files = items.filter((item): item is FileDropItem => item.kind === "file");
            if (files.length > 1) setProblem({ sentence: say("import.several"), file: null });
            else void files[0]?.getFile().then(send);
          }}
        >
          <Text slot="label" className="drop-label">
            {say("import.drop")}
          </Text>
          <span className="quiet">{say("import.or")}</span>
          <FileTrigger acceptedFileTypes={ENDINGS} onSelect={(files) => files?.[0] && void send(files[0])}>
            <Button className="button button-primary">{say("import.choose")}</Button>
          </FileTrigger>
        </DropZone>
      )}
      {!sending && <PasteDraft send={send} />}
      {problem && (
        <div className="caution import-problem" role="alert">
          <p>{problem.sentence}</p>
          {problem.file && (
            <Button className="button button-small" onPress={() => problem.file && void send(problem.file)}>
              {say("app.tryAgain")}
            </Button>
          )}
        </div>
      )}
      {!sending && waiting.length > 0 && (
        <section aria-labelledby="waiting-files" className="waiting-files">
          <h2 id="waiting-files">{say("import.waiting")}</h2>
          <p className="quiet">{say("import.waitingHint")}</p>
          <ul>
            {waiting.map((file) => (
              <WaitingFile key={file.id} file={file} nameOfPerson={nameOfPerson} renew={renew} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function SendingFile({ file, sent, stop }: Sending) {
  const say = useSay();
  const intl = useIntl();
  const arrived = sent >= file.size;
  return (
    <div className="drop drop-busy">
      <ProgressBar
        className="progress"
        value={sent}
        maxValue={file.size}
        aria-label={say("import.sending", { name: file.name })}
      >
        {({ percentage = 0 }) => (
          <>
            <span className="drop-label">{say("import.sending", { name: file.name })}</span>
            <span className="progress-line">
              <span style={{ inlineSize: `${percentage}%` }} />
            </span>
            <span className="quiet" role="status">
              {arrived
                ? say("import.arrived")
                : say("import.sent", { sent: sizeOf(intl, sent), size: sizeOf(intl, file.size) })}
            </span>
          </>
        )}
      </ProgressBar>
      <Button className="button" onPress={stop}>
        {say("app.cancel")}
      </Button>
    </div>
  );
}

interface WaitingProps extends Pick<Props, "nameOfPerson" | "renew"> {
  readonly file: ImportView;
}

function WaitingFile({ file, nameOfPerson, renew }: WaitingProps) {
  const say = useSay();
  const intl = useIntl();
  async function drop() {
    const answer = await imports.drop(file.id);
    if (answer.ok) tell({ kind: "done", sentence: say("import.discarded", { name: file.name }) });
    else tell({ kind: "refusal", title: say("toast.notDone"), sentence: whyNotSent(say, answer.failure) });
    renew();
  }
  return (
    <li>
      <Link to={importPath(file.id)}>{file.name}</Link>
      <span className="quiet">
        {sizeOf(intl, file.size)} · {say(`import.state.${file.state}`)} · {nameOfPerson(file.by)} · <Ago at={file.at} />
      </span>
      <Button className="link-button" aria-label={`${say("import.forget")}: ${file.name}`} onPress={() => void drop()}>
        {say("import.forget")}
      </Button>
    </li>
  );
}

function whyNot(say: Say, file: File): string | null {
  if (file.size === 0) return say("import.empty");
  if (file.size <= LARGEST_IMPORT) return null;
  return say("import.tooLarge", { most: LARGEST_IMPORT / MEGABYTE, size: Math.ceil(file.size / MEGABYTE) });
}

function whyNotSent(say: Say, failure: Failure): string {
  if ("sentence" in failure && failure.sentence) return failure.sentence;
  if (failure.kind === "signed-out") return say("import.signedOut");
  if (failure.kind === "broken") return say("failure.broken.body", { status: failure.status });
  return say("import.brokeOff");
}

/** The browser asks before the page is left while something is under way. */
function useStayWhile(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [busy]);
}
