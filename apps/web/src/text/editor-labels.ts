import { useMemo } from "react";
import type { EditorLabels } from "../editor/labels.ts";
import { useSay } from "../intl.tsx";

/** The words that the drawing of a text writes on the page, in the reader's language. `words` is the label of the whole. */
export function useEditorLabels(
  words: "text.words" | "moment.words" | "import.words" | "view.words" = "text.words",
): EditorLabels {
  const say = useSay();
  return useMemo(
    () => ({
      status: {
        "agreed-group": say("status.agreed-group"),
        "agreed-adref": say("status.agreed-adref"),
        adopted: say("status.adopted"),
      },
      parked: say("status.parked"),
      del: say("says.delete"),
      alternative: (place) => say("draw.alternative", { place }),
      movedFrom: (number) => say("draw.movedFrom", { number }),
      toBeMoved: (number, parties) => say(parties === "" ? "draw.toBeMoved" : "draw.toBeMovedBy", { number, parties }),
      stances: (stance, parties) => say(parties === 1 ? `says.one.${stance}` : `says.${stance}`),
      roles: {
        chair: say("role.chair"),
        secretariat: say("role.secretariat"),
        delegation: say("role.delegate"),
        observer: say("role.observer"),
      },
      words: say(words),
    }),
    [say, words],
  );
}
