import type { Act } from "@adref/protocol";
import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { useBracket } from "../margin/use-bracket.ts";
import { Codes } from "../people/codes.tsx";
import { drawPassage } from "../projector/draw-passage.ts";
import { Passage } from "../projector/passage.tsx";
import type { WordsStore } from "../projector/words-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Ago } from "../time.tsx";
import { Icon } from "../ui/icon.tsx";
import { type KeyedAct, keyedActs } from "./act-keys.ts";
import { KeySign } from "./key-sign.tsx";
import { MergeDesk } from "./merge-desk.tsx";
import { OptionDesk } from "./option-desk.tsx";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly words: WordsStore;
  readonly bracket: string;
  readonly busy: boolean;
  readonly merging: boolean;
  readonly setMerging: (merging: boolean) => void;
  readonly decide: (act: Act, sentence: string) => Promise<boolean>;
  /** Where the console finds what its keys do now. */
  readonly keys: RefObject<DeskKeys | null>;
}

/** The acts that keys do on the bracket in hand. */
export interface DeskKeys {
  readonly acts: readonly KeyedAct[];
  readonly press: (act: KeyedAct) => void;
  readonly merges: boolean;
}

/** So many provisions of one bracket are shown in the console; the text beside it has them all. */
const MOST_SHOWN = 6;

/** The bracket in hand: its passage, its options, and what the chair may decide. */
export function BracketDesk(props: Props) {
  const shown = useBracket(props.session, props.handle, props.bracket);
  return shown && <Desk {...props} {...shown} />;
}

type Shown = NonNullable<ReturnType<typeof useBracket>>;

function Desk({ card, acts, ...props }: Props & Shown) {
  const { session, handle, words, bracket, busy, merging, setMerging, decide, keys } = props;
  const say = useSay();
  const record = useSelected(session, (state) => state.record);
  const [reason, setReason] = useState("");
  const facts = record.brackets[bracket];
  const keyed = keyedActs(card, acts, reason.trim());
  const beside = (target: string) => keyed.find((one) => one.option?.target === target);
  const below = keyed.filter(({ option }) => option === undefined);

  async function take(act: Act, sentence: string) {
    if (await decide(act, sentence)) {
      setReason("");
      setMerging(false);
    }
  }
  const press = ({ act, what, option }: KeyedAct) =>
    void take(act, say(`console.done.${what}`, { party: option?.owner ?? say("card.proposal") }));
  useLayoutEffect(() => {
    keys.current = { acts: keyed, press, merges: acts.merge };
    return () => {
      keys.current = null;
    };
  });

  return (
    <>
      <BracketPassage session={session} handle={handle} words={words} bracket={bracket} />
      <p className="desk-facts">
        {card.parked && (
          <span className="desk-flag">
            <Icon name="parked" /> {say("card.parked")}
          </span>
        )}
        {facts?.unconfirmed && <span className="desk-flag">{say("console.unconfirmed")}</span>}
        {card.within !== undefined && (
          <span>{card.within === null ? say("card.withinAnother") : say("card.within", { owner: card.within })}</span>
        )}
        {card.owner !== null && (
          <span>
            {say("card.putBy")} <Codes codes={[card.owner]} />
          </span>
        )}
        {card.since !== "" && <Ago at={card.since} />}
      </p>
      {facts?.reason && (
        <p className="desk-reason" dir="auto">
          {say("past.reason", { reason: facts.reason })}
        </p>
      )}
      <ol className="desk-options" aria-label={say("console.options")}>
        {card.options.map((option) => (
          <OptionDesk
            key={option.target}
            option={option}
            within={card.within}
            facts={record.options[option.target]}
            names={session.me.names}
            act={merging ? undefined : beside(option.target)}
            busy={busy}
            decide={press}
          />
        ))}
      </ol>
      {merging && acts.merge && (
        <MergeDesk
          card={card}
          busy={busy}
          merge={(merged) =>
            void take(
              { type: "merge", bracket, words: merged, ...(reason.trim() !== "" && { reason: reason.trim() }) },
              say("console.done.merge"),
            )
          }
          close={() => setMerging(false)}
        />
      )}
      {(keyed.length > 0 || acts.merge) && (
        <div className="desk-acts">
          {!merging && (
            <div className="desk-buttons">
              {below.map((act) => (
                <Button
                  key={act.what}
                  className="button button-small"
                  aria-keyshortcuts={act.key}
                  isDisabled={busy}
                  onPress={() => press(act)}
                >
                  {say(`console.act.${act.what}`)} <KeySign name={act.key} />
                </Button>
              ))}
              {acts.merge && (
                <Button
                  className="button button-small"
                  aria-keyshortcuts="M"
                  isDisabled={busy}
                  onPress={() => setMerging(true)}
                >
                  {say("act.merge")} <KeySign name="M" />
                </Button>
              )}
            </div>
          )}
          <TextField value={reason} onChange={setReason} maxLength={2_000}>
            <Label>{say("act.reason")}</Label>
            <Input />
          </TextField>
        </div>
      )}
      {keyed.length === 0 && !acts.merge && <p className="quiet">{say("console.chairDecides")}</p>}
    </>
  );
}

function BracketPassage({ session, handle, words, bracket }: Pick<Props, "session" | "handle" | "words" | "bracket">) {
  const read = useSelected(words, (state) => state);
  const record = useSelected(session, (state) => state.record);
  const numbers = useSelected(handle, (state) => state.numbers);
  const say = useSay();
  const provisions = read?.index.brackets.get(bracket)?.provisions;
  const drawn = useMemo(() => {
    if (!read || !provisions) return [];
    const ids = new Set(provisions.slice(0, MOST_SHOWN));
    return drawPassage(read.doc, ids, { index: read.index, record, numbers });
  }, [read, record, numbers, provisions]);
  const more = (provisions?.length ?? 0) - drawn.length;
  return (
    <div className="desk-passage">
      {drawn.map((provision) => (
        <Passage key={provision.id} provision={provision} active={bracket} />
      ))}
      {more > 0 && <p className="quiet">{say("console.moreProvisions", { count: more })}</p>}
    </div>
  );
}
