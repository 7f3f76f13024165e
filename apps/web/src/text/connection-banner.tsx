import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";

/** What stands in the way of going on, where it does not mend itself. */
export function ConnectionBanner({ session }: { session: TextSession }) {
  const say = useSay();
  const connection = useSelected(session, (state) => state.connection);
  if (connection !== "reload" && connection !== "forbidden" && connection !== "signed-out") return null;
  const kind = connection === "signed-out" ? "signedOut" : connection;
  return (
    <div className="banner" role="alert">
      <p>
        <strong>{say(`connection.${kind}.title`)}.</strong> {say(`connection.${kind}.body`)}
      </p>
      {kind === "reload" && (
        <Button className="button button-small" onPress={() => location.reload()}>
          {say("connection.reload.button")}
        </Button>
      )}
    </div>
  );
}
