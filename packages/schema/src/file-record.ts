import { EMPTY_RECORD, type RecordValue } from "./record.ts";

/**
 * What of a record goes with a file of the text: who put what forward, what parties say, what was decided and commented. What
 * belongs to the negotiation here (sessions, silence, freezes, reasons, invitations, what waits to be confirmed) stays here.
 */
export function fileRecord(record: RecordValue): RecordValue {
  return {
    ...EMPTY_RECORD,
    brackets: each(record.brackets, ({ owner, at, parked }) => ({
      owner,
      at,
      ...(parked !== undefined && { parked }),
    })),
    options: each(record.options, ({ bracket, within, owner, at }) => ({ bracket, within, owner, at })),
    stances: each(record.stances, (said) =>
      each(said, ({ stance, note, at }) => ({ stance, ...(note !== undefined && { note }), at })),
    ),
    statuses: record.statuses,
    resolutions: record.resolutions,
    comments: each(record.comments, ({ provision, quoted, author, party, at, text, answers, done }) => {
      return { provision, quoted, author, party, at, text, answers, done };
    }),
  };
}

function each<T, U>(facts: Readonly<Record<string, T>>, change: (facts: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, change(value)]));
}
