import type { ComparisonRow } from "@adref/revisions";
import { type CSSProperties, memo } from "react";
import { useSay } from "../intl.tsx";
import { type Drawn, drawRow, type Presence, type RowDrawing, type Side } from "./draw-row.ts";

interface Props {
  readonly row: ComparisonRow;
  readonly side: Side;
  readonly drawing: RowDrawing;
}

/** The words of a compared provision: removed ones struck through, added ones underlined, brackets as the editor draws them. */
export const ComparedWords = memo(function ComparedWords({ row, side, drawing }: Props) {
  const drawn = drawRow(row, side, drawing);
  return (
    <span className="compared-words" dir="auto">
      {drawn.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a row never change places
        <Part key={i} part={part} />
      ))}
    </span>
  );
});

function Part({ part }: { part: Drawn }) {
  switch (part.draw) {
    case "footnote":
      return <Marked presence={part.presence} className="footnote-sign" tag="sup" words={part.number} />;
    case "sign":
      return <Sign part={part} />;
    case "words": {
      const classes = [...part.classes, ...(part.reformatted ? ["reformatted"] : [])].join(" ");
      return <Marked presence={part.presence} className={classes} party={part.party} words={part.text} />;
    }
  }
}

interface MarkedProps {
  readonly presence: Presence;
  readonly className: string;
  readonly party?: string | null;
  readonly words: string;
  readonly tag?: "sup" | "span";
}

function Marked({ presence, className, party = null, words, tag: Tag = "span" }: MarkedProps) {
  const style = party === null ? undefined : ({ "--party": `var(--party-${party}, var(--ink))` } as CSSProperties);
  const inner =
    className === "" && Tag === "span" ? (
      words
    ) : (
      <Tag className={className} style={style}>
        {words}
      </Tag>
    );
  if (presence === "added") return <ins>{inner}</ins>;
  if (presence === "removed") return <del>{inner}</del>;
  return <>{inner}</>;
}

function Sign({ part }: { part: Extract<Drawn, { draw: "sign" }> }) {
  const { sign, presence, party, note } = part;
  const style = party === null ? undefined : ({ "--party": `var(--party-${party}, var(--ink))` } as CSSProperties);
  const classes = `sign ${sign === "[" ? "open" : "close"}${party === null ? "" : " option"}${note ? " note-sign" : ""}`;
  const drawn = (
    <span className={classes} style={style}>
      {sign}
      {sign === "[" && party !== null && (
        <>
          <span className="codes">{party}</span>
          {": "}
        </>
      )}
    </span>
  );
  if (presence === "added") return <ins className="sign-change">{drawn}</ins>;
  if (presence === "removed") return <del className="sign-change">{drawn}</del>;
  return drawn;
}

/** The signs of a provision that is proposed as a whole, which stand round its number and its words. */
export function WholeSign({ sign, party, presence }: { sign: "[" | "]"; party: string | null; presence: Presence }) {
  return <Sign part={{ draw: "sign", sign, presence, party, note: false }} />;
}

/** What a row's kind is called, for those who listen. */
export function useRowKind(kind: ComparisonRow["kind"]): string {
  const say = useSay();
  return kind === "added" || kind === "removed" || kind === "moved" ? say(`compare.${kind}`) : "";
}
