import { KINDS, type Kind } from "@adref/schema";
import { useState } from "react";
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SubmenuTrigger,
  Text,
} from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import type { Hindrance, Wish } from "../editor/wishes.ts";
import { type MessageId, useSay } from "../intl.tsx";
import type { OutlineStore } from "../outline/outline-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { refusalMessage } from "../text/use-refusals.ts";
import { Icon } from "../ui/icon.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { PositionDialog } from "./position-dialog.tsx";
import { type ProposeScope, proposeScopes } from "./propose-scope.ts";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly outline: OutlineStore;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly openReplace: () => void;
}

type Asking = { readonly ask: "move" | "position"; readonly scope: ProposeScope };

/** The menu of what a delegation may propose for the provision at the caret, those selected, or the whole article. */
export function ProposeMenu(props: Props) {
  const { session, handle, isOpen, onOpenChange } = props;
  const say = useSay();
  const [asking, setAsking] = useState<Asking | null>(null);
  const here = useSelected(handle, (state) => state.provision?.id ?? null);
  if (session.me.role !== "delegation" || session.me.party === null || here === null) return null;
  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        <Button className="icon-button propose-button" aria-label={say("propose.menuShort")}>
          <Icon name="propose" />
        </Button>
        <Popover className="popover" placement="bottom start">
          {isOpen && <Choices {...props} ask={setAsking} />}
        </Popover>
      </MenuTrigger>
      {asking?.ask === "move" && <MoveDialog handle={handle} scope={asking.scope} close={() => setAsking(null)} />}
      {asking?.ask === "position" && (
        <PositionDialog session={session} scope={asking.scope} close={() => setAsking(null)} />
      )}
    </>
  );
}

/** Kinds that may come as new provisions; the others are parts of tables, notes and the text's own title. */
const NEW_KINDS = KINDS.filter((kind) => kind !== "title" && kind !== "cell" && kind !== "footnote");

function Choices({ handle, outline, openReplace, ask }: Props & { readonly ask: (asking: Asking) => void }) {
  const say = useSay();
  const [scopes] = useState(() => proposeScopes(handle, outline, say));
  const may = (wish: Wish) => handle.commands.hindrance(wish);
  const wish = (asked: Wish) => {
    // The words take the focus back, so that what was proposed can be written on, and undone by its key.
    if (handle.commands.propose(asked)) requestAnimationFrame(() => handle.focus());
  };
  const item = (label: MessageId, asked: Wish, act: () => void = () => wish(asked), said: Hindrance | null = null) => {
    const why = may(asked);
    return (
      <MenuItem key={label} textValue={say(label)} isDisabled={why !== null} onAction={act}>
        <Text slot="label">{say(label)}</Text>
        {why !== null && why !== said && <Text slot="description">{say(refusalMessage(why))}</Text>}
      </MenuItem>
    );
  };
  return (
    <Menu className="menu propose-menu" aria-label={say("propose.menu", { provision: scopes[0]?.name ?? "" })}>
      {scopes.map((scope) => {
        const { provisions, single } = scope;
        const [first = ""] = provisions;
        const asked: readonly (readonly [MessageId, Wish, (() => void)?])[] = [
          ["propose.alternativeCopy", { kind: "alternative", provisions, words: "copy" }],
          ["propose.alternative", { kind: "alternative", provisions, words: "empty" }],
          ["propose.bracket", { kind: "bracket", provisions }],
          ["propose.delete", { kind: "delete", provisions }],
          ["propose.move", movedToEdge(handle, provisions), () => ask({ ask: "move", scope })],
        ];
        // What stands against all of it is said once.
        const whys = new Set(asked.map(([, one]) => may(one)));
        const why = whys.size === 1 ? ([...whys][0] ?? null) : null;
        return (
          <MenuSection key={scope.name}>
            <Header>
              {scope.name}
              {why !== null && <span className="menu-note">{say(refusalMessage(why))}</span>}
            </Header>
            {single && item("propose.after", { kind: "provision", beside: first, side: "after" })}
            {single && item("propose.before", { kind: "provision", beside: first, side: "before" })}
            {single && (
              <SubmenuTrigger>
                <MenuItem textValue={say("propose.kinds")}>
                  <Text slot="label">{say("propose.kinds")}</Text>
                  <Icon name="fold" />
                </MenuItem>
                <Popover className="popover">
                  <Menu className="menu" aria-label={say("propose.kinds")}>
                    {NEW_KINDS.map((kind: Kind) => (
                      <MenuItem
                        key={kind}
                        isDisabled={may({ kind: "provision", beside: first, side: "after", of: kind }) !== null}
                        onAction={() => wish({ kind: "provision", beside: first, side: "after", of: kind })}
                      >
                        {say("propose.kind", { kind: say(`kind.${kind}`) })}
                      </MenuItem>
                    ))}
                  </Menu>
                </Popover>
              </SubmenuTrigger>
            )}
            {asked.map(([label, one, act]) => item(label, one, act, why))}
            {single && <MenuItem onAction={() => ask({ ask: "position", scope })}>{say("propose.stance")}</MenuItem>}
          </MenuSection>
        );
      })}
      <MenuSection aria-label={say("propose.menuShort")}>
        {may({ kind: "level", by: 1 }) === null && item("propose.deeper", { kind: "level", by: 1 })}
        {may({ kind: "level", by: -1 }) === null && item("propose.higher", { kind: "level", by: -1 })}
        {may({ kind: "footnote" }) === null && item("propose.footnote", { kind: "footnote" })}
        <MenuItem onAction={openReplace}>{say("propose.replace")}</MenuItem>
      </MenuSection>
    </Menu>
  );
}

/** A move of these provisions to an end of the text: whether they can move at all does not depend on where to. */
function movedToEdge(handle: EditorHandle, provisions: readonly string[]): Wish {
  const { outline } = handle.getState();
  const free = outline.filter(({ id, kind }) => !provisions.includes(id) && kind !== "cell" && kind !== "footnote");
  const far = free.at(-1)?.id === after(outline, provisions) ? free[0] : free.at(-1);
  return { kind: "move", provisions, beside: far?.id ?? "", side: far === free[0] ? "before" : "after" };
}

function after(outline: readonly { readonly id: string }[], provisions: readonly string[]): string | undefined {
  return outline[outline.findIndex(({ id }) => id === provisions.at(-1)) - provisions.length]?.id;
}
