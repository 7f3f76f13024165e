import { useSay } from "../intl.tsx";
import { useParties, usePartyName } from "../people/parties.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";

/** Says to a delegate who has proposed nothing here yet that typing proposes; it goes with the first proposal. */
export function ProposeHint({ session }: { session: TextSession }) {
  const say = useSay();
  const nameOf = usePartyName();
  const { me } = session;
  const party = useParties().find((candidate) => candidate.code === me.party);
  const show = useSelected(session, ({ loaded }) => loaded && session.claimed.size === 0);
  if (me.role !== "delegation" || !party || !show) return null;
  return <p className="propose-hint">{say("text.propose", { party: nameOf(party) })}</p>;
}
