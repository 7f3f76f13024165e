import { mayAct } from "@adref/protocol";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useAct } from "../acts/use-act.ts";
import { type Say, useSay } from "../intl.tsx";
import { shortened } from "../margin/card-view.ts";
import { Code } from "../people/codes.tsx";
import { useParties } from "../people/parties.ts";
import { usePeople } from "../people/people.ts";
import { Ago } from "../time.tsx";
import { Icon } from "../ui/icon.tsx";
import { CommentForm } from "./comment-form.tsx";
import type { CommentStore, PlacedThread } from "./comment-store.ts";
import { mentionsIn, type Said, saidIn, type Thread } from "./threads.ts";

/** Words of a comment at rest, and of a quotation, in characters. */
const AT_REST = 140;
const QUOTED = 160;

interface Props {
  readonly store: CommentStore;
  readonly placed: PlacedThread;
  /** Whether all of it is shown, with what one may do. */
  readonly open: boolean;
}

/** A thread: who said what of which words, and what one may say and do about it. */
export function ThreadView({ store, placed, open }: Props) {
  const say = useSay();
  const { thread, place } = placed;
  const { me } = store.session;
  if (!open) return <ThreadAtRest thread={thread} me={me.id} />;
  const moved = thread.quoted !== "" && (place === null || place.to <= place.from);
  return (
    <>
      <p className="thread-kind">
        <Icon name="comment" /> {say("comments.one")}
        {thread.done && <span className="thread-mark">{say("comments.settled")}</span>}
      </p>
      {thread.quoted !== "" && (
        <blockquote className="comment-quoted" dir="auto">
          {shortened(thread.quoted, QUOTED)}
        </blockquote>
      )}
      {moved && <p className="quiet">{say(place === null ? "comments.placeGone" : "comments.wordsGone")}</p>}
      <Comment store={store} said={thread} />
      {thread.answered.length > 0 && (
        <ul className="answers" aria-label={say("comments.answers")}>
          {thread.answered.map((answer) => (
            <li key={answer.id}>
              <Comment store={store} said={answer} />
            </li>
          ))}
        </ul>
      )}
      <ThreadActs store={store} thread={thread} />
    </>
  );
}

function ThreadAtRest({ thread, me }: { thread: Thread; me: string }) {
  const say = useSay();
  const last = thread.answered.at(-1);
  return (
    <>
      <span className="card-age">
        <Ago at={(last ?? thread).at} short />
      </span>
      <p className="comment-head">
        <Icon name="comment" />
        <Who said={thread} />
        {thread.done && <span className="thread-mark">{say("comments.settled")}</span>}
        {mentionsIn(thread, me) && <span className="thread-mark mentions-you">{say("comments.mentionsYou")}</span>}
      </p>
      <p className="comment-words" dir="auto">
        {shortened(thread.text, AT_REST)}
      </p>
      {last && (
        <p className="quiet">{say("comments.answered", { count: thread.answered.length, name: last.author })}</p>
      )}
    </>
  );
}

function ThreadActs({ store, thread }: { store: CommentStore; thread: Thread }) {
  const say = useSay();
  const { session } = store;
  const { me, text } = session;
  const { run } = useAct(session);
  const what = `answer/${thread.id}`;
  const [answering, setAnswering] = useState(() => store.begun(what) !== "");
  if (!mayAct(me, text, "comment") || thread.unsent) return null;
  if (answering) {
    return (
      <CommentForm
        label={say("comments.answerField")}
        button={say("comments.answer")}
        me={me.id}
        begun={store.begun(what)}
        write={(words) => store.write(what, words)}
        send={async (words, mentions) => {
          const outcome = await store.answer(thread, words, mentions);
          if (outcome.accepted) setAnswering(false);
          return outcome;
        }}
        cancel={() => setAnswering(false)}
        autoFocus
      />
    );
  }
  return (
    <div className="bracket-acts">
      <Button className="button button-small" onPress={() => setAnswering(true)}>
        {say("comments.answer")}
      </Button>
      <Button
        className="button button-small"
        onPress={() => void run({ type: "settle-comment", comment: thread.id, done: !thread.done })}
      >
        {say(thread.done ? "comments.reopen" : "comments.settle")}
      </Button>
    </div>
  );
}

/** One thing that somebody said; its maker may change it or take it back. */
function Comment({ store, said }: { store: CommentStore; said: Said }) {
  const say = useSay();
  const { session } = store;
  const { run } = useAct(session);
  const what = `edit/${said.id}`;
  const [editing, setEditing] = useState(() => store.begun(what) !== "");
  const [leaving, setLeaving] = useState(false);
  const own = said.person === session.me.id && !said.unsent && mayAct(session.me, session.text, "edit-comment");
  return (
    <article className="comment" aria-label={say("comments.by", { name: said.author || say("comments.unknown") })}>
      <p className="comment-head">
        <Who said={said} />
        <span className="quiet">
          <Ago at={said.at} />
          {said.edited && ` · ${say("comments.edited")}`}
        </span>
        {said.mentions?.includes(session.me.id) && (
          <span className="thread-mark mentions-you">{say("comments.mentionsYou")}</span>
        )}
      </p>
      {editing ? (
        <CommentForm
          label={say("comments.editField")}
          button={say("comments.save")}
          me={session.me.id}
          begun={store.begun(what) || said.text}
          write={(words) => store.write(what, words === said.text ? "" : words)}
          send={async (text, mentions) => {
            const outcome = await session.act({
              type: "edit-comment",
              comment: said.id,
              text,
              mentions: [...mentions],
            });
            if (outcome.accepted) {
              store.write(what, "");
              setEditing(false);
            }
            return outcome;
          }}
          cancel={() => {
            store.write(what, "");
            setEditing(false);
          }}
          autoFocus
        />
      ) : (
        <Words said={said} />
      )}
      {said.unsent && <Unsent store={store} said={said} />}
      {own && !editing && (
        <p className="comment-own">
          {leaving ? (
            <>
              <span>{say("comments.withdrawSure")}</span>
              <Button className="link-button" onPress={() => void run({ type: "withdraw-comment", comment: said.id })}>
                {say("comments.withdraw")}
              </Button>
              <Button className="link-button" autoFocus onPress={() => setLeaving(false)}>
                {say("app.cancel")}
              </Button>
            </>
          ) : (
            <>
              <Button className="link-button" onPress={() => setEditing(true)}>
                {say("comments.edit")}
              </Button>
              <Button className="link-button" onPress={() => setLeaving(true)}>
                {say("comments.withdraw")}
              </Button>
            </>
          )}
        </p>
      )}
    </article>
  );
}

function Unsent({ store, said }: { store: CommentStore; said: Said }) {
  const say = useSay();
  if (said.unsent === "waiting") return <p className="quiet">{say("act.waiting")}</p>;
  return (
    <p className="caution">
      {say("comments.refused")}{" "}
      <Button className="link-button" onPress={() => void store.again(said)}>
        {say("app.tryAgain")}
      </Button>{" "}
      <Button className="link-button" onPress={() => store.discard(said.id)}>
        {say("tray.discard")}
      </Button>
    </p>
  );
}

function Who({ said }: { said: Said }) {
  const say = useSay();
  const known = useParties().some(({ code }) => code === said.party);
  return (
    <>
      {said.party !== null && known && <Code code={said.party} />}
      <strong>{said.author || say("comments.unknown")}</strong>
    </>
  );
}

/** The words of a comment, with the names that it mentions told from the rest. */
function Words({ said }: { said: Said }) {
  const people = usePeople();
  const names = people.filter(({ id }) => said.mentions?.includes(id)).map(({ name }) => `@${name}`);
  return (
    <p className="comment-words" dir="auto">
      {parted(said.text, names).map((part, i) =>
        names.includes(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a comment never change places
          <span key={i} className="mention">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function parted(text: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [text];
  const escaped = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`)).filter((part) => part !== "");
}

/** What a thread is called for those who listen. */
export function threadName(say: Say, { thread }: PlacedThread, place: string): string {
  const name = thread.author || say("comments.unknown");
  return say("comments.card", { name, place, words: shortened(thread.text, 80), count: saidIn(thread).length - 1 });
}
