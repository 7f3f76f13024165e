import type { Stayed } from "@adref/protocol";
import { useEffect, useRef, useState } from "react";
import { Button, Checkbox, CheckboxGroup, Form, Label } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { sameJson, useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { refusalMessage } from "../text/use-refusals.ts";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/toasts.tsx";
import { isSaved, lostProposals, type PrivateProposal, sameProposals } from "./drafts-model.ts";
import { useProposals } from "./use-proposals.ts";

interface Props {
  /** The party's name. */
  readonly party: string;
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly nameOf: (provision: string) => string;
  /** The one proposal that is chosen at first; null for all. */
  readonly only: string | null;
}

type Outcome =
  | { readonly kind: "asking" | "sending" }
  | { readonly kind: "done"; readonly tabled: number; readonly stayed: readonly Stayed[] };

/** Which private proposals are to be put before everybody; afterwards, what was tabled and what stayed, and why. */
export function TableForm({ party, session, handle, nameOf, only }: Props) {
  const say = useSay();
  const proposals = useProposals(session, handle, (all) => all, sameProposals);
  const saved = useSelected(session, isSaved);
  const [left, setLeft] = useState<ReadonlySet<string>>(
    () => new Set(only === null ? [] : proposals.map(({ id }) => id).filter((id) => id !== only)),
  );
  const [outcome, setOutcome] = useState<Outcome>({ kind: "asking" });
  const ids = proposals.map(({ id }) => id);
  const chosen = ids.filter((id) => !left.has(id));

  async function table() {
    if (chosen.length === 0 || !saved || outcome.kind === "sending") return;
    setOutcome({ kind: "sending" });
    const answer = await session.act({ type: "table", options: [...chosen] });
    if (answer.accepted === true) {
      setOutcome({ kind: "done", tabled: answer.tabled?.length ?? 0, stayed: answer.stayed ?? [] });
    } else if (answer.accepted === false) {
      setOutcome({ kind: "done", tabled: 0, stayed: chosen.map((option) => ({ option, refusal: answer.refusal })) });
    } else {
      setOutcome({ kind: "asking" });
      tell({ kind: "hint", sentence: say("layer.offline") });
    }
  }

  // Enter in a checkbox does nothing, and the page's own keys are not heard while a dialog is open.
  const latest = useRef(table);
  latest.current = table;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void latest.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  if (outcome.kind === "done") return <TableOutcome outcome={outcome} proposals={proposals} nameOf={nameOf} />;
  return (
    <Form
      className="dialog-body table-form"
      onSubmit={(event) => {
        event.preventDefault();
        void table();
      }}
    >
      <p className="caution">
        <Icon name="globe" /> {say("layer.warning", { party })}
      </p>
      {proposals.length === 0 ? (
        <p className="quiet">{say("layer.nothing")}</p>
      ) : (
        <CheckboxGroup
          className="table-list"
          value={chosen}
          onChange={(values) => setLeft(new Set(ids.filter((id) => !values.includes(id))))}
        >
          <div className="table-list-head">
            <Label>{say("layer.list")}</Label>
            <Button className="link-button" onPress={() => setLeft(new Set())}>
              {say("layer.all")}
            </Button>
            <Button className="link-button" onPress={() => setLeft(new Set(ids))}>
              {say("layer.none")}
            </Button>
          </div>
          {proposals.map((proposal) => (
            <Checkbox key={proposal.id} value={proposal.id} className="table-choice" data-within={proposal.within}>
              <span className="check" aria-hidden="true" />
              <span>
                <span className="quiet">{nameOf(proposal.provision)}</span>
                <ProposalWords proposal={proposal} />
              </span>
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <LostList session={session} nameOf={nameOf} />
      {!saved && <p className="caution">{say("layer.unsaved")}</p>}
      <div className="form-buttons">
        <Button
          className="button button-primary"
          type="submit"
          isDisabled={chosen.length === 0 || !saved || outcome.kind === "sending"}
        >
          {outcome.kind === "sending" ? say("act.sending") : say("layer.button", { count: chosen.length })}
        </Button>
        <Button className="link-button" slot="close">
          {say("app.cancel")}
        </Button>
      </div>
    </Form>
  );
}

function ProposalWords({ proposal }: { proposal: PrivateProposal }) {
  const say = useSay();
  const { kind, words, replacing } = proposal;
  if (kind === "strike") return <p className="table-words">{say("layer.strike", { words })}</p>;
  return (
    <p className="table-words" dir="auto">
      {kind === "provision" && <span className="quiet">{say("layer.newProvision")}: </span>}
      {words}
      {replacing !== "" && <span className="quiet"> {say("layer.insteadOf", { words: replacing })}</span>}
    </p>
  );
}

function LostList({ session, nameOf }: Pick<Props, "session" | "nameOf">) {
  const say = useSay();
  const lost = useSelected(session, ({ record }) => lostProposals(record, session.me.party), sameJson);
  if (lost.length === 0) return null;
  const copy = async (words: string) => {
    await navigator.clipboard.writeText(words);
    tell({ kind: "done", sentence: say("layer.copied") });
  };
  return (
    <section className="table-lost">
      <h3>{say("layer.lost")}</h3>
      <p className="quiet">{say("layer.lostHint")}</p>
      <ul>
        {lost.map(({ id, provision, words }) => (
          <li key={id}>
            <span className="quiet">{nameOf(provision)}</span>
            <p className="table-words" dir="auto">
              {words}
            </p>
            <Button className="button button-small" onPress={() => void copy(words)}>
              {say("layer.copy")}
            </Button>{" "}
            <Button
              className="button button-small"
              onPress={() => void session.act({ type: "discard", options: [id] })}
            >
              {say("layer.discard")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OutcomeProps {
  readonly outcome: Extract<Outcome, { kind: "done" }>;
  readonly proposals: readonly PrivateProposal[];
  readonly nameOf: (provision: string) => string;
}

function TableOutcome({ outcome, proposals, nameOf }: OutcomeProps) {
  const say = useSay();
  const { tabled, stayed } = outcome;
  return (
    <div className="dialog-body">
      <p role="status">{tabled > 0 ? say("layer.done", { count: tabled }) : say("layer.doneNone")}</p>
      {stayed.length > 0 && (
        <section className="table-lost">
          <h3>{say("layer.stayed")}</h3>
          <ul>
            {stayed.map(({ option, refusal }) => {
              const proposal = proposals.find(({ id }) => id === option);
              return (
                <li key={option}>
                  {proposal && <span className="quiet">{nameOf(proposal.provision)}</span>}
                  {proposal && <ProposalWords proposal={proposal} />}
                  <p>{say(refusalMessage(refusal.id))}</p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <div className="form-buttons">
        <Button slot="close" className="button" autoFocus>
          {say("app.close")}
        </Button>
      </div>
    </div>
  );
}
