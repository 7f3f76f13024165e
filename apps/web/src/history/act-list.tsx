import type { TimelineAct } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { On } from "../time.tsx";
import { ToMoment } from "./origin-list.tsx";
import { actSentence } from "./tell.ts";

interface Props {
  readonly text: string;
  readonly acts: readonly TimelineAct[];
  readonly nameOfProvision: (id: string) => string;
}

/** Acts in words, the newest first, each with its reason and the way to the text as it stood after it. */
export function ActList({ text, acts, nameOfProvision }: Props) {
  const say = useSay();
  return (
    <ol className="acts">
      {acts.toReversed().map((act) => (
        <li key={act.seq}>
          <p>
            {actSentence(say, act, nameOfProvision, null)}{" "}
            <span className="quiet">
              <On at={act.at} time />
            </span>{" "}
            <ToMoment text={text} seq={act.seq} />
          </p>
          {act.reason && <p className="reason">{say("past.reason", { reason: act.reason })}</p>}
        </li>
      ))}
    </ol>
  );
}
