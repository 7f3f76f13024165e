import type { ProvenanceView } from "@adref/protocol";
import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { ChosenWords } from "../editor/chosen-words.ts";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { ActList } from "./act-list.tsx";
import { failureSentence } from "./failure-sentence.ts";
import { OriginList } from "./origin-list.tsx";
import { originsOf } from "./origin-told.ts";
import { past } from "./past.ts";
import { Answers, useLatest } from "./use-latest.ts";

interface Props {
  readonly text: string;
  /** The moment at which the words stand, in its spelling. */
  readonly at: string;
  readonly chosen: ChosenWords;
  /** Whether the chosen words are a part of the provision only. */
  readonly nameOfPerson: (id: string) => string;
  readonly nameOfProvision: (id: string) => string;
  readonly close: () => void;
}

/** The history of a provision: where the chosen words came from, and what was decided about it, with the reasons. */
export function ProvisionHistory({ text, at, chosen, nameOfPerson, nameOfProvision, close }: Props) {
  const say = useSay();
  const [answers] = useState(() => new Answers<ProvenanceView>(1));
  const { provision } = chosen;
  const asked = useLatest(
    `${at} ${provision}`,
    (signal) => past.provenance(text, provision, at, signal),
    answers,
    false,
  );
  return (
    <DialogPane
      title={say("history.title", { provision: nameOfProvision(provision) })}
      isOpen
      onOpenChange={close}
      shape="side"
    >
      {asked.waiting && (
        <p className="quiet appears" role="status">
          {say("history.waiting")}
        </p>
      )}
      {asked.failure && (
        <div className="dialog-body" role="alert">
          <p className="caution">{failureSentence(say, asked.failure)}</p>
          <Button className="button" onPress={asked.again}>
            {say("app.tryAgain")}
          </Button>
        </div>
      )}
      {asked.value && (
        <Told
          text={text}
          view={asked.value}
          chosen={chosen}
          nameOfPerson={nameOfPerson}
          nameOfProvision={nameOfProvision}
        />
      )}
    </DialogPane>
  );
}

function Told({ text, view, chosen, ...names }: Omit<Props, "at" | "close"> & { view: ProvenanceView }) {
  const say = useSay();
  const [whole, setWhole] = useState(false);
  const part = chosen.from > view.from || chosen.to < view.to;
  const told = useMemo(() => originsOf(view.origins, whole || !part ? null : chosen), [view, chosen, whole, part]);
  return (
    <div className="history">
      <section aria-label={say("history.words")}>
        <div className="history-head">
          <h3>{say("history.words")}</h3>
          {part && !told.differs && (
            <Button className="link-button" onPress={() => setWhole(!whole)}>
              {say(whole ? "history.chosenOnly" : "history.whole")}
            </Button>
          )}
        </div>
        {told.differs && <p className="quiet">{say("history.differs")}</p>}
        {told.origins.length === 0 ? (
          <p className="quiet">{say("history.noWords")}</p>
        ) : (
          <OriginList text={text} origins={told.origins} {...names} />
        )}
      </section>
      <section aria-label={say("history.acts")}>
        <h3>{say("history.acts")}</h3>
        {view.acts.length === 0 ? (
          <p className="quiet">{say("history.noActs")}</p>
        ) : (
          <ActList text={text} acts={view.acts} nameOfProvision={names.nameOfProvision} />
        )}
      </section>
    </div>
  );
}
