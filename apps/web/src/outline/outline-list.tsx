import { memo, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { type MessageId, useSay } from "../intl.tsx";
import { Icon, StatusSign } from "../ui/icon.tsx";
import type { OutlineRow } from "./outline-model.ts";
import { outlineMove, shownRows } from "./outline-rows.ts";

interface Props {
  readonly rows: readonly OutlineRow[];
  /** Unfolds everything, as while the outline is filtered. */
  readonly unfolded: boolean;
  /** The heading under which the reader is. */
  readonly current: string | null;
  /** Rows that have something new for the reader. */
  readonly fresh?: ReadonlySet<string>;
  readonly go: (id: string) => void;
  /** Opens the status acts of a row; null where statuses are not the reader's to give. */
  readonly openStatus: ((id: string, button: Element) => void) | null;
}

/**
 * The rows of the outline as a tree of lines. A text may have a thousand headings and one of them changes at a time, so
 * each line renders by itself and the list listens for all of them.
 */
export function OutlineList({ rows, unfolded, current, fresh, go, openStatus }: Props) {
  const say = useSay();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => shownRows(rows, unfolded ? new Set() : folded), [rows, unfolded, folded]);
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useFollow(list, current);
  const known = (id: string | null) => id !== null && shown.some(({ row }) => row.id === id);
  const stop = known(focused) ? focused : known(current) ? current : (shown[0]?.row.id ?? null);

  const fold = (id: string, away: boolean) => {
    const next = new Set(folded);
    if (away) next.add(id);
    else next.delete(id);
    setFolded(next);
  };
  return (
    <div
      ref={list}
      role="tree"
      aria-label={say("outline.label")}
      className="outline-tree"
      onClick={(event) => {
        const target = event.target as Element;
        const id = rowIdOf(target);
        if (!id || target.closest("button")) return;
        const toggle = target.closest(".fold");
        const there = shown.find(({ row }) => row.id === id);
        setFocused(id);
        if (toggle && there?.unfolded != null) fold(id, there.unfolded);
        else go(id);
      }}
      onFocus={(event) => setFocused(rowIdOf(event.target))}
      onKeyDown={(event) => {
        const target = event.target as HTMLElement;
        const id = target.dataset.key;
        if (!id || event.altKey || event.ctrlKey || event.metaKey) return;
        const move = outlineMove(shown, id, event.key, getComputedStyle(target).direction === "rtl");
        if (!move) return;
        event.preventDefault();
        if (move.kind === "go") go(move.row);
        else if (move.kind === "move") rowElement(list.current, move.to)?.focus();
        else fold(move.row, move.kind === "fold");
      }}
    >
      {shown.map(({ row, level, unfolded: open }) => (
        <Line
          key={row.id}
          row={row}
          level={level}
          unfolded={open}
          current={row.id === current}
          isFresh={fresh?.has(row.id) ?? false}
          stop={row.id === stop}
          openStatus={openStatus}
        />
      ))}
    </div>
  );
}

function rowIdOf(element: Element): string | null {
  return element.closest<HTMLElement>("[data-key]")?.dataset.key ?? null;
}

function rowElement(list: Element | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`) ?? null;
}

/** Keeps the heading of the place where the reader is in sight, unless the reader is in the outline. */
function useFollow(list: React.RefObject<HTMLDivElement | null>, current: string | null): void {
  useEffect(() => {
    const element = list.current;
    if (!current || !element || element.matches(":hover, :focus-within")) return;
    rowElement(element, current)?.scrollIntoView({ block: "nearest" });
  }, [list, current]);
}

interface LineProps extends Pick<Props, "openStatus"> {
  readonly row: OutlineRow;
  readonly level: number;
  readonly unfolded: boolean | null;
  readonly current: boolean;
  readonly isFresh: boolean;
  /** Whether the tab key comes here. */
  readonly stop: boolean;
}

const Line = memo(function Line({ row, level, unfolded, current, isFresh, stop, openStatus }: LineProps) {
  const say = useSay();
  const name = row.number || row.title || say("outline.untitled");
  const status: MessageId = row.status === "partly" ? "status.partly" : `status.${row.status}`;
  const stands = say(status, { agreed: row.agreed, count: row.provisions.length });
  const brackets = say("outline.brackets", { count: row.open });
  return (
    <div
      role="treeitem"
      data-key={row.id}
      className={`outline-row outline-${row.kind} outline-level-${Math.min(level, 4)}${current ? " outline-current" : ""}`}
      aria-level={level}
      aria-expanded={unfolded ?? undefined}
      aria-current={current ? "location" : undefined}
      aria-label={`${row.number} ${row.title}. ${stands}. ${brackets}${isFresh ? `. ${say("rail.changed")}` : ""}`}
      tabIndex={stop ? 0 : -1}
    >
      <span className="outline-cell">
        <span className="fold">{unfolded !== null && <Icon name="fold" />}</span>
        <span className="outline-name" dir="auto">
          {row.number !== "" && <span className="outline-number">{row.number}</span>}
          {row.title !== "" && <span className="outline-title">{row.title}</span>}
          {row.number === "" && row.title === "" && name}
        </span>
        {isFresh && <span className="new-dot" title={say("rail.changed")} aria-hidden="true" />}
        {row.open > 0 && (
          <span className="outline-open" title={brackets}>
            [{row.open}]
          </span>
        )}
        {openStatus ? (
          <Button
            className="status-button"
            excludeFromTabOrder={!stop}
            aria-label={`${say("outline.acts", { provision: name })}: ${stands}`}
            onPress={(event) => openStatus(row.id, event.target)}
          >
            <StatusSign status={row.status} />
          </Button>
        ) : (
          <span className="status-button" title={stands}>
            <StatusSign status={row.status} />
          </span>
        )}
      </span>
    </div>
  );
});
