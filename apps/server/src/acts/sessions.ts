import type { SessionFacts } from "@adref/schema";
import { type ActCase, type ActVerdict, type Judge, no, own, yes } from "./case.ts";

/** A sitting of the body on the text begins. There is one at a time. */
export const judgeOpenSession: Judge<"open-session"> = (given, act) => {
  const { record, person, at } = given;
  if (own(record.sessions, act.session)) return no("session-taken");
  if (Object.values(record.sessions).some(({ closed }) => closed === null)) return no("session-open");
  const missing = agendaRefusal(given, act.agenda);
  if (missing) return missing;
  const { title, agenda } = act;
  const facts: SessionFacts = { title, agenda: [...new Set(agenda)], at, by: person.id, closed: null };
  return yes({ sessions: { [act.session]: facts } });
};

/** The agenda of the open sitting becomes another one. */
export const judgeSetAgenda: Judge<"set-agenda"> = (given, act) => {
  const found = own(given.record.sessions, act.session);
  if (found?.closed !== null) return no("no-open-session");
  const missing = agendaRefusal(given, act.agenda);
  if (missing) return missing;
  const agenda = [...new Set(act.agenda)];
  if (JSON.stringify(agenda) === JSON.stringify(found.agenda)) return no("no-change");
  return yes({ sessions: { [act.session]: { ...found, agenda } } });
};

/** The sitting ends. */
export const judgeCloseSession: Judge<"close-session"> = ({ record, person, at }, act) => {
  const found = own(record.sessions, act.session);
  if (found?.closed !== null) return no("no-open-session");
  return yes({ sessions: { [act.session]: { ...found, closed: at, closedBy: person.id } } });
};

function agendaRefusal({ hasProvision }: ActCase, agenda: readonly string[]): ActVerdict | null {
  const missing = agenda.find((id) => !hasProvision(id));
  return missing === undefined ? null : no("no-such-provision", missing);
}
