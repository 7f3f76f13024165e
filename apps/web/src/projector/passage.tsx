import { type CSSProperties, createElement, memo, type ReactNode } from "react";
import { useSay } from "../intl.tsx";
import { StatusSign } from "../ui/icon.tsx";
import type { DrawnPart, DrawnProvision } from "./draw-passage.ts";
import "./passage.css";

interface Props {
  readonly provision: DrawnProvision;
  /** The bracket in hand, whose words are set off from the others. */
  readonly active: string | null;
  /** A neighbour of the passage in hand: shown faintly. */
  readonly dimmed?: boolean;
}

/** A provision to be read: its number, its words with brackets and codes, and its status. Nothing in it can be changed. */
export const Passage = memo(function Passage({ provision, active, dimmed = false }: Props) {
  const say = useSay();
  const { kind, number, before, parts, status, parked } = provision;
  return (
    <div
      className={`passage passage-${kind}${dimmed ? " passage-dimmed" : ""}`}
      data-passage={provision.id}
      data-in-hand={dimmed ? undefined : true}
    >
      {before.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a provision never change places
        <Part key={i} part={part} active={active} />
      ))}
      {number !== "" && (
        <>
          <span className="passage-number">{number}</span>{" "}
        </>
      )}
      <span className="passage-words" dir="auto">
        {parts.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a provision never change places
          <Part key={i} part={part} active={active} />
        ))}
      </span>
      {(status !== "open" || parked) && (
        <span className="passage-status">
          <StatusSign status={status} /> {say(status === "open" ? "status.parked" : `status.${status}`)}
        </span>
      )}
    </div>
  );
});

function Part({ part, active }: { part: DrawnPart; active: string | null }) {
  switch (part.draw) {
    case "footnote":
      return <sup className="footnote-sign">{part.number}</sup>;
    case "sign":
      return <SignPart part={part} active={active} />;
    case "words": {
      const here = active !== null && part.brackets.includes(active);
      const words = part.formats.reduce<ReactNode>((inner, tag) => createElement(tag, null, inner), part.text);
      if (part.classes === "") return words;
      return (
        <span className={`${part.classes}${here ? " active" : ""}`} style={hue(part.party)}>
          {words}
        </span>
      );
    }
  }
}

function SignPart({ part, active }: { part: Extract<DrawnPart, { draw: "sign" }>; active: string | null }) {
  const say = useSay();
  const classes = ["sign", part.side];
  if (part.note) classes.push("note-sign");
  if (part.option !== null) classes.push("option");
  const here = !part.note && part.bracket === active;
  if (here) classes.push("active");
  if (part.side === "close") {
    return (
      <span className={classes.join(" ")} style={hue(part.party)}>
        ]
      </span>
    );
  }
  return (
    <span className={classes.join(" ")} style={hue(part.party)} data-here={here || undefined}>
      [
      {part.codes !== "" && (
        <>
          <span className="codes">{part.deletes ? `${part.codes} ${say("says.delete")}` : part.codes}</span>
          {": "}
        </>
      )}
    </span>
  );
}

function hue(party: string | null): CSSProperties | undefined {
  return party === null ? undefined : ({ "--party": `var(--party-${party}, var(--ink))` } as CSSProperties);
}
