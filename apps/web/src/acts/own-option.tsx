import { type Act, partyOfDraft } from "@adref/protocol";
import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Label, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { CardOption } from "../margin/card-view.ts";
import { useGroupsOf } from "../people/groups.ts";
import { useParties } from "../people/parties.ts";
import type { TextSession } from "../sync/types.ts";
import { BehalfOf } from "./behalf-of.tsx";
import { InlineForm } from "./inline-form.tsx";
import { useAct } from "./use-act.ts";

interface Props {
  readonly session: TextSession;
  /** One's own option, or the standing words that one put in brackets. */
  readonly option: CardOption;
}

type Open = "reason" | "invite" | null;

/** What a party adds to its own proposal: why it makes it, with whom, and in whose name. */
export function OwnOption({ session, option }: Props) {
  const say = useSay();
  const { run } = useAct(session);
  const [open, setOpen] = useState<Open>(null);
  const groups = useGroupsOf(session.me.party);
  const close = () => setOpen(null);
  const send = async (act: Act) => {
    if ((await run(act)).accepted !== false) close();
  };
  if (open === "reason") return <ReasonForm option={option} party={session.me.party ?? ""} send={send} close={close} />;
  if (open === "invite") return <InviteForm option={option} party={session.me.party ?? ""} send={send} close={close} />;
  const { target } = option;
  // What nobody else sees nobody else can join.
  const isPrivate = partyOfDraft(session.me.party ?? "") !== null;
  return (
    <div className="own-acts">
      <Button className="link-button" onPress={() => setOpen("reason")}>
        {say(option.reason ? "act.reasonEdit" : "act.reasonGive")}
      </Button>
      {option.kind === "proposal" && !isPrivate && (
        <Button className="link-button" onPress={() => setOpen("invite")}>
          {say("act.invite")}
        </Button>
      )}
      {option.kind === "proposal" && groups.length > 0 && (
        <BehalfOf
          groups={groups}
          group={option.group ?? null}
          choose={(group) => void run({ type: "explain", target, group })}
        />
      )}
    </div>
  );
}

interface FormProps {
  readonly option: CardOption;
  readonly party: string;
  readonly send: (act: Act) => Promise<void>;
  readonly close: () => void;
}

function ReasonForm({ option, party, send, close }: FormProps) {
  const say = useSay();
  const [reason, setReason] = useState(option.reason ?? "");
  const { target } = option;
  return (
    <InlineForm
      send={say("act.reasonSave")}
      isDisabled={reason.trim() === ""}
      submit={() => void send({ type: "explain", target, reason: reason.trim() })}
      close={close}
      more={
        option.reason !== undefined && (
          <Button className="link-button" onPress={() => void send({ type: "explain", target, reason: null })}>
            {say("act.reasonRemove")}
          </Button>
        )
      }
    >
      <TextField autoFocus value={reason} onChange={setReason} maxLength={2_000}>
        <Label>{say("act.reasonField", { party })}</Label>
        <TextArea className="react-aria-TextArea" rows={3} dir="auto" />
      </TextField>
    </InlineForm>
  );
}

function InviteForm({ option, party, send, close }: FormProps) {
  const say = useSay();
  const joint = option.joint ?? [];
  const others = useParties().filter(({ code }) => code !== party && !joint.includes(code));
  const [chosen, setChosen] = useState<string[]>([...(option.invited ?? [])]);
  return (
    <InlineForm
      send={say("act.inviteSend")}
      submit={() => void send({ type: "invite", option: option.target, parties: chosen })}
      close={close}
    >
      <CheckboxGroup value={chosen} onChange={setChosen}>
        <Label>{say("act.inviteField")}</Label>
        <div className="invite-list">
          {others.map(({ code, names }) => (
            <Checkbox key={code} value={code} aria-label={names.en}>
              <span className="box" aria-hidden="true" />
              {code}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
    </InlineForm>
  );
}
