import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";

interface Props {
  readonly session: TextSession;
  /** Words were shown already: they hold what the server refused, and are fetched once more. */
  readonly anew: boolean;
}

/** Stands where the words will be until the device or the server brings them, and over old words until they are replaced. */
export function NotYet({ session, anew }: Props) {
  const say = useSay();
  const { loaded, connection } = useSelected(session, (state) => state);
  if (loaded) return null;
  const words = anew ? "text.anew" : connection === "offline" ? "text.notKept" : "app.loading";
  return (
    <p className={anew ? "not-yet not-yet-anew" : "not-yet"} role="status">
      {say(words)}
    </p>
  );
}
