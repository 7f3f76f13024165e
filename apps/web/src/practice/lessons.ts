import type { Person, PracticeView } from "@adref/protocol";
import type { RecordValue } from "@adref/schema";
import type { MessageId } from "../intl.tsx";

/** What really happened in the room so far, as the server's record and this page know it. */
export interface Facts {
  /** The step for which they were gathered. */
  readonly of: string;
  readonly me: Person;
  readonly record: RecordValue;
  readonly view: PracticeView;
  /** Pieces that lie in the tray. */
  readonly tray: number;
  /** Options that stand in the words now, and those that stood in them at some time since the step began. */
  readonly standing: ReadonlySet<string>;
  readonly stood: ReadonlySet<string>;
}

/** One step of a lesson. `shows` finds on the page what it speaks of. */
export interface LessonStep {
  readonly id: StepId;
  readonly shows: string;
  readonly done: (facts: Facts) => boolean;
}

type StepId =
  | "propose"
  | "bracket"
  | "support"
  | "withdraw"
  | "tray"
  | "queue"
  | "adopt"
  | "merge"
  | "agree"
  | "reopen"
  | "takedown"
  | "pen"
  | "issue"
  | "download";

const WORDS = ".words-kept [role=textbox]";
const CARDS = ".margin article, .sheet article";

const DELEGATE: readonly LessonStep[] = [
  { id: "propose", shows: WORDS, done: (facts) => ownOptions(facts).length > 0 },
  {
    id: "bracket",
    shows: WORDS,
    done: (facts) => {
      const offered = new Set(Object.values(facts.record.options).map(({ bracket }) => bracket));
      return Object.entries(facts.record.brackets).some(
        ([id, { owner, at }]) => owner === facts.me.party && since(facts, at) && !offered.has(id),
      );
    },
  },
  { id: "support", shows: CARDS, done: (facts) => tookStance(facts, "support") },
  {
    id: "tray",
    shows: ".save-line",
    done: ({ tray }) => tray > 0,
  },
  {
    id: "withdraw",
    shows: CARDS,
    // What the chair decided against in the step before was not withdrawn.
    done: (facts) => ownOptions(facts).some(([id]) => facts.stood.has(id) && !facts.standing.has(id)),
  },
];

const CHAIR: readonly LessonStep[] = [
  { id: "queue", shows: ".text-acts", done: () => document.querySelector(".console") !== null },
  { id: "adopt", shows: ".console, .margin article", done: (facts) => resolved(facts, "adopt") },
  { id: "merge", shows: ".console, .margin article", done: (facts) => resolved(facts, "merge") },
  {
    id: "agree",
    shows: ".strip-place",
    done: (facts) =>
      Object.values(facts.record.statuses).some(({ status, at }) => status !== "open" && since(facts, at)),
  },
  {
    id: "reopen",
    shows: ".strip-place",
    done: (facts) =>
      Object.values(facts.record.statuses).some(
        ({ status, at, reason }) => status === "open" && reason !== undefined && since(facts, at),
      ),
  },
];

const SECRETARIAT: readonly LessonStep[] = [
  {
    id: "takedown",
    shows: ".text-acts",
    done: (facts) =>
      Object.values(facts.record.options).some(
        ({ unconfirmed }) => unconfirmed !== undefined && since(facts, unconfirmed.at),
      ),
  },
  { id: "pen", shows: WORDS, done: ({ view }) => view.words > 0 },
  { id: "issue", shows: ".issue-button, .text-acts", done: ({ view }) => (view.text.revision?.number ?? 0) > 0 },
  { id: "download", shows: ".text-acts", done: ({ view }) => view.papers > 0 },
];

/** The lesson of a role. */
export function lessonOf({ role }: Person): readonly LessonStep[] {
  if (role === "delegation") return DELEGATE;
  return role === "chair" ? CHAIR : SECRETARIAT;
}

/** What a step says: its head, what to do, and a hint for those who are stuck. */
export function wordsOf({ id }: LessonStep): Readonly<Record<"head" | "body" | "hint", MessageId>> {
  return { head: `practice.${id}.head`, body: `practice.${id}.body`, hint: `practice.${id}.hint` };
}

const since = ({ view }: Facts, at: string) => at >= view.began;

function ownOptions(facts: Facts) {
  return Object.entries(facts.record.options).filter(
    ([, { owner, at }]) => owner === facts.me.party && since(facts, at),
  );
}

function tookStance(facts: Facts, stance: "support"): boolean {
  const { party } = facts.me;
  if (party === null) return false;
  return Object.values(facts.record.stances).some((parties) => {
    const said = parties[party];
    return said !== undefined && said.stance === stance && since(facts, said.at);
  });
}

function resolved(facts: Facts, kind: "adopt" | "merge"): boolean {
  return Object.values(facts.record.resolutions).some((one) => one.kind === kind && since(facts, one.at));
}
