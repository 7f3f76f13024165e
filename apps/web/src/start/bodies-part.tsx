import type { Body } from "@adref/protocol";
import { useCallback, useState } from "react";
import { useSay } from "../intl.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { ManagedActs } from "./managed-acts.tsx";
import { actOnNegotiation } from "./negotiation-api.ts";
import type { PartProps } from "./part.ts";
import { PasteLines } from "./paste-lines.tsx";
import { readBodies } from "./read-bodies.ts";
import { useDo } from "./use-do.ts";

/** The bodies in which texts are negotiated. */
export function BodiesPart({ negotiation, changed }: PartProps) {
  const say = useSay();
  const { bodies } = negotiation;
  const read = useCallback((source: string) => readBodies(source, bodies), [bodies]);
  return (
    <>
      <BodyList negotiation={negotiation} changed={changed} />
      <PasteLines
        draft="bodies"
        label={say("start.body.lines")}
        hint={say("start.body.hint")}
        example={say("start.body.example")}
        read={read}
        heads={[say("start.body.name"), say("start.body.id")]}
        cells={({ body }) => [body.name, body.id]}
        problems={({ twice }) => (twice ? [say("start.body.twice")] : [])}
        addWords={(count) => say("start.body.add", { count })}
        addedWords={(count) => say("start.body.added", { count })}
        add={async (rows) => {
          const done = await actOnNegotiation(say, { type: "add-bodies", bodies: rows.map(({ body }) => body) });
          if (done.done) changed();
          return done;
        }}
      />
    </>
  );
}

function BodyList({ negotiation, changed }: PartProps) {
  const say = useSay();
  const act = useDo(changed);
  const [edited, setEdited] = useState<Body | null>(null);
  if (negotiation.bodies.length === 0) return null;
  return (
    <>
      <ul className="bodies managed">
        {negotiation.bodies.map((body) => (
          <li key={body.id}>
            <span>{body.name}</span>
            <ManagedActs
              name={body.name}
              edit={() => setEdited(body)}
              remove={() => void act({ type: "remove-body", body: body.id })}
            />
          </li>
        ))}
      </ul>
      {edited && (
        <EditDialog
          title={edited.name}
          fields={[
            {
              label: say("start.body.name"),
              value: edited.name,
              change: (name) => setEdited({ ...edited, name }),
              most: 300,
            },
          ]}
          save={() => act({ type: "change-body", body: edited })}
          close={() => setEdited(null)}
        />
      )}
    </>
  );
}
