import type { PracticeView } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { Link, useNavigate, useParams } from "react-router";
import { useSay } from "../intl.tsx";
import { forget } from "../kept.ts";
import { WhoAs } from "../people/who.tsx";
import { Lesson } from "../practice/lesson.tsx";
import { practice } from "../practice/practice-api.ts";
import type { TextSession } from "../sync/types.ts";
import { FailureNotice, Notice, Waiting } from "../ui/notice.tsx";
import { KEPT, useLoad } from "../use-load.ts";
import { OpenedText } from "./text.tsx";
import "../styles/text-page.css";
import "../styles/print.css";
import "../history/history.css";
import "../practice/practice.css";

/** How often the room is asked how far the lesson is, in milliseconds. */
const ASK_MS = 2_000;

/** A practice room: a private copy of a text, marked as such on every side, with the lesson of the role that is played. */
export function PracticePage() {
  const say = useSay();
  const { id = "" } = useParams();
  const { loaded, again } = useLoad(`practice.${id}`, () => practice.view(id), ASK_MS);
  if (loaded.state === "loading") return <Waiting />;
  if (loaded.state === "failed") {
    const { failure } = loaded;
    if (failure.kind !== "refused") return <FailureNotice failure={failure} again={again} />;
    const toTexts = (
      <Link className="button button-primary" to="/">
        {say("failure.backToTexts")}
      </Link>
    );
    return (
      <Notice title={say("practice.closed")} action={toTexts}>
        {say("practice.closedBody")}
      </Notice>
    );
  }
  return <Room key={id} view={loaded.value} renew={again} />;
}

function Room({ view, renew }: { view: PracticeView; renew: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const [session, setSession] = useState<TextSession | null>(null);
  async function leave() {
    await practice.leave(view.id);
    forget(`${KEPT}practice.${view.id}`);
    forget(`${KEPT}lesson.${view.id}`);
    void navigate(`/texts/${encodeURIComponent(view.of)}`);
  }

  return (
    <div className="practice">
      <div className="practice-band">
        <p>
          <strong>{say("practice.mark")}</strong> <span>{say("practice.band")}</span>
        </p>
        <Button className="button button-small" onPress={() => void leave()}>
          {say("practice.leave")}
        </Button>
      </div>
      <Lesson view={view} session={session} renew={renew} />
      <WhoAs person={view.me}>
        <OpenedText text={view.text} me={view.me} negotiation={view.negotiation} renew={renew} opened={setSession} />
      </WhoAs>
      <div className="practice-marks" aria-hidden="true">
        {Array.from({ length: 24 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same word, many times
          <span key={i}>{say("practice.mark")}</span>
        ))}
      </div>
    </div>
  );
}
