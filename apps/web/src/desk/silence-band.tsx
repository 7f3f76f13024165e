import { mayAct } from "@adref/protocol";
import { useEffect, useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { sameJson, useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { On } from "../time.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { runningSilences, type Silence, timeLeft } from "./desk-model.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
}

/** The silence procedures that run: on what, how long still, and the way to break or to withdraw them. */
export function SilenceBands({ session, handle }: Props) {
  const running = useSelected(session, ({ record }) => runningSilences(record), sameJson);
  const [breaking, setBreaking] = useState<string | null>(null);
  const broken = running.find(({ id }) => id === breaking);
  return (
    <>
      {running.map((silence) => (
        <SilenceBand
          key={silence.id}
          session={session}
          handle={handle}
          silence={silence}
          breakIt={() => setBreaking(silence.id)}
        />
      ))}
      {broken && <BreakDialog session={session} silence={broken} close={() => setBreaking(null)} />}
    </>
  );
}

interface BandProps extends Props {
  readonly silence: Silence;
  readonly breakIt: () => void;
}

function SilenceBand({ session, handle, silence, breakIt }: BandProps) {
  const say = useSay();
  const { state, run } = useAct(session);
  const outline = useSelected(handle, (now) => now.outline);
  const { me, text } = session;
  const [first = ""] = silence.provisions;
  const what = provisionName(outline, first, say);
  const more = silence.provisions.length - 1;
  const mayBreak = mayAct(me, text, "break-silence") && !session.takesDownFor;
  return (
    <section className="desk-band silence-band" aria-label={say("desk.silenceLabel")}>
      <p>
        <strong>{say("desk.silenceOn", { what, more })}</strong>{" "}
        <span>
          {say(`desk.silenceBecomes.${silence.status}`)} <On at={silence.until} time /> (<Left until={silence.until} />)
          {silence.reason && <> · “{silence.reason}”</>}
        </span>
      </p>
      <div className="desk-buttons">
        <Button className="button button-small" onPress={() => handle.goTo({ provision: first }, true)}>
          {say("desk.see")}
        </Button>
        {mayBreak && (
          <Button className="button button-small" onPress={breakIt}>
            {say("desk.breakSilence")}
          </Button>
        )}
        {mayAct(me, text, "end-silence") && (
          <Button
            className="button button-small"
            isDisabled={state === "sending"}
            onPress={() => void run({ type: "end-silence", silence: silence.id })}
          >
            {say("desk.endSilence")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** How long is left, counted down each second. Those who listen are told the time itself, which stands before it. */
function Left({ until }: { until: string }) {
  const say = useSay();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = timeLeft(until, now);
  const { days, hours, minutes, seconds } = left;
  const form = days > 0 ? "days" : hours > 0 ? "hours" : minutes > 0 ? "minutes" : seconds > 0 ? "seconds" : "over";
  return (
    <span className="countdown" role="timer" aria-live="off">
      {say(`desk.left.${form}`, { ...left })}
    </span>
  );
}

interface BreakProps {
  readonly session: TextSession;
  readonly silence: Silence;
  readonly close: () => void;
}

function BreakDialog({ session, silence, close }: BreakProps) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [reason, setReason] = useState("");

  async function breakIt() {
    const outcome = await run({ type: "break-silence", silence: silence.id, reason: reason.trim() });
    if (outcome.accepted === true) close();
  }

  return (
    <DialogPane title={say("desk.breakTitle")} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void breakIt();
        }}
      >
        <p>{say("desk.breakExplain")}</p>
        <TextField value={reason} onChange={setReason} isRequired maxLength={2_000} autoFocus>
          <Label>{say("desk.breakReason")}</Label>
          <Input dir="auto" />
        </TextField>
        <div className="form-buttons">
          <Button
            className="button button-primary"
            type="submit"
            isDisabled={reason.trim() === "" || state === "sending"}
          >
            {say("desk.breakSilence")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}
