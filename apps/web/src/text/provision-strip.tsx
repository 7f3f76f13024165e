import { useState } from "react";
import { Button, MenuTrigger, Popover } from "react-aria-components";
import { StatusMenu } from "../acts/status-menu.tsx";
import { statusOffers } from "../acts/status-offers.ts";
import { StatusQuestionDialog } from "../acts/status-question.tsx";
import type { StatusQuestion, StatusScope } from "../acts/status-scope.ts";
import type { CommentStore } from "../comments/comment-store.ts";
import { CommentsButton } from "../comments/comments-button.tsx";
import type { EditorHandle } from "../editor/handle.ts";
import { useSay } from "../intl.tsx";
import { headingOf } from "../outline/outline-model.ts";
import type { OutlineStore } from "../outline/outline-store.ts";
import { provisionName } from "../outline/provision-name.ts";
import { ProposeMenu } from "../propose/propose-menu.tsx";
import type { ReadingStore } from "../reading/reading-store.ts";
import { useSelected } from "../stores.ts";
import type { TextSession } from "../sync/types.ts";
import { Icon, StatusSign } from "../ui/icon.tsx";

interface Props {
  readonly session: TextSession;
  readonly handle: EditorHandle;
  readonly outline: OutlineStore;
  readonly comments: CommentStore | null;
  readonly reading: ReadingStore | null;
  readonly menuOpen: boolean;
  readonly setMenuOpen: (open: boolean) => void;
  /** Opens the history of the provision at the caret. */
  readonly openHistory: () => void;
  readonly proposeOpen: boolean;
  readonly setProposeOpen: (open: boolean) => void;
  readonly openReplace: () => void;
}

const NO_READING = { subscribe: () => () => {}, getState: () => null };

/** Where the reader is: the provision's name and status, for the chair with what may be done about it, and the brackets. */
export function ProvisionStrip({
  openHistory,
  proposeOpen,
  setProposeOpen,
  openReplace,
  comments,
  reading,
  ...props
}: Props) {
  const { session, handle } = props;
  const say = useSay();
  const here = useSelected(handle, (state) => state.provision);
  const entries = useSelected(handle, (state) => state.outline);
  const only = useSelected(reading ?? NO_READING, (state) => state?.brackets ?? null);
  const among = (order: readonly string[]) => (only ? order.filter((id) => only.has(id)) : order);
  const count = useSelected(handle, (state) => among(state.index.order).length);
  const place = useSelected(handle, (state) => (state.active ? among(state.index.order).indexOf(state.active) + 1 : 0));
  const [asking, setAsking] = useState<StatusQuestion | null>(null);
  const name = here ? provisionName(entries, here.id, say) : null;

  return (
    <div className="strip">
      <div className="strip-place">
        {here && name ? (
          <>
            <span className="strip-name" title={name}>
              {name}
            </span>
            <Status {...props} ask={setAsking} />
            <Button className="icon-button" aria-label={say("history.open", { provision: name })} onPress={openHistory}>
              <Icon name="history" />
            </Button>
            <ProposeMenu
              session={session}
              handle={handle}
              outline={props.outline}
              isOpen={proposeOpen}
              onOpenChange={setProposeOpen}
              openReplace={openReplace}
            />
          </>
        ) : (
          <span className="quiet">{say("margin.count", { count })}</span>
        )}
      </div>
      <div className="strip-brackets">
        {comments && <CommentsButton store={comments} handle={handle} />}
        {place > 0 ? (
          <span className="quiet">{say("margin.position", { place, count })}</span>
        ) : (
          here && (
            <span className="quiet" title={say("margin.count", { count })}>
              [{count}]<span className="visually-hidden">{say("margin.count", { count })}</span>
            </span>
          )
        )}
        <Button
          className="icon-button"
          aria-label={say("margin.previous")}
          isDisabled={count === 0}
          onPress={() => handle.commands.previousBracket()}
        >
          <Icon name="previous" />
        </Button>
        <Button
          className="icon-button"
          aria-label={say("margin.next")}
          isDisabled={count === 0}
          onPress={() => handle.commands.nextBracket()}
        >
          <Icon name="next" />
        </Button>
      </div>
      {asking && <StatusQuestionDialog session={session} question={asking} close={() => setAsking(null)} />}
    </div>
  );
}

function Status({
  session,
  handle,
  outline,
  menuOpen,
  setMenuOpen,
  ask,
}: Pick<Props, "session" | "handle" | "outline" | "menuOpen" | "setMenuOpen"> & {
  ask: (question: StatusQuestion) => void;
}) {
  const say = useSay();
  const here = useSelected(handle, (state) => state.provision);
  const entries = useSelected(handle, (state) => state.outline);
  const index = useSelected(handle, (state) => state.index);
  const record = useSelected(session, (state) => state.record);
  if (!here) return null;
  const offers = statusOffers(session.me, session.text, [here.id], index, record);
  const shown = (
    <>
      <StatusSign status={here.status} />
      <span>{say(`status.${here.status}`)}</span>
    </>
  );
  if (!offers) return <span className="strip-status">{shown}</span>;

  const scopes: StatusScope[] = [{ name: provisionName(entries, here.id, say), offers }];
  const heading = headingOf(outline.getState(), here.id);
  const whole = heading && statusOffers(session.me, session.text, heading.provisions, index, record);
  if (heading && whole && heading.provisions.length > 1) {
    const name = heading.number || heading.title || say("outline.untitled");
    scopes.push({ name: say("status.wholeArticle", { provision: name }), offers: whole });
  }
  return (
    <MenuTrigger isOpen={menuOpen} onOpenChange={setMenuOpen}>
      <Button className="button button-small">
        {shown}
        <Icon name="next" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <StatusMenu session={session} scopes={scopes} ask={ask} />
      </Popover>
    </MenuTrigger>
  );
}
