import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Desk } from "./use-desk.ts";

/** The acts of the room on the text as a whole, behind one button of the header; nothing for who has none. */
export function DeskMenu({ desk }: { desk: Desk }) {
  const say = useSay();
  const { mayFreeze, maySilence, taking, show } = desk;
  if (!mayFreeze && !maySilence && !taking) return null;
  return (
    <MenuTrigger>
      <Button className="icon-button desk-menu" aria-label={say("desk.menu")}>
        <Icon name="propose" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={say("desk.menu")}>
          {taking && taking.party === null && (
            <MenuItem onAction={() => show("take-down")}>{say("desk.takeDown")}</MenuItem>
          )}
          {taking && taking.party !== null && <MenuItem onAction={taking.leave}>{say("desk.leave")}</MenuItem>}
          {mayFreeze && <MenuItem onAction={() => show("freeze")}>{say("desk.freezeMenu")}</MenuItem>}
          {maySilence && <MenuItem onAction={() => show("silence")}>{say("desk.silenceMenu")}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
