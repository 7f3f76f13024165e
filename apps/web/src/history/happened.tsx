import type { Timeline } from "@adref/protocol";
import { memo } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { On } from "../time.tsx";
import { type Mark, nextMark } from "./marks.ts";
import { markSentence } from "./tell.ts";

interface Props {
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
  /** The entry that is shown. */
  readonly seq: number;
  readonly go: (seq: number) => void;
  readonly more: () => void;
  readonly nameOfProvision: (id: string) => string;
}

/** What happened in the text, the newest first: revisions, named moments and acts, each a way to the text as it stood then. */
export const Happened = memo(function Happened({ timeline, marks, seq, go, more, nameOfProvision }: Props) {
  const say = useSay();
  const here = marks.some((mark) => mark.seq === seq) ? seq : nextMark(marks, seq, -1);
  return (
    <nav className="happened" aria-label={say("moment.happened")}>
      <h2>{say("moment.happened")}</h2>
      {marks.length === 0 && <p className="quiet">{say("moment.nothing")}</p>}
      <ol>
        {marks.toReversed().map((mark) => (
          <li
            key={`${mark.kind}${mark.seq}${mark.kind === "moment" ? mark.moment.id : ""}`}
            className={`of-${mark.kind}`}
          >
            <Button className="happening" aria-current={mark.seq === here} onPress={() => go(mark.seq)}>
              <span className="happening-sign" aria-hidden="true" />
              <span className="happening-words">{markSentence(say, mark, nameOfProvision, timeline)}</span>
              <span className="quiet">
                <On at={mark.at} time />
              </span>
            </Button>
          </li>
        ))}
      </ol>
      {timeline.earlierActs > 0 && (
        <Button className="link-button" onPress={more}>
          {say("moment.earlierActs")}
        </Button>
      )}
    </nav>
  );
});
