import type { ChangeEntry, ComparedProvision, ComparisonRow } from "@adref/revisions";
import { type CSSProperties, memo } from "react";
import { useSay } from "../intl.tsx";
import { changeReason, changeSentence, groupOf } from "./change-told.ts";
import { ComparedWords, useRowKind, WholeSign } from "./compared-words.tsx";
import type { Presence, RowDrawing, Side } from "./draw-row.ts";

export type CompareLayout = "inline" | "side";

interface Props {
  readonly row: ComparisonRow;
  readonly place: number;
  readonly drawing: RowDrawing;
  readonly layout: CompareLayout;
  readonly changes: readonly ChangeEntry[];
  /** Whether the change at which the reader is stands here. */
  readonly current: boolean;
}

/** One provision of both texts: its words in one line or in two columns, and below them in sentences what words do not show. */
export const ComparedRow = memo(function ComparedRow({ row, place, drawing, layout, changes, current }: Props) {
  const kind = useRowKind(row.kind);
  const changed = row.kind !== "same" || changes.length > 0;
  const classes = ["row", `row-${row.kind}`, ...(changed ? ["row-told"] : []), ...(current ? ["row-current"] : [])];
  return (
    <div className={classes.join(" ")} data-row={place}>
      {kind !== "" && <span className="visually-hidden">{kind}: </span>}
      {layout === "inline" ? (
        <OneSide row={row} side="both" drawing={drawing} />
      ) : (
        <div className="row-sides">
          <OneSide row={row} side="before" drawing={drawing} />
          <OneSide row={row} side="after" drawing={drawing} />
        </div>
      )}
      <Told changes={changes} />
    </div>
  );
});

function OneSide({ row, side, drawing }: { row: ComparisonRow; side: Side; drawing: RowDrawing }) {
  const say = useSay();
  const shown = side === "before" ? row.before : side === "after" ? row.after : (row.after ?? row.before);
  if (!shown) return <div className="provision provision-absent" aria-hidden="true" />;
  const { kind, level, number, status, proposal } = shown;
  const presence: Presence = row.kind === "added" || row.kind === "removed" ? row.kind : "same";
  const agreed = status === "open" ? "" : ` agreed status-${status}`;
  const inside = proposal && number !== "";
  const old = side === "both" && row.renumbered && row.before ? row.before.number : "";
  return (
    <div
      className={`provision kind-${kind}${agreed}${proposal ? " proposed-whole" : ""}${inside ? " number-inside" : ""}`}
      data-level={level}
      data-provision={shown.provision}
      dir="auto"
      {...(number !== "" && { "data-shown": number })}
      {...(status !== "open" && { "data-label": say(`status.${status}`) })}
      {...(proposal?.party && { style: hueOf(proposal.party) })}
    >
      {proposal && <WholeSign sign="[" party={proposal.party} presence={presence} />}
      {inside && <span className="number">{number}</span>}
      {old !== "" && <del className="old-number">{old}</del>}
      <ComparedWords row={row} side={side} drawing={drawing} />
      {proposal && <WholeSign sign="]" party={proposal.party} presence={presence} />}
    </div>
  );
}

const hueOf = (party: NonNullable<NonNullable<ComparedProvision["proposal"]>["party"]>) =>
  ({ "--party": `var(--party-${party}, var(--ink))` }) as CSSProperties;

/** What the words themselves do not show. */
function Told({ changes }: { changes: readonly ChangeEntry[] }) {
  const say = useSay();
  const told = changes.filter((change) => groupOf(change.sort) !== "words");
  if (told.length === 0) return null;
  return (
    <ul className="row-sentences">
      {told.map((change) => {
        const reason = changeReason(change);
        return (
          <li key={change.key}>
            {changeSentence(say, change)}
            {reason !== "" && <span className="reason">{say("past.reason", { reason })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
