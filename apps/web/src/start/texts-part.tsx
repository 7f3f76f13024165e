import type { TextSummary } from "@adref/protocol";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { ImportStart } from "../exchange/import-start.tsx";
import { importPath } from "../exchange/paths.ts";
import { useImports } from "../exchange/use-imports.ts";
import { useSay } from "../intl.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { ManagedActs } from "./managed-acts.tsx";
import type { PartProps } from "./part.ts";
import { useDo } from "./use-do.ts";

/** The texts that are there. */
export function TextList({ negotiation, changed }: PartProps) {
  const say = useSay();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Pick<TextSummary, "id" | "title" | "symbol"> | null>(null);
  return (
    <>
      <ul className="bodies managed">
        {negotiation.texts.map(({ id, title, symbol }) => (
          <li key={id}>
            <span className="symbol">{symbol}</span>
            <Link to={`/texts/${encodeURIComponent(id)}`}>{title}</Link>
            <ManagedActs name={title} edit={() => setEdited({ id, title, symbol })} />
          </li>
        ))}
      </ul>
      {edited && (
        <EditDialog
          title={edited.title}
          fields={[
            {
              label: say("import.field.title"),
              value: edited.title,
              change: (title) => setEdited({ ...edited, title }),
              most: 300,
            },
            {
              label: say("import.field.symbol"),
              value: edited.symbol,
              change: (symbol) => setEdited({ ...edited, symbol }),
              most: 80,
            },
          ]}
          save={() => {
            const { id, title, symbol } = edited;
            return act({ type: "rename-text", text: id, title, symbol });
          }}
          close={() => setEdited(null)}
        />
      )}
    </>
  );
}

/** The first text: a file, or words that are pasted. */
export function FirstTextPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const navigate = useNavigate();
  const { waiting, renew } = useImports();
  const nameOfPerson = (id: string) => negotiation.people.find((person) => person.id === id)?.name ?? id;
  if (negotiation.bodies.length === 0) return <p className="caution">{say("start.text.needsBody")}</p>;
  return (
    <>
      {negotiation.texts.length > 0 && <TextList negotiation={negotiation} changed={changed} />}
      <div className="import-start">
        <ImportStart
          waiting={waiting}
          nameOfPerson={nameOfPerson}
          renew={renew}
          arrived={(view) => void navigate(importPath(view.id))}
        />
      </div>
    </>
  );
}
