import type { ImportResult, ImportSettings } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { useSay } from "../intl.tsx";
import { Guesses } from "./guesses.tsx";
import { guessesOf, highlightsOf, namesOf, otherGuesses } from "./import-model.ts";
import { sizeOf } from "./size.ts";

type Finding = ImportResult["report"]["findings"][number];

interface Props {
  readonly result: ImportResult;
  /** In bytes. */
  readonly size: number;
  readonly settings: ImportSettings;
  readonly change: (settings: ImportSettings) => void;
  /** Brings a provision of the preview into sight. */
  readonly goTo: (provision: string) => void;
}

const COUNTED = ["provisions", "brackets", "options", "changes", "comments", "footnotes", "tables", "notes"] as const;

/** What came of reading a file, in three parts: what was read, what was guessed, and what could not be kept. */
export function ImportReport({ result, size, settings, change, goTo }: Props) {
  const say = useSay();
  const intl = useIntl();
  const { report } = result;
  const others = otherGuesses(result);
  const guessed =
    others.length + result.authors.length + guessesOf(result, settings).length + namesOf(result, settings).length;
  const none = guessed + highlightsOf(result, settings).length === 0;
  return (
    <>
      <section className="report-part" aria-labelledby="report-read">
        <h2 id="report-read">{say("import.read")}</h2>
        <p className="quiet">
          {say(`import.format.${result.format}`)}, {sizeOf(intl, size)}
        </p>
        <ul className="counts">
          {COUNTED.filter((name) => name === "provisions" || (report.read[name] ?? 0) > 0).map((name) => (
            <li key={name}>{say(`import.count.${name}`, { count: report.read[name] ?? 0 })}</li>
          ))}
        </ul>
      </section>
      <section className="report-part" aria-labelledby="report-guessed">
        <h2 id="report-guessed">{say("import.guessed")}</h2>
        {none && <p className="quiet">{say("import.guessedNone")}</p>}
        <Guesses result={result} settings={settings} change={change} />
        {others.length > 0 && (
          <section className="guesses" aria-label={say("import.other")}>
            <h3>{say("import.other")}</h3>
            <FindingList findings={others} goTo={goTo} />
          </section>
        )}
      </section>
      <section className="report-part" aria-labelledby="report-lost">
        <h2 id="report-lost">{say("import.notKept")}</h2>
        {report.notKept.length === 0 && <p className="quiet">{say("import.notKeptNone")}</p>}
        <FindingList findings={report.notKept} goTo={goTo} />
        <h3>{say("import.findings")}</h3>
        {report.findings.length === 0 && <p className="quiet">{say("import.findingsNone")}</p>}
        <FindingList findings={report.findings} goTo={goTo} />
      </section>
    </>
  );
}

/** A list is cut here until somebody asks for more of it. */
const SHOWN = 12;
const MORE = 100;

function FindingList({ findings, goTo }: { findings: readonly Finding[]; goTo: Props["goTo"] }) {
  const say = useSay();
  const [shown, setShown] = useState(SHOWN);
  if (findings.length === 0) return null;
  return (
    <>
      <ul className="found">
        {findings.slice(0, shown).map((finding, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finding has no identity but its place in the list
          <FindingRow key={i} finding={finding} goTo={goTo} />
        ))}
      </ul>
      {findings.length > shown && (
        <Button className="link-button" onPress={() => setShown(shown + MORE)}>
          {say("import.more", { count: Math.min(MORE, findings.length - shown) })}
        </Button>
      )}
    </>
  );
}

function FindingRow({ finding: { where, what, did, provision }, goTo }: { finding: Finding; goTo: Props["goTo"] }) {
  const say = useSay();
  return (
    <li>
      <p>{what}</p>
      <p className="quiet">{did}</p>
      {provision !== undefined ? (
        <Button className="link-button" aria-label={`${say("import.goTo")}: ${where}`} onPress={() => goTo(provision)}>
          {where}
        </Button>
      ) : (
        where !== "" && <p className="quiet">{where}</p>
      )}
    </li>
  );
}
