import { mayAct } from "@adref/protocol";
import { statusOf } from "@adref/schema";
import { type RefObject, useLayoutEffect } from "react";
import { Button } from "react-aria-components";
import type { AgreedStatus } from "../acts/status-offers.ts";
import { useAct } from "../acts/use-act.ts";
import { useUndo } from "../acts/use-undo.ts";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { headingOf, type OutlineRow } from "../outline/outline-model.ts";
import { provisionName } from "../outline/provision-name.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon, StatusSign } from "../ui/icon.tsx";
import { KeySign } from "./key-sign.tsx";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly rows: readonly OutlineRow[];
  /** Provisions in which no bracket is left. */
  readonly cleared: readonly string[];
  readonly done: (seq: number) => void;
  readonly dismiss: () => void;
  /** Where the console finds what A and G do now. */
  readonly keys: RefObject<((status: AgreedStatus) => void) | null>;
}

/** Offers to agree the provisions whose last bracket has just ended, and their article where none is left in all of it. */
export function AgreeBand({ session, handle, rows, cleared, done, dismiss, keys }: Props) {
  const say = useSay();
  const outline = useSelected(handle, (state) => state.outline);
  const index = useSelected(handle, (state) => state.index);
  const record = useSelected(session, (state) => state.record);
  const { state, run } = useAct(session);
  const { offer } = useUndo(session);
  const here = new Set(outline.map(({ id }) => id));
  const open = (id: string) => here.has(id) && statusOf(record, id) === "open";
  const provisions = cleared.filter(open);
  const first = provisions[0];
  const heading = first === undefined ? null : headingOf(rows, first);
  const whole = heading?.provisions.filter(open) ?? [];
  const wholeIsClear =
    heading !== null && whole.length > provisions.length && whole.every((id) => !index.byProvision.has(id));
  const shown = provisions.length > 0 && mayAct(session.me, session.text, "status");

  async function agree(ids: readonly string[], status: AgreedStatus, name: string) {
    const outcome = await run({ type: "status", provisions: [...ids], status });
    if (outcome.accepted !== true) return;
    done(outcome.seq);
    offer(outcome.seq, say(`status.done.${status}`, { provision: name }));
    dismiss();
  }
  const name =
    first === undefined
      ? ""
      : provisions.length === 1
        ? provisionName(outline, first, say)
        : say("past.provisions", { count: provisions.length });
  useLayoutEffect(() => {
    keys.current = shown && state !== "sending" ? (status) => void agree(provisions, status, name) : null;
    return () => {
      keys.current = null;
    };
  });
  if (!shown) return null;
  const article = heading ? heading.number || heading.title || say("outline.untitled") : "";
  return (
    <section className="agree-band" aria-label={say("console.agree.label")}>
      <p role="status">
        <Icon name="done" /> {say("console.agree.clear", { provision: name })}
      </p>
      <div className="desk-buttons">
        {(["agreed-adref", "agreed-group"] as const).map((status) => (
          <Button
            key={status}
            className="button button-small"
            aria-keyshortcuts={status === "agreed-adref" ? "A" : "G"}
            isDisabled={state === "sending"}
            onPress={() => void agree(provisions, status, name)}
          >
            <StatusSign status={status} /> {say(`status.act.${status}`)}{" "}
            <KeySign name={status === "agreed-adref" ? "A" : "G"} />
          </Button>
        ))}
        {wholeIsClear && (
          <Button
            className="button button-small"
            isDisabled={state === "sending"}
            onPress={() => void agree(whole, "agreed-adref", article)}
          >
            {say("console.agree.whole", { provision: article })}
          </Button>
        )}
        <Button className="link-button" onPress={dismiss}>
          {say("console.agree.later")}
        </Button>
      </div>
    </section>
  );
}
