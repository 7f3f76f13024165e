import type { CompareView } from "@adref/protocol";
import { type ChangeEntry, countsOf } from "@adref/revisions";
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useIntl } from "react-intl";
import { Link } from "react-router";
import { failureSentence } from "../history/failure-sentence.ts";
import { past } from "../history/past.ts";
import { infoName } from "../history/tell.ts";
import { Answers, useLatest } from "../history/use-latest.ts";
import { useTimeline } from "../history/use-timeline.ts";
import { useSay } from "../intl.tsx";
import type { OfText } from "../pages/of-text.tsx";
import { useParties } from "../people/parties.ts";
import { DeviceMenu } from "../settings/device-menu.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { ROOM_FOR_MARGIN, ROOM_FOR_OUTLINE, useMedia } from "../use-media.ts";
import { ChangeList } from "./change-list.tsx";
import { type ChangeGroup, changeSentence, groupOf } from "./change-told.ts";
import { changesByRow, changesToTell, rowNames, sectionsOf } from "./compare-model.ts";
import type { CompareLayout } from "./compared-row.tsx";
import { ComparedText } from "./compared-text.tsx";
import { refChoices } from "./ref-choices.ts";
import { RefSelect } from "./ref-select.tsx";
import { useChangeKeys } from "./use-change-keys.ts";

interface Props {
  readonly known: OfText;
  readonly from: string;
  readonly to: string;
  readonly choose: (from: string, to: string) => void;
}

/** Two moments of a text side by side: which two, what changed, and the words. */
export function Compare({ known, from, to, choose }: Props) {
  const { text, me, hues } = known;
  const say = useSay();
  const intl = useIntl();
  const [answers] = useState(() => new Answers<CompareView>(4));
  // What is compared changes; how the reader wants to see it stays.
  const [wanted, setWanted] = useState<CompareLayout>("inline");
  const fixed = [from, to].every((ref) => /^(seq|rev):/.test(ref));
  const key = `${from} ${to}`;
  const asked = useLatest(key, (signal) => past.compare(text.id, from, to, signal), answers, fixed);
  const { timeline } = useTimeline(text.id, text.seq);
  const parties = useParties();
  const view = asked.key === key ? asked.value : null;
  const shown = asked.value;
  const codes = useMemo(() => {
    if (!me.names) return [];
    return parties.map(({ code }) => code).sort((a, b) => Number(b === me.party) - Number(a === me.party));
  }, [parties, me]);

  useEffect(() => {
    if (!view) return;
    const [a, b] = [infoName(say, intl, view.from), infoName(say, intl, view.to)];
    document.title = say("compare.titleOf", { symbol: text.symbol, from: a, to: b });
  }, [view, text.symbol, say, intl]);

  const groups = (chosen: string, info: CompareView["from"] | null) =>
    timeline ? refChoices(say, intl, { timeline, parties: codes, chosen, info }) : [];
  return (
    <div className="text-page compare-page" style={hues}>
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
          <span className="past-mark">{say("compare.title")}</span>
        </div>
        <div className="text-acts">
          <Link className="button to-live" to={`/texts/${encodeURIComponent(text.id)}`}>
            {say("moment.live")}
          </Link>
          <DeviceMenu />
        </div>
      </header>
      {timeline && (
        <section className="compare-strip" data-pane="past" aria-label={say("compare.title")}>
          <RefSelect
            label={say("compare.from")}
            groups={groups(from, view?.from ?? null)}
            chosen={from}
            timeline={timeline}
            choose={(ref) => choose(ref, to)}
          />
          <Button className="icon-button swap" aria-label={say("compare.swap")} onPress={() => choose(to, from)}>
            <Icon name="swap" />
          </Button>
          <RefSelect
            label={say("compare.to")}
            groups={groups(to, view?.to ?? null)}
            chosen={to}
            timeline={timeline}
            choose={(ref) => choose(from, ref)}
          />
        </section>
      )}
      {asked.failure && !shown && <FailureNotice failure={asked.failure} again={asked.again} />}
      {asked.failure && shown && (
        <div className="banner" role="alert">
          <p>{failureSentence(say, asked.failure)}</p>
          <Button className="button button-small" onPress={asked.again}>
            {say("app.tryAgain")}
          </Button>
        </div>
      )}
      {!shown && !asked.failure && (
        <main>
          <p className="waiting" role="status">
            {say("compare.looking")}
          </p>
        </main>
      )}
      {shown && !asked.failure && (
        <Compared
          key={asked.key}
          view={shown}
          waiting={asked.waiting}
          symbol={text.symbol}
          wanted={wanted}
          setWanted={setWanted}
        />
      )}
    </div>
  );
}

interface ComparedProps {
  readonly view: CompareView;
  readonly waiting: boolean;
  readonly symbol: string;
  readonly wanted: CompareLayout;
  readonly setWanted: (layout: CompareLayout) => void;
}

function Compared({ view, waiting, symbol, wanted, setWanted }: ComparedProps) {
  const say = useSay();
  const intl = useIntl();
  const { comparison } = view;
  const changes = useMemo(() => changesToTell(comparison), [comparison]);
  const counts = useMemo(() => countsOf(comparison, changes), [comparison, changes]);
  const byRow = useMemo(() => changesByRow(changes), [changes]);
  const sections = useMemo(() => sectionsOf(comparison, byRow), [comparison, byRow]);
  const nameOf = useMemo(() => rowNames(comparison, say), [comparison, say]);
  const [groups, setGroups] = useState<readonly ChangeGroup[]>([]);
  const listed = useMemo(
    () => (groups.length === 0 ? changes : changes.filter(({ sort }) => groups.includes(groupOf(sort)))),
    [changes, groups],
  );
  const [current, setCurrent] = useState<ChangeEntry | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const roomForList = useMedia(ROOM_FOR_OUTLINE);
  const roomForSides = useMedia(ROOM_FOR_MARGIN);
  const layout = roomForSides ? wanted : "inline";
  const frame = useRef<HTMLDivElement>(null);
  const place = current === null ? -1 : listed.indexOf(current);
  const said = current && `${current.row === null ? "" : `${nameOf(current.row)}: `}${changeSentence(say, current)}`;

  const go = useCallback((change: ChangeEntry) => {
    setCurrent(change);
    setDrawer(false);
    if (change.row === null) return;
    const element = frame.current?.querySelector(`[data-row="${change.row}"]`);
    element?.scrollIntoView({ block: "center" });
    // What was skipped until now takes its real height when it comes into sight.
    requestAnimationFrame(() => element?.scrollIntoView({ block: "center" }));
  }, []);
  const step = useCallback(
    (by: 1 | -1) => {
      const next = listed[place < 0 ? (by > 0 ? 0 : listed.length - 1) : place + by];
      if (next) go(next);
    },
    [listed, place, go],
  );
  useChangeKeys(step);
  useEffect(() => {
    if (current === null) return;
    document.querySelector(`[data-change="${CSS.escape(current.key)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const views = [view.from.party, view.to.party].filter((party) => party !== null);
  const names = { from: infoName(say, intl, view.from), to: infoName(say, intl, view.to) };
  if (changes.length === 0 && comparison.rows.every(({ kind }) => kind === "same")) {
    return (
      <main>
        <p className="compare-same" role="status">
          {say("compare.same")}
        </p>
      </main>
    );
  }
  const list = (
    <ChangeList
      changes={changes}
      shown={listed}
      groups={groups}
      choose={setGroups}
      current={current?.key ?? null}
      go={go}
      nameOf={nameOf}
    />
  );
  return (
    <>
      <section className="compare-tools" data-pane="tools" aria-label={say("compare.view")}>
        <p className="compare-counts">
          <strong>{say("compare.count", { count: counts.total })}</strong>{" "}
          <span className="quiet">
            {say("compare.words", { added: counts.wordsAdded, removed: counts.wordsRemoved })}
          </span>
        </p>
        {roomForSides && (
          <ToggleButtonGroup
            className="filters"
            aria-label={say("compare.view")}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[wanted]}
            onSelectionChange={(keys) => startTransition(() => setWanted([...keys][0] as CompareLayout))}
          >
            <ToggleButton id="inline" className="filter">
              {say("compare.inline")}
            </ToggleButton>
            <ToggleButton id="side" className="filter">
              {say("compare.side")}
            </ToggleButton>
          </ToggleButtonGroup>
        )}
        <Button
          className="link-button"
          aria-pressed={unfolded}
          onPress={() => startTransition(() => setUnfolded(!unfolded))}
        >
          {say(unfolded ? "compare.foldAll" : "compare.unfoldAll")}
        </Button>
        {!roomForList && (
          <Button className="button button-small" onPress={() => setDrawer(true)}>
            {say("compare.changes")}
          </Button>
        )}
        <div className="compare-steps">
          <span className="quiet">
            {place >= 0 && say("compare.place", { place: place + 1, count: listed.length })}
          </span>
          <Button
            className="icon-button"
            aria-label={say("compare.previous")}
            aria-keyshortcuts="p"
            isDisabled={place === 0 || listed.length === 0}
            onPress={() => step(-1)}
          >
            <Icon name="previous" />
          </Button>
          <Button
            className="icon-button"
            aria-label={say("compare.next")}
            aria-keyshortcuts="n"
            isDisabled={place === listed.length - 1}
            onPress={() => step(1)}
          >
            <Icon name="next" />
          </Button>
        </div>
        <span className="visually-hidden" role="status">
          {said}
        </span>
      </section>
      <div className="panes">
        {roomForList && (
          <aside className="outline-pane" data-pane="changes">
            {list}
          </aside>
        )}
        <div className="scroller" ref={frame}>
          <div className="spread">
            <main
              className={`paper paper-${layout}`}
              data-pane="text"
              aria-label={say("compare.words.region")}
              aria-busy={waiting}
            >
              <div className={`compare-heads compare-heads-${layout}`}>
                <p>
                  <span className="quiet">{say("compare.from")}</span> {names.from}
                </p>
                <p>
                  <span className="quiet">{say("compare.to")}</span> {names.to}
                </p>
              </div>
              {views.map((party) => (
                <p key={party} className="as-if">
                  {say("moment.view", { party })}
                </p>
              ))}
              <ComparedText
                comparison={comparison}
                sections={sections}
                byRow={byRow}
                layout={layout}
                unfolded={unfolded}
                current={current?.row ?? null}
              />
            </main>
          </div>
        </div>
      </div>
      {!roomForList && (
        <DialogPane title={symbol} isOpen={drawer} onOpenChange={setDrawer} shape="start">
          {list}
        </DialogPane>
      )}
    </>
  );
}
