import { type ActAnswer, type ActRequest, reasonOf } from "@adref/protocol";
import { canonicalJson } from "../ledger.ts";
import type { Entry } from "../store/port.ts";
import type { Issue } from "./revisions.ts";

/** Answers to refused acts, which the ledger does not keep. */
const MOST_REFUSALS = 1_000;
const KEY_USED: ActAnswer = { accepted: false, refusal: reasonOf("key-used") };

interface Refused {
  readonly act: string;
  readonly answer: ActAnswer;
}

interface Doing {
  readonly act: string;
  readonly answer: Promise<ActAnswer>;
}

/**
 * What acts were answered, by person and key, so that a request that comes twice is done once: those under way and those
 * refused of late. Accepted acts are in the ledger.
 */
export class Answers {
  readonly #refused = new Map<string, Refused>();
  readonly #doing = new Map<string, Doing>();

  /** The answer to a request: the first one's where the key is known, else that of `act`, which is called at most once. */
  once(person: string, request: ActRequest, act: () => Promise<ActAnswer>): Promise<ActAnswer> {
    const key = JSON.stringify([person, request.key]);
    const asked = canonicalJson(request.act);
    const known = this.#refused.get(key) ?? this.#doing.get(key);
    if (known) return Promise.resolve(known.act === asked ? known.answer : KEY_USED);
    const answer = act().finally(() => this.#doing.delete(key));
    this.#doing.set(key, { act: asked, answer });
    return answer.then((given) => {
      if (!given.accepted && given !== KEY_USED) this.#remember(key, { act: asked, answer: given });
      return given;
    });
  }

  #remember(key: string, refused: Refused): void {
    this.#refused.set(key, refused);
    const oldest = this.#refused.keys().next();
    if (this.#refused.size > MOST_REFUSALS && !oldest.done) this.#refused.delete(oldest.value);
  }
}

/** The answer to a request whose key an entry of the ledger bears. `issues` are the text's revisions. */
export function answerOf(entry: Entry, request: ActRequest, issues: readonly Issue[]): ActAnswer {
  const { seq, data } = entry;
  // What is tabled is what could be; the ledger does not name what stayed private.
  const tables = data.act?.type === "table" && request.act.type === "table";
  if (!tables && canonicalJson(data.act) !== canonicalJson(request.act)) return KEY_USED;
  return acceptedOf(entry, data.act?.type === "issue" ? (issues.find((known) => known.seq === seq) ?? null) : null);
}

/** The answer that an accepted act's entry gives. `issue` is the revision that it made. */
export function acceptedOf({ seq, data: { restored, act } }: Entry, issue: Issue | null): ActAnswer {
  return {
    accepted: true,
    seq,
    ...(issue && { revision: issue.number }),
    ...(restored && { restored }),
    ...(act?.type === "table" && { tabled: act.options }),
  };
}
