import { useDeferredValue, useMemo, useState } from "react";
import {
  Button,
  Form,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Radio,
  RadioGroup,
  SearchField,
} from "react-aria-components";
import type { EditorHandle } from "../editor/handle.ts";
import type { Wish } from "../editor/wishes.ts";
import { useSay } from "../intl.tsx";
import { provisionName } from "../outline/provision-name.ts";
import { refusalMessage } from "../text/use-refusals.ts";
import { DialogPane } from "../ui/dialog.tsx";
import type { ProposeScope } from "./propose-scope.ts";

/** So many places are listed at once; typing narrows them down. */
const LISTED = 60;

interface Props {
  readonly handle: EditorHandle;
  readonly scope: ProposeScope;
  readonly close: () => void;
}

/** Asks where provisions are to move, and proposes it. */
export function MoveDialog({ handle, scope, close }: Props) {
  const say = useSay();
  const [query, setQuery] = useState("");
  const [target, setTarget] = useState<string | null>(null);
  const [side, setSide] = useState<"before" | "after">("after");
  const sought = useDeferredValue(query);
  const { found, more } = usePlaces(handle, scope, sought);
  const wish: Wish | null = target ? { kind: "move", provisions: scope.provisions, beside: target, side } : null;
  const why = wish && handle.commands.hindrance(wish);

  function move() {
    if (!wish || !handle.commands.propose(wish)) return;
    close();
    requestAnimationFrame(() => handle.focus());
  }

  return (
    <DialogPane title={say("move.title", { provision: scope.name })} isOpen onOpenChange={close}>
      <Form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          move();
        }}
      >
        <p>{say("move.explain")}</p>
        <RadioGroup value={side} onChange={(value) => setSide(value as "before" | "after")} orientation="horizontal">
          <Label>{say("move.side")}</Label>
          <div className="radio-row">
            <Radio value="before">{say("move.before")}</Radio>
            <Radio value="after">{say("move.after")}</Radio>
          </div>
        </RadioGroup>
        <SearchField value={query} onChange={setQuery} autoFocus>
          <Label>{say("move.find")}</Label>
          <Input />
        </SearchField>
        <ListBox
          className="menu place-list"
          aria-label={say("move.places")}
          selectionMode="single"
          selectedKeys={target ? [target] : []}
          onSelectionChange={(keys) => setTarget(keys === "all" ? null : (([...keys][0] as string) ?? null))}
          renderEmptyState={() => say("move.none")}
        >
          {found.map(({ id, name }) => (
            <ListBoxItem key={id} id={id} textValue={name} className="react-aria-MenuItem">
              {name}
            </ListBoxItem>
          ))}
        </ListBox>
        {more > 0 && <p className="quiet">{say("move.more", { count: more })}</p>}
        {why && <p role="alert">{say(refusalMessage(why))}</p>}
        <div className="form-buttons">
          <Button className="button button-primary" type="submit" isDisabled={wish === null || why !== null}>
            {say("move.button")}
          </Button>
          <Button slot="close" className="link-button">
            {say("app.cancel")}
          </Button>
        </div>
      </Form>
    </DialogPane>
  );
}

function usePlaces(handle: EditorHandle, scope: ProposeScope, query: string) {
  const say = useSay();
  const named = useMemo(() => {
    const { outline } = handle.getState();
    const moving = new Set(scope.provisions);
    return outline
      .filter(({ id, kind }) => !moving.has(id) && kind !== "cell" && kind !== "footnote")
      .map(({ id, title }) => {
        const name = provisionName(outline, id, say);
        return { id, name: title !== "" && title !== name ? `${name} ${title}` : name };
      });
  }, [handle, scope, say]);
  const wanted = query.trim().toLocaleLowerCase();
  const all = wanted === "" ? named : named.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return { found: all.slice(0, LISTED), more: Math.max(0, all.length - LISTED) };
}
