import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";

interface Props {
  /** What the acts are about, as it is called. */
  readonly name: string;
  readonly edit?: () => void;
  readonly remove?: () => void;
}

/** What may be done about a line of a managed list; what is not given is not offered. */
export function ManagedActs({ name, edit, remove }: Props) {
  const say = useSay();
  return (
    <span className="managed-acts">
      {edit && (
        <Button className="link-button" aria-label={say("start.editOf", { name })} onPress={edit}>
          {say("start.edit")}
        </Button>
      )}
      {remove && (
        <Button className="link-button" aria-label={say("start.removeOf", { name })} onPress={remove}>
          {say("start.remove")}
        </Button>
      )}
    </span>
  );
}
