import { type Act, mayAct } from "@adref/protocol";
import { type ActCase, type ActOf, type ActVerdict, type Judge, no, yes } from "./case.ts";
import { judgeComment, judgeEditComment, judgeSettleComment, judgeWithdrawComment } from "./comments.ts";
import { judgeFreeze } from "./freeze.ts";
import { judgeNaming, judgeRestore } from "./moments.ts";
import { judgeConfirm, judgeExplain, judgeInvite, judgeJoin } from "./proposals.ts";
import { judgePark, judgeResolution } from "./resolutions.ts";
import { judgeCloseSession, judgeOpenSession, judgeSetAgenda } from "./sessions.ts";
import { judgeBreakSilence, judgeEndSilence, judgeOpenSilence } from "./silences.ts";
import { judgeStance } from "./stances.ts";
import { judgeParkProvision, judgeReopen, judgeStatus } from "./statuses.ts";
import { judgeUndo } from "./undo.ts";

/** What is done in a party's layer only. */
const inLayersOnly = () => no("not-your-act");

const JUDGES: { readonly [T in Act["type"]]: Judge<T> } = {
  stance: judgeStance,
  explain: judgeExplain,
  invite: judgeInvite,
  join: judgeJoin,
  confirm: judgeConfirm,
  adopt: judgeResolution,
  merge: judgeResolution,
  lift: judgeResolution,
  delete: judgeResolution,
  park: judgePark,
  status: judgeStatus,
  reopen: judgeReopen,
  "park-provision": judgeParkProvision,
  undo: judgeUndo,
  issue: () => yes({}),
  "name-moment": judgeNaming,
  "rename-moment": judgeNaming,
  "unname-moment": judgeNaming,
  restore: judgeRestore,
  comment: judgeComment,
  "edit-comment": judgeEditComment,
  "settle-comment": judgeSettleComment,
  "withdraw-comment": judgeWithdrawComment,
  "open-session": judgeOpenSession,
  "set-agenda": judgeSetAgenda,
  "close-session": judgeCloseSession,
  freeze: judgeFreeze,
  "open-silence": judgeOpenSilence,
  "break-silence": judgeBreakSilence,
  "end-silence": judgeEndSilence,
  table: inLayersOnly,
  discard: inLayersOnly,
};

/** Judges an act. Pure: the same case always has the same verdict. */
export function judgeAct(given: ActCase): ActVerdict {
  const { act, person, text } = given;
  if (!mayAct(person, text, act.type)) return no("not-your-act");
  return judgeAs(act.type, given, act);
}

function judgeAs<T extends Act["type"]>(type: T, given: ActCase, act: Act): ActVerdict {
  return JUDGES[type](given, act as ActOf<T>);
}
