import type { MinutesView } from "@adref/protocol";
import { useMemo, useState } from "react";
import { Button, useLocale } from "react-aria-components";
import { useIntl } from "react-intl";
import type { EditorHandle } from "../editor/handle.ts";
import { failureSentence } from "../history/failure-sentence.ts";
import { past } from "../history/past.ts";
import { actSentence, dateOf } from "../history/tell.ts";
import { Answers, useLatest } from "../history/use-latest.ts";
import { useSay } from "../intl.tsx";
import { type OutlineRow, rowsById } from "../outline/outline-model.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { saveFile } from "../text/save-file.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { tell } from "../ui/toasts.tsx";
import type { Session } from "./agenda.ts";
import { type MinutesPaper, minutesHtml, minutesSections, minutesText, takenBack } from "./minutes.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  readonly sitting: Session;
  readonly close: () => void;
}

/** The minutes of a session, made by the ledger: to read, to copy, to save. */
export function MinutesDialog({ session, handle, rows, sitting, close }: Props) {
  const say = useSay();
  const [answers] = useState(() => new Answers<MinutesView>(1));
  const asked = useLatest(sitting.id, (signal) => past.minutes(session.text.id, sitting.id, signal), answers, false);
  return (
    <DialogPane title={say("minutes.title", { title: sitting.title })} isOpen onOpenChange={close} shape="side">
      {asked.waiting && (
        <p className="quiet appears" role="status">
          {say("history.waiting")}
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
      {asked.value && <Minutes session={session} handle={handle} rows={rows} view={asked.value} />}
    </DialogPane>
  );
}

function Minutes({ session, handle, rows, view }: Omit<Props, "sitting" | "close"> & { view: MinutesView }) {
  const say = useSay();
  const { locale, direction } = useLocale();
  const paper = usePaper(session, handle, rows, view);
  const name = `${session.text.symbol.replaceAll("/", "-")}-minutes`;
  const save = (kind: "txt" | "html") => {
    const words = kind === "txt" ? minutesText(paper) : minutesHtml(paper, locale, direction);
    const type = kind === "txt" ? "text/plain" : "text/html";
    saveFile(`${name}.${kind}`, new Blob([words], { type: `${type};charset=utf-8` }));
  };
  const copy = () =>
    navigator.clipboard.writeText(minutesText(paper)).then(
      () => tell({ kind: "done", sentence: say("minutes.copied") }),
      () => tell({ kind: "hint", sentence: say("tray.copyFailed") }),
    );
  return (
    <div className="minutes">
      <div className="form-buttons">
        <Button className="button button-small" onPress={() => void copy()}>
          {say("minutes.copy")}
        </Button>
        <Button className="button button-small" onPress={() => save("txt")}>
          {say("minutes.text")}
        </Button>
        <Button className="button button-small" onPress={() => save("html")}>
          {say("minutes.html")}
        </Button>
      </div>
      {paper.facts.map((fact) => (
        <p key={fact} className="quiet">
          {fact}
        </p>
      ))}
      {paper.sections.map(({ heading, lines, nothing }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sections of minutes never change places
        <section key={i}>
          <h3>{heading}</h3>
          {lines.length === 0 && <p className="quiet">{nothing}</p>}
          <ol>
            {lines.map(({ when, words, reason }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of minutes never change places
              <li key={at}>
                <span className="quiet">{when}</span> {words}.{reason !== null && <p className="reason">{reason}</p>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function usePaper(
  session: TextSession,
  handle: EditorHandle,
  rows: readonly OutlineRow[],
  view: MinutesView,
): MinutesPaper {
  const say = useSay();
  const intl = useIntl();
  const outline = useSelected(handle, (state) => state.outline);
  return useMemo(() => {
    const { index } = handle.getState();
    const known = rowsById(rows);
    const nameOf = (id: string) => provisionName(outline, id, say);
    const sections = minutesSections(
      view,
      (item) => known.get(item)?.provisions ?? [],
      (bracket) => index.brackets.get(bracket)?.provisions ?? [],
    );
    const end =
      view.closed === null
        ? say("minutes.open")
        : say("minutes.closed", { at: dateOf(intl, view.closed.at), by: view.closed.by });
    const omitted = takenBack(view.acts).size > 0 ? [say("minutes.takenBack")] : [];
    return {
      title: `${session.text.symbol}: ${say("minutes.title", { title: view.title })}`,
      facts: [say("minutes.opened", { at: dateOf(intl, view.opened.at), by: view.opened.by }), end, ...omitted],
      sections: sections.map(({ item, acts }, i) => ({
        heading: item === null ? say("minutes.others") : `${i + 1}. ${nameOf(item)}`,
        nothing: say("minutes.nothing"),
        lines: acts.map((act) => {
          const told = actSentence(say, act, nameOf, null);
          const first = act.about[0];
          // A sentence about statuses names its provision; others say where.
          const names = act.type === "status" || act.type === "reopen" || act.type === "restore";
          return {
            when: intl.formatTime(act.at, { hour: "2-digit", minute: "2-digit" }),
            words: first === undefined || names ? told : `${nameOf(first)}: ${told}`,
            reason: act.reason ? say("past.reason", { reason: act.reason }) : null,
          };
        }),
      })),
    };
  }, [session, handle, rows, view, outline, say, intl]);
}
