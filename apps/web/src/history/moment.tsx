import { mayAct } from "@adref/protocol";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { Link, useNavigate } from "react-router";
import type { ChosenWords } from "../editor/chosen-words.ts";
import { ExportDialog } from "../exchange/export-dialog.tsx";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import type { OfText } from "../pages/of-text.tsx";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { OpenBracketsQuestion, useDownload } from "../text/downloads.tsx";
import { useEditorLabels } from "../text/editor-labels.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { ROOM_FOR_OUTLINE, useMedia } from "../use-media.ts";
import { failureSentence } from "./failure-sentence.ts";
import { Happened } from "./happened.tsx";
import { marksOf } from "./marks.ts";
import { MomentHead } from "./moment-head.tsx";
import { MomentSlider } from "./moment-slider.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { outlineOf } from "./outline-of.ts";
import { PastWords, type PastWordsHandle } from "./past-words.tsx";
import { momentPath } from "./paths.ts";
import { ProvisionHistory } from "./provision-history.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { infoName } from "./tell.ts";
import { useMoment } from "./use-moment.ts";
import { useTimeline } from "./use-timeline.ts";

/** So long the slider rests before its moment is asked for, in milliseconds. */
const RESTS_MS = 120;

type Shown = "name" | "restore" | "happened" | "export" | null;

/** A text as it was at a moment, with the slider over its ledger; to read, name, compare, download and restore. */
export function Moment({ known, at }: { known: OfText; at: string }) {
  const { text, me, nameOfPerson, hues, renew } = known;
  const say = useSay();
  const intl = useIntl();
  const { timeline, failure, again, more } = useTimeline(text.id, text.seq);
  const moment = useMoment(text.id, at);
  const open = moment.value;
  const { seq, go } = useSlider(text.id, at, open?.info.seq ?? null, moment.key === at);
  const marks = useMemo(() => (timeline ? marksOf(timeline) : []), [timeline]);
  const labels = useEditorLabels("moment.words");
  const words = useRef<PastWordsHandle>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ChosenWords | null>(null);
  const [shown, setShown] = useState<Shown>(null);
  const { download, question } = useDownload(text.id);
  const roomForActs = useMedia(ROOM_FOR_OUTLINE);
  const outline = open ? outlineOf(open.text.doc) : null;
  const nameOfProvision = useCallback(
    (id: string) => provisionName(outline ?? [], id, say, outline ? "provision.otherMoment" : "provision.some"),
    [outline, say],
  );
  const name = open ? infoName(say, intl, open.info) : "";
  const close = () => setShown(null);
  const renewAll = () => {
    renew();
    again();
    moment.forget();
  };

  useEffect(() => {
    if (name !== "") document.title = say("moment.title", { symbol: text.symbol, moment: name });
  }, [name, text.symbol, say]);

  if (!open && moment.failure) return <FailureNotice failure={moment.failure} again={moment.again} />;
  const happened = timeline && (
    <Happened
      timeline={timeline}
      marks={marks}
      seq={seq ?? timeline.last?.seq ?? 0}
      go={go}
      more={more}
      nameOfProvision={nameOfProvision}
    />
  );
  const mayName = mayAct(me, text, "name-moment");
  const mayRestore = mayAct(me, text, "restore");
  const info = open?.info ?? null;
  const isPast = info !== null && info.seq !== null && info.party === null;
  return (
    <div className="text-page past-page" style={hues}>
      <header className="text-header" data-pane="header">
        <Link
          className="icon-button back"
          to={`/texts/${encodeURIComponent(text.id)}`}
          aria-label={say("moment.toLive")}
        >
          <Icon name="back" />
        </Link>
        <div className="text-name">
          <h1>
            <span className="symbol">{text.symbol}</span> <span className="text-title">{text.title}</span>
          </h1>
          <span className="past-mark">{name}</span>
        </div>
        <div className="text-acts">
          {!roomForActs && (
            <Button className="button button-small" onPress={() => setShown("happened")}>
              {say("moment.happened")}
            </Button>
          )}
          <Link className="button to-live" to={`/texts/${encodeURIComponent(text.id)}`}>
            {say("moment.live")}
          </Link>
          <DeviceMenu />
        </div>
      </header>
      <section className="past-strip" data-pane="past" aria-label={say("moment.slider")}>
        {timeline && seq !== null && <MomentSlider timeline={timeline} marks={marks} seq={seq} go={go} />}
        {failure && !timeline && <p className="caution">{failureSentence(say, failure)}</p>}
        <MomentHead
          text={text}
          info={info}
          timeline={timeline}
          marks={marks}
          seq={seq}
          waiting={moment.waiting || moment.key !== at}
          nameOfProvision={nameOfProvision}
          place={place === null ? null : nameOfProvision(place)}
          askWhere={isPast ? () => setChosen(words.current?.chosen() ?? null) : null}
          name={mayName && isPast ? () => setShown("name") : null}
          restore={mayRestore && isPast && info.seq !== timeline?.last?.seq ? () => setShown("restore") : null}
          download={
            info && info.file === null
              ? { quick: (view) => download(view, { at: info.ref }), more: () => setShown("export") }
              : null
          }
        />
        {open && moment.failure && (
          <p className="caution" role="alert">
            {failureSentence(say, moment.failure)}{" "}
            <Button className="link-button" onPress={moment.again}>
              {say("app.tryAgain")}
            </Button>
          </p>
        )}
      </section>
      <div className="panes">
        {roomForActs && (
          <aside className="outline-pane" data-pane="happened">
            {happened}
          </aside>
        )}
        <div className="scroller">
          <div className="spread">
            <main className="paper" data-pane="text" aria-busy={moment.waiting}>
              {!open && (
                <p className="not-yet" role="status">
                  {say("app.loading")}
                </p>
              )}
              {open && open.text.doc.childCount === 0 && <p className="quiet">{say("moment.noWords")}</p>}
              {open && (
                <PastWords
                  ref={words}
                  text={open.text}
                  labels={labels}
                  party={me.role === "delegation" ? me.party : null}
                  onPlace={setPlace}
                />
              )}
            </main>
          </div>
        </div>
      </div>
      {!roomForActs && (
        <DialogPane title={text.symbol} isOpen={shown === "happened"} onOpenChange={close} shape="start">
          {happened}
        </DialogPane>
      )}
      {shown === "name" && info?.seq && (
        <NameDialog text={text} seq={info.seq} moment={info.moment} close={close} done={renewAll} />
      )}
      {shown === "restore" && info?.seq && (
        <RestoreDialog text={text} info={{ ...info, seq: info.seq }} moment={name} close={close} done={renewAll} />
      )}
      {chosen && info?.seq && (
        <ProvisionHistory
          text={text.id}
          at={`seq:${info.seq}`}
          chosen={chosen}
          nameOfPerson={nameOfPerson}
          nameOfProvision={nameOfProvision}
          close={() => setChosen(null)}
        />
      )}
      {info && (
        <ExportDialog
          text={text}
          revisions={text.revisions}
          at={info.ref}
          moment={name}
          isOpen={shown === "export"}
          onOpenChange={close}
        />
      )}
      {question && (
        <DialogPane title={say("download.openTitle")} isOpen onOpenChange={() => question.answer(false)}>
          <OpenBracketsQuestion question={question} />
        </DialogPane>
      )}
    </div>
  );
}

/**
 * Where the slider stands: where it was put, until the moment there is shown. The address follows when it rests; the moment
 * follows the address.
 */
function useSlider(text: string, at: string, shown: number | null, settled: boolean) {
  const navigate = useNavigate();
  const [ahead, setAhead] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (settled && timer.current === null) setAhead(null);
  }, [settled]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const go = useCallback(
    (seq: number) => {
      setAhead(seq);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        timer.current = null;
        void navigate(momentPath(text, `seq:${seq}`), { replace: true });
      }, RESTS_MS);
    },
    [text, navigate],
  );
  // A moment that could not be had leaves the slider where the address says.
  const asked = /^seq:(\d+)$/.exec(at)?.[1];
  return { seq: ahead ?? (settled ? shown : asked ? Number(asked) : shown), go };
}
