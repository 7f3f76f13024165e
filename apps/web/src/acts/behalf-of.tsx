import type { Group } from "@adref/protocol";
import { useSay } from "../intl.tsx";
import { Choose } from "../ui/choose.tsx";

interface Props {
  /** The groups for which one's party speaks. */
  readonly groups: readonly Group[];
  readonly group: string | null;
  readonly choose: (group: string | null) => void;
}

const ALONE = "-";

/** In whose name one speaks: for one's party alone, or on behalf of a group that it speaks for. */
export function BehalfOf({ groups, group, choose }: Props) {
  const say = useSay();
  return (
    <Choose
      label={say("act.behalf")}
      value={group ?? ALONE}
      choices={[{ id: ALONE, name: say("act.behalfOwn") }, ...groups]}
      choose={(id) => choose(id === ALONE ? null : id)}
    />
  );
}
