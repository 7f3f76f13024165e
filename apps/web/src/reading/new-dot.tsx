import { useSay } from "../intl.tsx";

/** Says of something that it changed since the reader was here last: a diamond, and its words for who listens. */
export function NewDot() {
  const say = useSay();
  return (
    <span className="new-dot" title={say("rail.changed")}>
      <span className="visually-hidden">{say("rail.changed")}</span>
    </span>
  );
}
