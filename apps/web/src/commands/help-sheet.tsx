import { Keyboard } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { chordSaid } from "./chords.ts";
import { GROUPS } from "./registry.ts";
import { useAllCommands } from "./use-commands.ts";

/** The keys of the page that is open, by what one does with them, and the signs of a text. */
export function HelpSheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const say = useSay();
  return (
    <DialogPane title={say("help.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="help">
        <Keys />
        <section>
          <h3>{say("help.signs")}</h3>
          <dl>
            <div>
              <dt className="sample">
                <bdi>[shall]</bdi>
              </dt>
              <dd>{say("help.signStanding")}</dd>
            </div>
            <div>
              <dt className="sample">
                <bdi>[KAZ: should]</bdi>
              </dt>
              <dd>{say("help.signOption")}</dd>
            </div>
          </dl>
        </section>
      </div>
    </DialogPane>
  );
}

function Keys() {
  const say = useSay();
  const commands = useAllCommands();
  return GROUPS.map((group) => {
    const keyed = commands.filter((command) => command.group === group && (command.keys || command.keysSaid));
    if (keyed.length === 0) return null;
    return (
      <section key={group}>
        <h3>{say(`help.group.${group}`)}</h3>
        <dl>
          {keyed.map((command) => (
            <div key={command.id}>
              <dt>
                {command.keysSaid ? (
                  <Keyboard>{say(command.keysSaid)}</Keyboard>
                ) : (
                  command.keys?.map((chord) => (
                    <Keyboard key={chord} dir="ltr">
                      {chordSaid(chord)}
                    </Keyboard>
                  ))
                )}
              </dt>
              <dd>{say(command.name, command.values)}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}
