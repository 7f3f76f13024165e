import { partyOfDraft, type Revision } from "@adref/protocol";
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useParties } from "../people/parties.ts";
import { Icon } from "../ui/icon.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { parseView, type View, viewText } from "./views.ts";

interface Props {
  readonly view: View;
  readonly revisions: readonly Revision[];
  /** Whether the reader may know whose proposals are whose. */
  readonly names: boolean;
  readonly look: (view: View) => void;
}

const WORKING = "bracketed";

/** Chooses how the text is read. */
export function ViewChoice({ view, revisions, names, look }: Props) {
  const say = useSay();
  const parties = useParties().filter(({ code }) => partyOfDraft(code) === null);
  const name = useViewName(view);
  return (
    <MenuTrigger>
      <Button className="button button-small view-button" aria-label={say("view.button", { view: name })}>
        <span aria-hidden="true">{name}</span>
        <Icon name="next" />
      </Button>
      <Popover className="popover view-popover" placement="bottom start">
        <Menu
          className="menu"
          aria-label={say("view.label")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[viewText(view) || WORKING]}
          onAction={(key) => look(parseView(key === WORKING ? null : String(key)))}
        >
          <MenuItem id={WORKING} textValue={say("view.bracketed")}>
            <Text slot="label">{say("view.bracketed")}</Text>
            <Text slot="description">{say("view.bracketedHint")}</Text>
          </MenuItem>
          <MenuSection>
            <Header>{say("view.clean")}</Header>
            <MenuItem id="standing">{say("view.standing")}</MenuItem>
            <MenuItem id="favoured">{say("view.favoured")}</MenuItem>
            {names &&
              parties.map(({ code, names: called }) => (
                <MenuItem key={code} id={`party:${code}`} textValue={called.en}>
                  {say("view.party", { party: called.en })}
                </MenuItem>
              ))}
          </MenuSection>
          {revisions.length > 0 && (
            <MenuSection>
              <Header>{say("view.since")}</Header>
              {revisions.toReversed().map(({ number }) => (
                <MenuItem key={number} id={`since:${number}`}>
                  {say("view.sinceRevision", { revision: revisionName(say, number) })}
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function useViewName(view: View): string {
  const say = useSay();
  switch (view.kind) {
    case "party":
      return say("view.short.party", { party: view.party });
    case "since":
      return say("view.sinceRevision", { revision: revisionName(say, view.revision) });
    case "favoured":
      return say("view.short.favoured");
    case "standing":
      return say("view.short.standing");
    default:
      return say("view.bracketed");
  }
}
