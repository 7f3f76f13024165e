import { type ReactNode, useId, useMemo, useState } from "react";
import { Button, FileTrigger, Label, Text, TextArea, TextField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import type { DelimitedRow } from "./delimited.ts";
import type { Done } from "./negotiation-api.ts";
import { useDraft } from "./use-draft.ts";

interface Props<Row extends DelimitedRow> {
  /** Under which name the device keeps what was pasted. */
  readonly draft: string;
  readonly label: string;
  readonly hint: ReactNode;
  readonly example: string;
  readonly read: (source: string) => readonly Row[];
  /** Heads of the preview's columns, and a line's cells under them. */
  readonly heads: readonly string[];
  readonly cells: (row: Row) => readonly ReactNode[];
  /** What is to be mended in a line, in sentences. */
  readonly problems: (row: Row) => readonly string[];
  readonly addWords: (count: number) => string;
  readonly addedWords: (count: number) => string;
  readonly add: (rows: readonly Row[]) => Promise<Done>;
  /** Further ways to fill the field. */
  readonly children?: (write: (words: string) => void) => ReactNode;
}

/**
 * Lines that are pasted, typed or read from a CSV file, with a preview of what they are read as. Sound lines are added; those with
 * something to mend stay in the field until they are mended, so nothing that was pasted is lost.
 */
export function PasteLines<Row extends DelimitedRow>(props: Props<Row>) {
  const { draft, label, hint, example, read, heads, cells, problems, addWords, addedWords, add, children } = props;
  const say = useSay();
  const id = useId();
  const [source, write, drop] = useDraft(draft);
  const [failed, setFailed] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState("");
  const rows = useMemo(() => read(source).map((row) => ({ row, wrong: problems(row) })), [read, problems, source]);
  const sound = rows.filter(({ wrong }) => wrong.length === 0);
  const left = rows.filter(({ wrong }) => wrong.length > 0);

  async function put() {
    setAdding(true);
    setFailed(null);
    const done = await add(sound.map(({ row }) => row));
    setAdding(false);
    if (!done.done) return setFailed(done.sentence);
    setAdded(addedWords(sound.length));
    if (left.length === 0) drop();
    else write(keptLines(source, left));
  }

  return (
    <div className="paste">
      <TextField className="react-aria-TextField" value={source} onChange={write}>
        <Label>{label}</Label>
        <TextArea rows={rows.length > 8 ? 10 : 5} placeholder={example} spellCheck={false} dir="auto" />
        <Text slot="description">{hint}</Text>
      </TextField>
      <div className="form-buttons">
        <FileTrigger
          acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]}
          onSelect={(files) => void files?.[0]?.text().then(write)}
        >
          <Button className="button button-small">{say("start.csv")}</Button>
        </FileTrigger>
        {children?.(write)}
      </div>
      <p className="paste-added" role="status">
        {added}
      </p>
      {rows.length > 0 && (
        <>
          <div className="paste-preview">
            <table aria-labelledby={id}>
              <caption id={id}>{say("start.preview", { sound: sound.length, left: left.length })}</caption>
              <thead>
                <tr>
                  <th scope="col">{say("start.lineNumber")}</th>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ row, wrong }) => (
                  <Line key={row.line} line={row.line} cells={cells(row)} heads={heads} wrong={wrong} />
                ))}
              </tbody>
            </table>
          </div>
          {failed !== null && (
            <p className="caution" role="alert">
              {failed}
            </p>
          )}
          <div className="form-buttons">
            <Button
              className="button button-primary"
              isDisabled={sound.length === 0 || adding}
              onPress={() => void put()}
            >
              {addWords(sound.length)}
            </Button>
            {left.length > 0 && <span className="quiet">{say("start.stays", { count: left.length })}</span>}
          </div>
        </>
      )}
    </div>
  );
}

interface LineProps {
  readonly line: number;
  readonly cells: readonly ReactNode[];
  readonly heads: readonly string[];
  readonly wrong: readonly string[];
}

function Line({ line, cells, heads, wrong }: LineProps) {
  return (
    <>
      <tr data-wrong={wrong.length > 0 || undefined}>
        <td className="figure">{line}</td>
        {heads.map((head, i) => (
          <td key={head} dir="auto">
            {cells[i]}
          </td>
        ))}
      </tr>
      {wrong.length > 0 && (
        <tr className="paste-wrong">
          <td />
          <td colSpan={heads.length}>{wrong.join(" ")}</td>
        </tr>
      )}
    </>
  );
}

/** The lines that stay, below the line that names the columns where there is one. */
function keptLines(source: string, left: readonly { readonly row: DelimitedRow }[]): string {
  const first = source.split(/\r\n|\r|\n/)[0] ?? "";
  const named = /(^|[,;\t])\s*"?(name|code)"?\s*([,;\t]|$)/i.test(first);
  const lines = left.map(({ row }) => row.source);
  return (named ? [first, ...lines] : lines).join("\n");
}
