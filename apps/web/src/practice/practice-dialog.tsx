import type { PracticeRequest, TextView } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useNavigate } from "react-router";
import { failureSentence } from "../history/failure-sentence.ts";
import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "../people/parties.ts";
import { useWho } from "../people/who.tsx";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { practice, practicePath } from "./practice-api.ts";

const ROLES = ["delegation", "chair", "secretariat"] as const;

/** Asks which part one takes, and opens a private copy of the text. */
export function PracticeDialog({ text, close }: { text: Pick<TextView, "id">; close: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const nameOf = usePartyName();
  const parties = useParties();
  const { who } = useWho();
  const me = who.state === "in" ? who.person : null;
  const [role, setRole] = useState<PracticeRequest["role"]>(me && me.role !== "observer" ? me.role : "delegation");
  const [party, setParty] = useState(me?.party ?? parties[0]?.code ?? "");
  const [failed, setFailed] = useState<string | null>(null);
  const [opening, setOpening] = useState(false);

  async function begin() {
    setOpening(true);
    const answer = await practice.begin({ text: text.id, role, party: role === "delegation" ? party : null });
    setOpening(false);
    if (answer.ok) void navigate(practicePath(answer.value.id));
    else setFailed(failureSentence(say, answer.failure));
  }

  return (
    <DialogPane title={say("practice.begin")} isOpen onOpenChange={close}>
      <p>{say("practice.explain")}</p>
      <div className="part-form">
        <Choose
          label={say("practice.role")}
          value={role}
          choices={ROLES.map((id) => ({ id, name: say(`start.role.${id}`) }))}
          choose={(id) => setRole(ROLES.find((one) => one === id) ?? "delegation")}
        />
        {role === "delegation" && (
          <Choose
            label={say("start.person.party")}
            value={party}
            choices={parties.map((one) => ({ id: one.code, name: nameOf(one) }))}
            choose={setParty}
          />
        )}
        {failed !== null && (
          <p className="caution" role="alert">
            {failed}
          </p>
        )}
        <div className="form-buttons">
          <Button
            className="button button-primary"
            isDisabled={opening || (role === "delegation" && party === "")}
            onPress={() => void begin()}
          >
            {say("practice.open")}
          </Button>
        </div>
      </div>
    </DialogPane>
  );
}
