import type { Stance, StanceFacts } from "@adref/schema";
import { useEffect, useState } from "react";
import { Button, Form, Input, Label, TextField, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useGroupsOf } from "../people/groups.ts";
import type { TextSession } from "../sync/types.ts";
import { BehalfOf } from "./behalf-of.tsx";
import { useAct } from "./use-act.ts";

interface Props {
  readonly session: TextSession;
  readonly target: string;
  /** What the option is called, for those who listen. */
  readonly option: string;
  readonly stances: readonly Stance[];
  /** What one's own party says of it now. */
  readonly mine: StanceFacts | undefined;
}

/** The positions that one's delegation may take on an option. Pressing the one taken takes it back. */
export function StanceButtons({ session, target, option, stances, mine }: Props) {
  const say = useSay();
  const { state, run } = useAct(session);
  const [wish, setWish] = useState<Stance | null | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new position on the record ends the wish for it
  useEffect(() => setWish(undefined), [mine]);
  const groups = useGroupsOf(session.me.party);
  const shown = wish === undefined ? (mine?.stance ?? null) : wish;

  async function take(stance: Stance | null) {
    setWish(stance);
    const outcome = await run({ type: "stance", target, stance, ...(stance !== null && keptOf(mine)) });
    if (outcome.accepted === false) setWish(undefined);
  }

  return (
    <div className="stances">
      <ToggleButtonGroup
        className="stance-group"
        aria-label={say("act.stanceLabel", { option })}
        selectionMode="single"
        selectedKeys={shown ? [shown] : []}
        onSelectionChange={(keys) => void take(([...keys][0] as Stance | undefined) ?? null)}
      >
        {stances.map((stance) => (
          <ToggleButton key={stance} id={stance} className="stance">
            {say(`act.${stance}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {state === "kept" && <span className="act-state">{say("act.waiting")}</span>}
      {mine && wish === undefined && groups.length > 0 && (
        <BehalfOf
          groups={groups}
          group={mine.group ?? null}
          choose={(group) =>
            void run({
              type: "stance",
              target,
              stance: mine.stance,
              ...(mine.note && { note: mine.note }),
              ...(group !== null && { group }),
            })
          }
        />
      )}
      {mine && wish === undefined && <NoteField session={session} target={target} mine={mine} />}
    </div>
  );
}

/** In whose name one spoke stays when one's position changes. */
function keptOf(mine: StanceFacts | undefined): { group?: string } {
  return mine?.group === undefined ? {} : { group: mine.group };
}

function NoteField({ session, target, mine }: { session: TextSession; target: string; mine: StanceFacts }) {
  const say = useSay();
  const { run } = useAct(session);
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState(mine.note ?? "");
  if (!open) {
    return (
      <Button className="link-button note-open" onPress={() => setOpen(true)}>
        {say(mine.note ? "act.noteEdit" : "act.note")}
      </Button>
    );
  }
  return (
    <Form
      className="note-form"
      onSubmit={async (event) => {
        event.preventDefault();
        const outcome = await run({
          type: "stance",
          target,
          stance: mine.stance,
          note,
          ...(mine.group && { group: mine.group }),
        });
        if (outcome.accepted !== false) setOpen(false);
      }}
    >
      <TextField autoFocus value={note} onChange={setNote} maxLength={1_000}>
        <Label>{say("act.noteField")}</Label>
        <Input />
      </TextField>
      <div className="form-buttons">
        <Button className="button button-small" type="submit">
          {say("act.noteSave")}
        </Button>
        <Button className="link-button" onPress={() => setOpen(false)}>
          {say("app.cancel")}
        </Button>
      </div>
    </Form>
  );
}
