import { useEffect, useMemo, useRef, useState } from "react";
import {
  Button,
  Collection,
  Input,
  Popover,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
  Tree,
  TreeItem,
  TreeItemContent,
} from "react-aria-components";
import { ReopenDialog } from "../acts/reopen-dialog.tsx";
import { StatusMenu, type StatusScope } from "../acts/status-menu.tsx";
import { statusOffers } from "../acts/status-offers.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { type MessageId, type Say, useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon, StatusSign } from "../ui/icon.tsx";
import { filterOutline, headingOf, type OutlineFilter, type OutlineRow, rowsById } from "./outline-model.ts";
import type { OutlineStore } from "./outline-store.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly store: OutlineStore;
  /** Called when the reader went somewhere; a drawer closes then. */
  readonly went?: () => void;
}

const FILTERS: readonly OutlineFilter[] = ["all", "open", "agreed"];

/** The outline: chapters and articles with their status and open brackets, to fold, to search and to go by. */
export function Outline({ session, handle, store, went }: Props) {
  const say = useSay();
  const rows = useSelected(store, (state) => state);
  const [words, setWords] = useState("");
  const [filter, setFilter] = useState<OutlineFilter>("all");
  const shown = useMemo(() => filterOutline(rows, words, filter), [rows, words, filter]);
  const filtered = words.trim() !== "" || filter !== "all";
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
        <OutlineTree rows={shown} all={rows} session={session} handle={handle} filtered={filtered} went={went} />
      )}
    </nav>
  );
}

interface TreeProps extends Pick<Props, "session" | "handle"> {
  readonly rows: readonly OutlineRow[];
  readonly all: readonly OutlineRow[];
  readonly filtered: boolean;
  readonly went: (() => void) | undefined;
}

function OutlineTree({ rows, all, session, handle, filtered, went }: TreeProps) {
  const say = useSay();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const provision = useSelected(handle, (state) => state.provision?.id ?? null);
  const current = useMemo(() => (provision ? (headingOf(all, provision)?.id ?? null) : null), [all, provision]);
  const expanded = useMemo(() => {
    const ids = [...rowsById(rows).values()].filter((row) => row.children.length > 0).map((row) => row.id);
    return filtered ? ids : ids.filter((id) => !folded.has(id));
  }, [rows, filtered, folded]);
  const [menu, setMenu] = useState<{ readonly row: OutlineRow; readonly button: Element } | null>(null);
  const statuses = session.me.role === "chair" ? setMenu : null;
  const tree = useRef<HTMLDivElement>(null);
  useFollow(tree, current);

  return (
    <>
      <Tree
        ref={tree}
        className="outline-tree"
        aria-label={say("outline.label")}
        items={rows}
        dependencies={[current, statuses]}
        selectionMode="none"
        expandedKeys={expanded}
        onExpandedChange={(keys) => {
          const open = new Set([...keys].map(String));
          setFolded(new Set([...rowsById(rows).values()].filter((row) => !open.has(row.id)).map((row) => row.id)));
        }}
        onAction={(key) => {
          handle.goTo({ provision: String(key) }, true);
          went?.();
        }}
      >
        {(row) => <Row row={row} current={current} menu={statuses} say={say} />}
      </Tree>
      {menu && <RowStatus session={session} handle={handle} {...menu} close={() => setMenu(null)} />}
    </>
  );
}

/** Keeps the heading of the place where the reader is in sight, unless the reader is in the outline. */
function useFollow(tree: React.RefObject<HTMLDivElement | null>, current: string | null): void {
  useEffect(() => {
    const element = tree.current;
    if (!current || !element || element.matches(":hover, :focus-within")) return;
    element.querySelector(`[data-key="${CSS.escape(current)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [tree, current]);
}

interface RowProps {
  readonly row: OutlineRow;
  readonly current: string | null;
  readonly menu: ((menu: { row: OutlineRow; button: Element }) => void) | null;
  readonly say: Say;
}

function Row({ row, current, menu, say }: RowProps) {
  const name = row.number || row.title || say("outline.untitled");
  const status: MessageId = row.status === "partly" ? "status.partly" : `status.${row.status}`;
  const stands = say(status, { agreed: row.agreed, count: row.provisions.length });
  const brackets = say("outline.brackets", { count: row.open });
  return (
    <TreeItem
      id={row.id}
      textValue={`${row.number} ${row.title}`}
      aria-label={`${row.number} ${row.title}. ${stands}. ${brackets}`}
      className={`outline-row outline-${row.kind}${row.id === current ? " outline-current" : ""}`}
    >
      <TreeItemContent>
        {({ hasChildItems }) => (
          <>
            {hasChildItems ? (
              <Button slot="chevron" className="fold">
                <Icon name="fold" />
              </Button>
            ) : (
              <span className="fold" />
            )}
            <span className="outline-name">
              {row.number !== "" && <span className="outline-number">{row.number}</span>}
              {row.title !== "" && <span className="outline-title">{row.title}</span>}
              {row.number === "" && row.title === "" && name}
            </span>
            {row.open > 0 && (
              <span className="outline-open" title={brackets}>
                [{row.open}]
              </span>
            )}
            {menu ? (
              <Button
                className="status-button"
                aria-label={`${say("outline.acts", { provision: name })}: ${stands}`}
                onPress={(event) => menu({ row, button: event.target })}
              >
                <StatusSign status={row.status} />
              </Button>
            ) : (
              <span className="status-button" title={stands}>
                <StatusSign status={row.status} />
              </span>
            )}
          </>
        )}
      </TreeItemContent>
      <Collection items={row.children}>
        {(child) => <Row row={child} current={current} menu={menu} say={say} />}
      </Collection>
    </TreeItem>
  );
}

interface RowStatusProps extends Pick<Props, "session" | "handle"> {
  readonly row: OutlineRow;
  readonly button: Element;
  readonly close: () => void;
}

function RowStatus({ session, handle, row, button, close }: RowStatusProps) {
  const say = useSay();
  const [reopening, setReopening] = useState<StatusScope | null>(null);
  const record = useSelected(session, (state) => state.record);
  const index = useSelected(handle, (state) => state.index);
  const offers = statusOffers(session.me, session.text, row.provisions, index, record);
  if (!offers) return null;
  if (reopening) return <ReopenDialog session={session} scope={reopening} close={close} />;
  const scope = { name: row.number || row.title || say("outline.untitled"), offers };
  return (
    <Popover
      className="popover"
      triggerRef={{ current: button }}
      isOpen
      onOpenChange={(isOpen) => !isOpen && !reopening && close()}
      placement="bottom start"
    >
      <StatusMenu session={session} scopes={[scope]} reopen={setReopening} />
    </Popover>
  );
}
