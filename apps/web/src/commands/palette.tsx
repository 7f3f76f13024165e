import {
  Autocomplete,
  Header,
  Input,
  Keyboard,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
  Text,
  useFilter,
} from "react-aria-components";
import { useSay } from "../intl.tsx";
import { DialogPane } from "../ui/dialog.tsx";
import { chordSaid } from "./chords.ts";
import { type Command, GROUPS } from "./registry.ts";
import { runCommand, useAllCommands } from "./use-commands.ts";
import "./commands.css";

/** Every command of the page by name: to find by a few letters and to do; what cannot be done now says why. */
export function Palette({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const say = useSay();
  return (
    <DialogPane title={say("command.palette")} isOpen={isOpen} onOpenChange={close} shape="palette">
      {isOpen && <Commands close={close} />}
    </DialogPane>
  );
}

function Commands({ close }: { close: () => void }) {
  const say = useSay();
  const { contains } = useFilter({ sensitivity: "base" });
  const commands = useAllCommands().filter((command) => command.run);
  const run = (command: Command) => {
    close();
    // The dialog gives the focus back to where it came from; what the command does with it comes after.
    setTimeout(() => runCommand(command, say), AFTER_MS);
  };
  return (
    <Autocomplete
      filter={(name, words) =>
        words
          .trim()
          .split(/\s+/)
          .every((word) => contains(name, word))
      }
    >
      <SearchField className="react-aria-SearchField palette-field" aria-label={say("command.find")} autoFocus>
        <Input placeholder={say("command.find")} />
      </SearchField>
      <Menu
        className="menu palette-list"
        renderEmptyState={() => <p className="palette-none">{say("command.none")}</p>}
      >
        {GROUPS.map((group) => {
          const here = commands.filter((command) => command.group === group);
          if (here.length === 0) return null;
          return (
            <MenuSection key={group}>
              <Header>{say(`help.group.${group}`)}</Header>
              {here.map((command) => (
                <Entry key={command.id} command={command} run={run} />
              ))}
            </MenuSection>
          );
        })}
      </Menu>
    </Autocomplete>
  );
}

const AFTER_MS = 60;

function Entry({ command, run }: { command: Command; run: (command: Command) => void }) {
  const say = useSay();
  const why = command.why?.() ?? null;
  const name = say(command.name, command.values);
  return (
    <MenuItem
      textValue={name}
      className={why === null ? "react-aria-MenuItem" : "react-aria-MenuItem not-now"}
      onAction={() => run(command)}
    >
      <Text slot="label">{name}</Text>
      {why !== null && <Text slot="description">{say(why)}</Text>}
      {command.keys?.[0] && <Keyboard dir="ltr">{chordSaid(command.keys[0])}</Keyboard>}
    </MenuItem>
  );
}
