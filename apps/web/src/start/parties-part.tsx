import type { Party } from "@adref/schema";
import { useCallback, useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Code } from "../people/codes.tsx";
import { usePartyName } from "../people/parties.ts";
import { Choose } from "../ui/choose.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { CAREC } from "./carec.ts";
import { ManagedActs } from "./managed-acts.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";
import { PasteLines } from "./paste-lines.tsx";
import { type PartyRow, readParties } from "./read-parties.ts";
import { useDo } from "./use-do.ts";

const WTO = ["member", "acceding", "none"] as const;

/** The parties: those of CAREC by one press, others by their lines. */
export function PartiesPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const { parties } = negotiation;
  const act = useDo(changed);
  const missing = CAREC.filter(({ code }) => !parties.some((party) => party.code === code));
  const read = useCallback((source: string) => readParties(source, parties), [parties]);
  const problems = useCallback(
    (row: PartyRow) => row.problems.map((problem) => say(`start.party.problem.${problem}`, { code: row.party.code })),
    [say],
  );
  return (
    <>
      <PartyList negotiation={negotiation} changed={changed} />
      {missing.length > 0 && (
        <p className="form-buttons">
          <Button
            className={parties.length === 0 ? "button button-primary" : "button"}
            onPress={() => void act({ type: "add-parties", parties: [...missing] })}
          >
            {missing.length === CAREC.length
              ? say("start.party.carec")
              : say("start.party.carecRest", { count: missing.length })}
          </Button>
        </p>
      )}
      <PasteLines
        draft="parties"
        label={say("start.party.lines")}
        hint={say("start.party.hint")}
        example={say("start.party.example")}
        read={read}
        heads={[say("start.party.code"), say("start.party.en"), say("start.party.ru"), say("start.party.wto")]}
        cells={({ party }) => [party.code, party.names.en, party.names.ru, say(`negotiation.wto.${party.wto}`)]}
        problems={problems}
        addWords={(count) => say("start.party.add", { count })}
        addedWords={(count) => say("start.party.added", { count })}
        add={async (rows) => {
          const done = await actOnNegotiation(say, { type: "add-parties", parties: rows.map(({ party }) => party) });
          if (done.done) changed();
          return done;
        }}
      />
    </>
  );
}

function PartyList({ negotiation, changed }: PartProps) {
  const _say = useSay();
  const nameOf = usePartyName();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Party | null>(null);
  if (negotiation.parties.length === 0) return null;
  return (
    <>
      <ul className="parties managed">
        {negotiation.parties.map((party) => (
          <li key={party.code}>
            <Code code={party.code} />
            <span>{nameOf(party)}</span>
            <ManagedActs
              name={nameOf(party)}
              edit={() => setEdited(party)}
              remove={() => void act({ type: "remove-party", party: party.code })}
            />
          </li>
        ))}
      </ul>
      {edited && (
        <DialogPane title={edited.code} isOpen onOpenChange={() => setEdited(null)}>
          <PartyForm
            party={edited}
            save={async (party) => {
              if (await act({ type: "change-party", party })) setEdited(null);
            }}
          />
        </DialogPane>
      )}
    </>
  );
}

function PartyForm({ party, save }: { party: Party; save: (party: Party) => Promise<void> }) {
  const say = useSay();
  const [names, setNames] = useState<Record<string, string>>({ ...party.names });
  const [wto, setWto] = useState<string>(party.wto);
  return (
    <Form
      className="part-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ""));
        const en = given.en ?? party.names.en;
        void save({ code: party.code, names: { ...given, en, ru: given.ru ?? en }, wto: wto as Party["wto"] });
      }}
    >
      {(["en", "ru", "zh", "ur"] as const).map((lang) => (
        <TextField
          key={lang}
          value={names[lang] ?? ""}
          onChange={(name) => setNames({ ...names, [lang]: name })}
          maxLength={300}
          isRequired={lang === "en"}
        >
          <Label>{say(`start.party.name.${lang}`)}</Label>
          <Input dir="auto" />
        </TextField>
      ))}
      <Choose
        label={say("start.party.wto")}
        value={wto}
        choices={WTO.map((id) => ({ id, name: say(`negotiation.wto.${id}`) }))}
        choose={setWto}
      />
      <div className="form-buttons">
        <Button className="button button-primary" type="submit">
          {say("start.save")}
        </Button>
      </div>
    </Form>
  );
}
