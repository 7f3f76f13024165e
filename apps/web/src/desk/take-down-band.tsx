import { useEffect } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import type { TakeDown } from "./use-take-down.ts";

/** Stands over the page as long as words are taken down for a party, and says for which. Escape in the words leaves, too. */
export function TakeDownBand({ taking }: { taking: TakeDown }) {
  const say = useSay();
  const { leave, name, party } = taking;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // What is open over the page closes first: a dialog, a menu, a list of what a word may be.
      const over = document.querySelector("[role=dialog], [role=menu], [role=listbox]");
      if (event.key !== "Escape" || event.isComposing || over) return;
      // The words keep every Escape from the browser and have no use for it; whoever else does has one.
      const inWords = event.target instanceof Element && event.target.closest(".ProseMirror") !== null;
      if (event.defaultPrevented && !inWords) return;
      leave();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [leave]);
  if (party === null) return null;
  return (
    <section className="desk-band take-down-band" aria-label={say("desk.takingLabel")}>
      <p role="status">
        <Icon name="propose" /> <strong>{say("desk.taking", { party: name, code: party })}</strong>{" "}
        <span>{say("desk.takingHint")}</span>
      </p>
      <Button className="button button-small" onPress={leave}>
        {say("desk.leave")}
      </Button>
    </section>
  );
}
