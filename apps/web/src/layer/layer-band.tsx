import { Button } from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { DialogPane } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { lostProposals } from "./drafts-model.ts";
import { TableForm } from "./table-dialog.tsx";
import type { LayerView } from "./use-layer.ts";
import { useProposals } from "./use-proposals.ts";

interface Props {
  readonly layer: LayerView;
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly nameOf: (provision: string) => string;
  /** The one proposal that somebody wants to table, "" for whichever; null while nobody does. */
  readonly tabling: string | null;
  readonly setTabling: (id: string | null) => void;
}

/** The band that stands over a private draft as long as it is open, with what is drafted and the way to table it. */
export function LayerBand({ layer, session, handle, nameOf, tabling, setTabling }: Props) {
  const say = useSay();
  const { party } = session.me;
  const count = useProposals(session, handle, (proposals) => proposals.length);
  const lost = useSelected(session, ({ record }) => lostProposals(record, party).length);
  return (
    <section className="layer-band" aria-label={say("layer.private", { party: layer.party })}>
      <p>
        <Icon name="lock" /> <strong>{say("layer.band", { party: layer.party })}</strong>{" "}
        <span className="layer-count">{say("layer.bandCount", { count })}</span>
      </p>
      <Button
        className="button button-small layer-table"
        isDisabled={count + lost === 0}
        onPress={() => setTabling("")}
      >
        {say("layer.table")}
      </Button>
      <DialogPane
        title={say("layer.tableTitle")}
        isOpen={tabling !== null}
        onOpenChange={() => setTabling(null)}
        shape="wide"
      >
        <TableForm party={layer.party} session={session} handle={handle} nameOf={nameOf} only={tabling || null} />
      </DialogPane>
    </section>
  );
}
