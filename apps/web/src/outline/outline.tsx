import { mayAct } from "@adref/protocol";
import { useCallback, useMemo, useState } from "react";
import { Input, Popover, SearchField, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { StatusMenu } from "../acts/status-menu.tsx";
import { statusOffers } from "../acts/status-offers.ts";
import { StatusQuestionDialog } from "../acts/status-question.tsx";
import type { StatusQuestion } from "../acts/status-scope.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { goInView } from "../reading/keep-place.ts";
import { changedRows, rowsWith } from "../reading/outline-filter.ts";
import type { ReadingStore } from "../reading/reading-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { OutlineList } from "./outline-list.tsx";
import { filterOutline, headingOf, type OutlineFilter, type OutlineRow, rowsById } from "./outline-model.ts";
import type { OutlineStore } from "./outline-store.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly store: OutlineStore;
  readonly reading: ReadingStore | null;
  /** Called when the reader went somewhere; a drawer closes then. */
  readonly went?: () => void;
}

const NO_READING = { subscribe: () => () => {}, getState: () => null };
const NONE: ReadonlySet<string> = new Set();
const FILTERS: readonly OutlineFilter[] = ["all", "open", "agreed"];

/** The outline: chapters and articles with their status and open brackets, to fold, to search and to go by. */
export function Outline({ session, handle, store, reading, went }: Props) {
  const say = useSay();
  const rows = useSelected(store, (state) => state);
  const [words, setWords] = useState("");
  const [filter, setFilter] = useState<OutlineFilter>("all");
  const passing = useSelected(reading ?? NO_READING, (state) => state?.provisions ?? null);
  const changed = useSelected(reading ?? NO_READING, (state) => state?.changedProvisions ?? NONE);
  const fresh = useMemo(() => changedRows(rows, changed), [rows, changed]);
  const shown = useMemo(() => filterOutline(rowsWith(rows, passing), words, filter), [rows, words, filter, passing]);
  const filtered = words.trim() !== "" || filter !== "all" || passing !== null;
  return (
    <nav className="outline" aria-label={say("outline.label")} data-pane="outline">
      <div className="outline-tools">
        <SearchField aria-label={say("outline.filter")} value={words} onChange={setWords}>
          <Input placeholder={say("outline.filter")} />
        </SearchField>
        <ToggleButtonGroup
          className="filters"
          aria-label={say("outline.show")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filter]}
          onSelectionChange={(keys) => setFilter([...keys][0] as OutlineFilter)}
        >
          {FILTERS.map((one) => (
            <ToggleButton key={one} id={one} className="filter">
              {say(`outline.show.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {shown.length === 0 ? (
        <p className="outline-empty quiet">{say(filtered ? "outline.empty" : "outline.noHeadings")}</p>
      ) : (
        <OutlineTree
          rows={shown}
          all={rows}
          fresh={fresh}
          session={session}
          handle={handle}
          filtered={filtered}
          went={went}
        />
      )}
    </nav>
  );
}

interface TreeProps extends Pick<Props, "session" | "handle"> {
  readonly rows: readonly OutlineRow[];
  readonly all: readonly OutlineRow[];
  readonly filtered: boolean;
  /** Rows below which something changed since the last visit. */
  readonly fresh: ReadonlySet<string>;
  readonly went: (() => void) | undefined;
}

function OutlineTree({ rows, all, fresh, session, handle, filtered, went }: TreeProps) {
  const provision = useSelected(handle, (state) => state.provision?.id ?? null);
  const current = useMemo(() => (provision ? (headingOf(all, provision)?.id ?? null) : null), [all, provision]);
  const [menu, setMenu] = useState<{ readonly id: string; readonly button: Element } | null>(null);
  const openStatus = useCallback((id: string, button: Element) => setMenu({ id, button }), []);
  const row = menu && rowsById(all).get(menu.id);
  return (
    <>
      <OutlineList
        rows={rows}
        unfolded={filtered}
        current={current}
        fresh={fresh}
        go={(id) => {
          const order = handle.getState().outline.map((entry) => entry.id);
          if (!goInView(id, order)) handle.goTo({ provision: id }, true);
          went?.();
        }}
        openStatus={mayAct(session.me, session.text, "status") ? openStatus : null}
      />
      {menu && row && (
        <RowStatus session={session} handle={handle} row={row} button={menu.button} close={() => setMenu(null)} />
      )}
    </>
  );
}

interface RowStatusProps extends Pick<Props, "session" | "handle"> {
  readonly row: OutlineRow;
  readonly button: Element;
  readonly close: () => void;
}

function RowStatus({ session, handle, row, button, close }: RowStatusProps) {
  const say = useSay();
  const [asking, setAsking] = useState<StatusQuestion | null>(null);
  const record = useSelected(session, (state) => state.record);
  const index = useSelected(handle, (state) => state.index);
  const offers = statusOffers(session.me, session.text, row.provisions, index, record);
  if (!offers) return null;
  if (asking) return <StatusQuestionDialog session={session} question={asking} close={close} />;
  const scope = { name: row.number || row.title || say("outline.untitled"), offers };
  return (
    <Popover
      className="popover"
      triggerRef={{ current: button }}
      isOpen
      onOpenChange={(isOpen) => !isOpen && !asking && close()}
      placement="bottom start"
    >
      <StatusMenu session={session} scopes={[scope]} ask={setAsking} done={close} />
    </Popover>
  );
}
