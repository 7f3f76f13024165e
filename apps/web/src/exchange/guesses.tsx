import type { ImportResult, ImportSettings } from "@adref/protocol";
import { STANDING, STATUSES, type Status } from "@adref/schema";
import { useState } from "react";
import { Button } from "react-aria-components";
import { type MessageId, type Say, useSay } from "../intl.tsx";
import { en } from "../messages/en.ts";
import { useParties, usePartyName } from "../people/parties.ts";
import { type Choice, Choose } from "../ui/choose.tsx";
import {
  type ChoiceId,
  type Guess,
  guessesOf,
  highlightsOf,
  isTelling,
  namesOf,
  type Whose,
  whoseOf,
  withAuthor,
  withChoice,
  withHighlight,
  withName,
} from "./import-model.ts";

interface Props {
  readonly result: ImportResult;
  readonly settings: ImportSettings;
  /** Reads the file again, as these say. */
  readonly change: (settings: ImportSettings) => void;
}

/** Everything that was guessed and can be said otherwise, each with its reason. */
export function Guesses(props: Props) {
  return (
    <>
      <Authors {...props} />
      <Names {...props} />
      <Ways {...props} />
      <Highlights {...props} />
    </>
  );
}

const NOBODY = "nobody";

function Authors({ result, settings, change }: Props) {
  const say = useSay();
  const parties = useParties();
  const nameOf = usePartyName();
  if (result.authors.length === 0) return null;
  const choices: Choice[] = [
    ...parties.map((party) => ({ id: party.code, name: `${party.code}, ${nameOf(party)}` })),
    { id: STANDING, name: say("import.whose.standing") },
    { id: NOBODY, name: say("import.whose.nobody") },
  ];
  return (
    <section className="guesses" aria-label={say("import.authors")}>
      <h3>{say("import.authors")}</h3>
      {result.authors.map((author) => {
        const whose = whoseOf(author, settings);
        const from = Object.hasOwn(settings.authors ?? {}, author.name) ? "settings" : author.from;
        return (
          <Choose
            key={author.name}
            label={say("import.whose", { name: author.name })}
            value={whose ?? NOBODY}
            choices={withCode(choices, whose)}
            choose={(id) => change(withAuthor(settings, author.name, id === NOBODY ? null : (id as Whose)))}
            description={
              <>
                {say("import.author.counts", { changes: author.changes, comments: author.comments })}
                {" · "}
                {say(`import.author.from.${from}`)}
                {author.suggested && author.suggested !== whose && (
                  <> {say("import.author.suggested", { party: author.suggested })}</>
                )}
              </>
            }
          />
        );
      })}
    </section>
  );
}

/** The choices with a code that is none of the negotiation's parties, where that is chosen. */
function withCode(choices: readonly Choice[], code: string | null): readonly Choice[] {
  if (code === null || choices.some(({ id }) => id === code)) return choices;
  return [...choices, { id: code, name: code }];
}

const WORDS = "words";
const OWN = "own ";

function Names({ result, settings, change }: Props) {
  const say = useSay();
  const parties = useParties();
  const nameOf = usePartyName();
  const names = namesOf(result, settings);
  if (names.length === 0) return null;
  return (
    <section className="guesses" aria-label={say("import.names")}>
      <h3>{say("import.names")}</h3>
      {names.map(({ name, mentions, code, own, said }) => {
        const isParty = parties.some((party) => party.code === code);
        const mine = code && !isParty ? code : own;
        return (
          <Choose
            key={name}
            label={say("import.name.is", { name })}
            value={code === undefined ? "" : code === null ? WORDS : isParty ? code : OWN + code}
            placeholder={say("import.name.unknown")}
            choices={[
              ...parties.map((party) => ({ id: party.code, name: `${party.code}, ${nameOf(party)}` })),
              ...(mine && !parties.some((party) => party.code === mine)
                ? [{ id: OWN + mine, name: say("import.name.own", { code: mine }) }]
                : []),
              { id: WORDS, name: say("import.name.words") },
            ]}
            choose={(id) =>
              change(withName(settings, name, id === WORDS ? null : id.startsWith(OWN) ? id.slice(OWN.length) : id))
            }
            description={
              <>
                {say("import.name.mentions", { count: mentions })}
                {said && (
                  <>
                    {" · "}
                    {say("import.said")}
                  </>
                )}
              </>
            }
          />
        );
      })}
    </section>
  );
}

function Ways({ result, settings, change }: Props) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const guesses = guessesOf(result, settings);
  const telling = guesses.filter(isTelling);
  const others = guesses.length - telling.length;
  if (guesses.length === 0) return null;
  return (
    <section className="guesses" aria-label={say("import.ways")}>
      <h3>{say("import.ways")}</h3>
      {(all ? guesses : telling).map((guess) => (
        <Choose
          key={guess.setting}
          label={say(`import.set.${guess.setting}`)}
          value={guess.value}
          choices={guess.choices.map((id) => ({ id, name: choiceName(say, guess.setting, id) }))}
          choose={(value) => change(withChoice(settings, guess.setting, value))}
          description={<Because guess={guess} lines={result.format === "txt"} />}
        />
      ))}
      {others > 0 && (
        <Button className="link-button" aria-expanded={all} onPress={() => setAll(!all)}>
          {all ? say("import.ways.fewer") : say("import.ways.more", { count: others })}
        </Button>
      )}
    </section>
  );
}

const choiceName = (say: Say, setting: ChoiceId, value: string) => say(`import.set.${setting}.${value}` as MessageId);

/** Why a guess was made. `lines`: whether the lines of the file are those that a person sees in it. */
function Because({ guess, lines }: { guess: Guess; lines: boolean }) {
  const say = useSay();
  return (
    <>
      {guess.said && <span>{say("import.said")}. </span>}
      {guess.reasons.map(({ because, count, example }) => (
        <span key={because} className="because">
          {`import.because.${because}` in en && say(`import.because.${because}` as MessageId, { count })}{" "}
          {example && /\p{L}|\d/u.test(example.words) && (
            <>
              <q className="example">{example.words}</q>
              {lines && <> ({say("import.line", { line: example.line })})</>}
            </>
          )}{" "}
        </span>
      ))}
    </>
  );
}

const MERELY = "nothing";

function Highlights({ result, settings, change }: Props) {
  const say = useSay();
  const colours = highlightsOf(result, settings);
  if (colours.length === 0) return null;
  return (
    <section className="guesses" aria-label={say("import.highlights")}>
      <h3>{say("import.highlights")}</h3>
      {colours.map(({ colour, status }) => (
        <Choose
          key={colour}
          label={say("import.highlight.is", { colour })}
          value={status ?? MERELY}
          choices={[
            { id: MERELY, name: say("import.highlight.nothing") },
            ...STATUSES.map((id) => ({ id, name: say(`status.${id}`) })),
          ]}
          choose={(id) => change(withHighlight(settings, colour, id === MERELY ? null : (id as Status)))}
        />
      ))}
    </section>
  );
}
