import type { CommentFacts, RecordValue } from "@adref/schema";

/** One thing that somebody said, with its id. */
export interface Said extends CommentFacts {
  readonly id: string;
  /** Kept on this device until there is a connection, or not accepted by the server in the end. */
  readonly unsent?: "waiting" | "refused";
}

/** A comment with what answers it, the earliest first. */
export interface Thread extends Said {
  readonly answered: readonly Said[];
}

/**
 * The comments of a record as one reads them: answers below what they answer in the end, threads by their time. `unsent` are
 * those of this device that the record does not have.
 */
export function threadsOf(comments: RecordValue["comments"], unsent: readonly Said[] = []): readonly Thread[] {
  const all: Said[] = Object.entries(comments).map(([id, facts]) => ({ id, ...facts }));
  for (const said of unsent) if (!Object.hasOwn(comments, said.id)) all.push(said);
  all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  const known = new Map(all.map((said) => [said.id, said]));
  const answers = new Map<string, Said[]>();
  const heads: Said[] = [];
  for (const said of all) {
    const head = headOf(said, known);
    if (head === said.id) heads.push(said);
    else answers.set(head, [...(answers.get(head) ?? []), said]);
  }
  return heads.map((said): Thread => ({ ...said, answered: answers.get(said.id) ?? [] }));
}

/** The comment that a comment answers in the end; itself where it answers none that is known, or goes round in a circle. */
function headOf(said: Said, known: ReadonlyMap<string, Said>): string {
  let head = said.id;
  const seen = new Set([head]);
  for (let next = said.answers; next !== null && known.has(next); ) {
    if (seen.has(next)) return said.id;
    seen.add(next);
    head = next;
    next = known.get(next)?.answers ?? null;
  }
  return head;
}

/** Everything that is said in a thread, in its order. */
export const saidIn = (thread: Thread): readonly Said[] => [thread, ...thread.answered];

/**
 * Whether a person is spoken to in an open thread and has not answered since: what was said last before that is left to the
 * person.
 */
export function waitsFor(thread: Thread, person: string): boolean {
  if (thread.done) return false;
  const all = saidIn(thread);
  const spoken = all.findLastIndex(({ mentions }) => mentions?.includes(person));
  return spoken >= 0 && !all.slice(spoken).some((said) => said.person === person);
}

/** Whether a person is spoken to anywhere in a thread. */
export function mentionsIn(thread: Thread, person: string): boolean {
  return saidIn(thread).some(({ mentions }) => mentions?.includes(person));
}
