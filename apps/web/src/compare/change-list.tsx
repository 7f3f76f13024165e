import type { ChangeEntry } from "@adref/revisions";
import { memo, useMemo } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { CHANGE_GROUPS, type ChangeGroup, changeSentence, groupOf } from "./change-told.ts";

interface Props {
  readonly changes: readonly ChangeEntry[];
  /** Those of the groups that the reader chose. */
  readonly shown: readonly ChangeEntry[];
  readonly groups: readonly ChangeGroup[];
  readonly choose: (groups: readonly ChangeGroup[]) => void;
  readonly current: string | null;
  readonly go: (change: ChangeEntry) => void;
  readonly nameOf: (row: number) => string;
}

/** All changes in words, provision by provision, each a way to its place; by sort, with counts. */
export function ChangeList({ changes, shown, groups, choose, current, go, nameOf }: Props) {
  const say = useSay();
  const counts = useMemo(() => {
    const out = new Map<ChangeGroup, number>();
    for (const { sort } of changes) out.set(groupOf(sort), (out.get(groupOf(sort)) ?? 0) + 1);
    return out;
  }, [changes]);
  const byPlace = useMemo(() => placesOf(shown), [shown]);
  return (
    <nav className="change-list" aria-label={say("compare.changes")}>
      <div className="change-tools">
        <ToggleButtonGroup
          className="change-groups"
          aria-label={say("compare.show")}
          selectionMode="multiple"
          selectedKeys={groups}
          onSelectionChange={(keys) => choose(CHANGE_GROUPS.filter((group) => keys.has(group)))}
        >
          {CHANGE_GROUPS.filter((group) => counts.has(group)).map((group) => (
            <ToggleButton key={group} id={group} className="filter">
              {say(`compare.sort.${group}`)} <span className="quiet">{counts.get(group)}</span>
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {shown.length === 0 && <p className="quiet change-none">{say("compare.none")}</p>}
      <ol>
        {byPlace.map(({ key, row, list }) => (
          <Place
            key={key}
            name={row === null ? say("compare.elsewhere") : nameOf(row)}
            list={list}
            current={list.some((change) => change.key === current) ? current : null}
            go={go}
          />
        ))}
      </ol>
    </nav>
  );
}

interface PlaceProps extends Pick<Props, "current" | "go"> {
  readonly name: string;
  readonly list: readonly ChangeEntry[];
}

/** The changes of one provision. There may be hundreds: plain buttons, and those that no step touches stay as they are. */
const Place = memo(function Place({ name, list, current, go }: PlaceProps) {
  const say = useSay();
  return (
    <li className="changed-place">
      <h2>{name}</h2>
      <ol>
        {list.map((change) => (
          <li key={change.key}>
            <button
              type="button"
              className="change"
              aria-current={change.key === current}
              onClick={() => go(change)}
              data-change={change.key}
            >
              <span>{changeSentence(say, change)}</span>
              <ChangedWords change={change} />
            </button>
          </li>
        ))}
      </ol>
    </li>
  );
});

function ChangedWords({ change }: { change: ChangeEntry }) {
  const { added = "", removed = "" } = change.sort === "words-changed" ? change.values : {};
  if (added === "" && removed === "") return null;
  return (
    <span className="change-words" dir="auto">
      {removed !== "" && <del>{removed}</del>} {added !== "" && <ins>{added}</ins>}
    </span>
  );
}

function placesOf(changes: readonly ChangeEntry[]) {
  const out: { key: string; row: number | null; list: ChangeEntry[] }[] = [];
  for (const change of changes) {
    const last = out.at(-1);
    if (last && last.row === change.row) last.list.push(change);
    else out.push({ key: change.key, row: change.row, list: [change] });
  }
  return out;
}
