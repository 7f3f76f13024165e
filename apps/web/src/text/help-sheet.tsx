import { Keyboard } from "react-aria-components";
import { type MessageId, useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";

const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
const MOD = MAC ? "⌘" : "Ctrl";
const ALT = MAC ? "⌥" : "Alt";

/** Keys by what one does with them. Messages name keys whose names are words. */
const GROUPS: readonly {
  readonly title: MessageId;
  readonly keys: readonly (readonly [MessageId, string | { says: MessageId }])[];
}[] = [
  {
    title: "help.moving",
    keys: [
      ["help.next", `${MOD} ${ALT} ↓`],
      ["help.previous", `${MOD} ${ALT} ↑`],
      ["help.card", `${MOD} ${ALT} Enter`],
      ["help.text", "Esc"],
      ["help.history", `${MOD} ${ALT} O`],
      ["help.panes", "F6"],
      ["help.help", "?"],
    ],
  },
  {
    title: "help.writing",
    keys: [
      ["help.type", { says: "help.typeKeys" }],
      ["help.remove", { says: "help.removeKeys" }],
      ["help.enter", "Enter"],
      ["help.bracket", `${MOD} [`],
      ["help.support", `${MOD} Enter`],
      ["help.undo", `${MOD} Z, ${MOD} Shift Z`],
    ],
  },
  {
    title: "help.past",
    keys: [
      ["help.slide", { says: "help.slideKeys" }],
      ["help.change", { says: "help.changeKeys" }],
    ],
  },
  {
    title: "help.chair",
    keys: [["help.status", `${MOD} ${ALT} S`]],
  },
];

/** The keys, by what one does with them. */
export function HelpSheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const say = useSay();
  return (
    <DialogPane title={say("help.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3>{say(group.title)}</h3>
            <dl>
              {group.keys.map(([what, keys]) => (
                <div key={what}>
                  <dt>
                    <Keyboard>{typeof keys === "string" ? keys : say(keys.says)}</Keyboard>
                  </dt>
                  <dd>{say(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{say("help.signs")}</h3>
          <dl>
            <div>
              <dt className="sample">[shall]</dt>
              <dd>{say("help.signStanding")}</dd>
            </div>
            <div>
              <dt className="sample">[KAZ: should]</dt>
              <dd>{say("help.signOption")}</dd>
            </div>
          </dl>
        </section>
      </div>
    </DialogPane>
  );
}
