import type { CommentFacts } from "@adref/schema";
import { type ActCase, type Judge, no, own, yes } from "./case.ts";

/** Something said beside the words. Who said it the server takes from the session, not from the act. */
export const judgeComment: Judge<"comment"> = (given, act) => {
  const { record, person, hasProvision, at } = given;
  if (own(record.comments, act.comment)) return no("comment-taken");
  if (act.answers === null) {
    if (!hasProvision(act.provision)) return no("no-such-provision", act.provision);
  } else {
    // The words of a thread may be gone; what is said in it goes on.
    const answered = own(record.comments, act.answers);
    if (answered?.provision !== act.provision) return no("no-such-comment");
  }
  const mentions = mentionsOf(given, act.mentions);
  if (!mentions) return no("no-such-person");
  const facts: CommentFacts = {
    provision: act.provision,
    quoted: act.quoted,
    author: person.name,
    party: person.party,
    at,
    text: act.text,
    answers: act.answers,
    done: false,
    person: person.id,
    ...(act.anchor && { anchor: act.anchor }),
    ...mentions,
  };
  return yes({ comments: { [act.comment]: facts } });
};

/** Who said something may say it better. */
export const judgeEditComment: Judge<"edit-comment"> = (given, act) => {
  const { record, person, at } = given;
  const found = own(record.comments, act.comment);
  if (!found) return no("no-such-comment");
  if (found.person !== person.id) return no("not-your-comment");
  const mentions = mentionsOf(given, act.mentions);
  if (!mentions) return no("no-such-person");
  const { mentions: before = [], ...facts } = found;
  const asBefore = JSON.stringify(before) === JSON.stringify(mentions.mentions ?? []);
  if (facts.text === act.text && asBefore) return no("no-change");
  return yes({ comments: { [act.comment]: { ...facts, text: act.text, ...mentions, edited: at } } });
};

/** Its author, the chair or the Secretariat says that nothing is left to be said, or that there is. */
export const judgeSettleComment: Judge<"settle-comment"> = ({ record, person }, act) => {
  const found = own(record.comments, act.comment);
  if (!found) return no("no-such-comment");
  const mayByRole = person.role === "chair" || person.role === "secretariat";
  if (!mayByRole && found.person !== person.id) return no("not-your-comment");
  if (found.done === act.done) return no("no-change");
  return yes({ comments: { [act.comment]: { ...found, done: act.done } } });
};

/** Who said something takes it back, as long as nobody has answered: an answer to nothing could not be read. */
export const judgeWithdrawComment: Judge<"withdraw-comment"> = ({ record, person }, act) => {
  const found = own(record.comments, act.comment);
  if (!found) return no("no-such-comment");
  if (found.person !== person.id) return no("not-your-comment");
  if (Object.values(record.comments).some(({ answers }) => answers === act.comment)) return no("comment-answered");
  return yes({ comments: { [act.comment]: null } });
};

/** Whom a comment mentions, each once; null where somebody is not of the negotiation. */
function mentionsOf(
  { negotiation }: Pick<ActCase, "negotiation">,
  mentions: readonly string[] = [],
): Pick<CommentFacts, "mentions"> | null {
  const known = new Set(negotiation.people.map(({ id }) => id));
  if (mentions.some((id) => !known.has(id))) return null;
  return mentions.length > 0 ? { mentions: [...new Set(mentions)] } : {};
}
