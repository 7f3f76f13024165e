import { REFUSAL_IDS, type RefusalId, refuse } from "@adref/law";

/**
 * Why an act, or words as such, are refused, with the sentence that the person reads. Together with the law's ids, which say
 * why a change of the words is unlawful, these are all: clients translate them, so an id once given keeps its meaning.
 */
const SENTENCES = {
  // Acts
  "not-your-act": "This act is not among yours in this text.",
  "no-such-target": "What the stance is about is no longer in the text.",
  "no-such-bracket": "This bracket is no longer in the text. Look at the text as it is now.",
  "no-such-option": "This option is no longer in the text. Choose among those that are.",
  "no-such-provision": "A provision is no longer in the text. Look at the text as it is now.",
  "several-options": "This bracket holds several options. Adopt one of them, or merge them.",
  "bad-words": "The new words may not be empty or hold line breaks.",
  "open-brackets": "A provision with open brackets cannot be agreed.",
  backwards: "A provision is agreed further than that; reopen it first.",
  "no-change": "This is so already; nothing was changed.",
  "key-used": "This key was used for another act.",
  "no-such-moment": "This moment is not in the ledger of this text.",
  "restore-whole": "This provision stood in another place then. Restore the whole text, or the tables with it.",
  "moment-taken": "Another moment of this text has this id. Name it again.",
  "not-speaker": "Only a group's speaker speaks on its behalf.",
  "not-your-proposal": "This proposal is another party's.",
  "no-such-party": "A party is not one that can be invited here.",
  "not-invited": "Your party was not invited to join this proposal.",
  "nothing-to-confirm": "This waits for no confirmation by your party.",
  "no-such-comment": "This comment is not there any more.",
  "comment-taken": "Another comment has this id. Send yours again.",
  "not-your-comment": "This comment is somebody else's.",
  "comment-answered": "Others have answered this comment. Change its words instead.",
  "no-such-person": "Somebody mentioned is not of this negotiation.",
  "session-taken": "Another session has this id. Open it again.",
  "session-open": "A session is open on this text. Close it first.",
  "no-open-session": "This session is not open.",
  "silence-taken": "Another silence procedure has this id. Open it again.",
  "too-soon": "Parties need at least a minute to break a silence.",
  "agreed-already": "A provision is agreed that far already.",
  "in-silence": "A silence procedure runs on a provision already.",
  "no-such-silence": "This silence procedure has ended.",
  "silence-over": "The time of this silence procedure is over.",
  "not-undoable": "This cannot be taken back: only decisions on brackets and provisions can.",
  "changed-since": "This was changed since. Decide anew, or ask the Secretariat to restore an earlier moment.",
  // Words
  "may-not-write": "You may read this text, but not write in it.",
  // What a client says by itself, in the same places
  "words-refused": "The words that this is about were not taken; they are in your tray.",
  offline: "The server could not be reached. Nothing was decided; try again when you are online.",
  diverged: "This device's copy of the text had drifted from the record and was fetched again.",
} as const;

/** An id of the law, or of acts and rooms. */
export type ReasonId = RefusalId | keyof typeof SENTENCES;

/** Why something was not taken: the law's refusal, or one of acts and rooms. */
export interface Reason {
  readonly id: ReasonId;
  readonly sentence: string;
  /** The id of the provision at fault, where there is one. */
  readonly provision?: string;
}

/** A reason by its id, with its sentence. */
export function reasonOf(id: ReasonId, provision?: string): Reason {
  if (!isOurs(id)) return refuse(id, provision);
  return { id, sentence: SENTENCES[id], ...(provision !== undefined && { provision }) };
}

/** All ids, for clients that translate them. */
export const REASON_IDS: readonly ReasonId[] = [
  ...REFUSAL_IDS,
  ...(Object.keys(SENTENCES) as (keyof typeof SENTENCES)[]),
];

function isOurs(id: ReasonId): id is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, id);
}
