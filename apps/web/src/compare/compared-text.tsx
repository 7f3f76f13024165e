import type { ChangeEntry, Comparison, ComparisonRow } from "@adref/revisions";
import { memo, useMemo, useState } from "react";
import { useSay } from "../intl.tsx";
import { groupCells, type Section } from "./compare-model.ts";
import { ComparedRow, type CompareLayout } from "./compared-row.tsx";
import { drawingOf, type RowDrawing } from "./draw-row.ts";

interface Props {
  readonly comparison: Comparison;
  readonly sections: readonly Section[];
  readonly byRow: ReadonlyMap<number | null, readonly ChangeEntry[]>;
  readonly layout: CompareLayout;
  /** Whether what is unchanged is shown as well. */
  readonly unfolded: boolean;
  /** The row of the change at which the reader is. */
  readonly current: number | null;
}

const NONE: readonly ChangeEntry[] = [];

/** The two texts as one, provision by provision; what is unchanged is folded and unfolds on demand. */
export function ComparedText({ comparison, sections, unfolded, ...rest }: Props) {
  const drawing = useMemo(() => drawingOf(comparison), [comparison]);
  return (
    <div className="compared text-words">
      {sections.map((section) =>
        section.kind === "fold" && !unfolded ? (
          <Fold key={`f${section.key}`} section={section} comparison={comparison} drawing={drawing} {...rest} />
        ) : (
          <Rows key={section.rows[0]} rows={section.rows} comparison={comparison} drawing={drawing} {...rest} />
        ),
      )}
    </div>
  );
}

interface RowsProps extends Omit<Props, "sections" | "unfolded"> {
  readonly rows: readonly number[];
  readonly drawing: RowDrawing;
}

const Fold = memo(function Fold({
  section,
  ...rest
}: Omit<RowsProps, "rows"> & { section: Extract<Section, { kind: "fold" }> }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  if (open) return <Rows rows={section.rows} {...rest} />;
  return (
    <div className="folded">
      <button type="button" className="folded-button" aria-expanded={false} onClick={() => setOpen(true)}>
        {say("compare.folded", { count: section.rows.length })}
      </button>
    </div>
  );
});

/** Rows of a stretch that no reader's step touches stay as they are drawn. */
const Rows = memo(
  function Rows({ rows, comparison, drawing, byRow, layout, current }: RowsProps) {
    const groups = useMemo(() => groupCells(rows, comparison), [rows, comparison]);
    const row = (place: number) => (
      <ComparedRow
        key={place}
        row={comparison.rows[place] as ComparisonRow}
        place={place}
        drawing={drawing}
        layout={layout}
        changes={byRow.get(place) ?? NONE}
        current={place === current}
      />
    );
    return groups.map((group) =>
      group.length === 1 ? (
        row(group[0] as number)
      ) : (
        <div key={group[0]} className="cells">
          {group.map(row)}
        </div>
      ),
    );
  },
  (a, b) => {
    const inside = (props: RowsProps) =>
      props.current !== null && props.current >= (props.rows[0] ?? 0) && props.current <= (props.rows.at(-1) ?? -1);
    const steps = a.current !== b.current && (inside(a) || inside(b));
    const same = a.rows === b.rows && a.comparison === b.comparison && a.layout === b.layout && a.byRow === b.byRow;
    return same && a.drawing === b.drawing && !steps;
  },
);
