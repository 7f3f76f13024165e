import { type ActAnswer, type ActRequest, type Person, type Reason, reasonOf, type TextInfo } from "@adref/protocol";
import type * as Y from "yjs";
import type { Entry, NewEntry } from "../store/port.ts";
import { acceptedOf } from "./answers.ts";
import type { Bench, Ground, Performed } from "./bench.ts";
import { containsNothingNew } from "./nothing-new.ts";
import type { Issue } from "./revisions.ts";
import type { SyncConnection } from "./sync-connection.ts";

/**
 * What has been judged and waits to become durable. Where another node wrote first it is judged again, on other ground, so
 * nothing is told before `settle`.
 */
export interface Job {
  /** Judges on the bench as it is now. Returns the entry to append; null where there is nothing to write. */
  judge(bench: Bench): NewEntry | null;
  /** Told once everything up to this job is durable. `entry` is its own, where it has one, `issue` the revision it made. */
  settle(entry: Entry | null, issue: Issue | null): void;
  /** Told where the room fails before that. */
  fail(error: Error): void;
}

/** An update that a connection sent. */
export class OfferedWords implements Job {
  readonly connection: SyncConnection;
  readonly #update: Uint8Array;
  readonly #count: number;
  readonly #at: string;
  #outcome: "taken" | "held" | "passed over" | Reason = "passed over";

  /** `count` is the update's number on its connection, `at` the time of its arrival. */
  constructor(connection: SyncConnection, update: Uint8Array, count: number, at: string) {
    this.connection = connection;
    this.#update = update;
    this.#count = count;
    this.#at = at;
  }

  judge({ gate }: Bench): NewEntry | null {
    const { connection } = this;
    const { person, client, actor, takesDownFor } = connection;
    if (connection.refusedAt === this.#count) connection.refusedAt = null;
    if (connection.refusedAt !== null) {
      this.#outcome = "passed over";
      return null;
    }
    const at = this.#at;
    const verdict = actor
      ? gate.offer(this.#update, { actor, takesDown: takesDownFor !== null, person: person.id, claimed: client, at })
      : readersVerdict(gate.accepted, this.#update);
    if (!verdict.taken && verdict.refusal.id === "gap" && connection.isEarly(this.#count)) {
      this.#outcome = "held";
      return null;
    }
    if (!verdict.taken) {
      this.#outcome = verdict.refusal;
      connection.refusedAt = this.#count;
      return null;
    }
    this.#outcome = "taken";
    if (verdict.nothingNew) return null;
    const data = {
      ...(Object.keys(verdict.patch).length > 0 && { patch: verdict.patch }),
      ...(takesDownFor !== null && { for: takesDownFor }),
    };
    const party = takesDownFor ?? person.party;
    return { kind: "words", update: verdict.update, data, party, person: person.id, at };
  }

  settle(): void {
    if (this.#outcome === "passed over") return;
    if (this.#outcome === "held") this.connection.hold(this.#count);
    else if (this.#outcome === "taken") this.connection.saved(this.#count);
    else this.connection.refuse(this.#count, this.#outcome);
  }

  fail(): void {}
}

/** Of those who may not write, only what is known already is taken: the answer to step 1 of a client that is up to date. */
function readersVerdict(accepted: Y.Doc, update: Uint8Array) {
  if (containsNothingNew(accepted, update)) return { taken: true, nothingNew: true, update, patch: {} } as const;
  return { taken: false, refusal: reasonOf("may-not-write") } as const;
}

/** Does an act on the bench as it is now, at a time (ISO 8601). */
export type Performing = (bench: Bench, at: string) => Performed;

/** An act that somebody asked for. */
export class Doing implements Job {
  readonly person: Person;
  readonly request: ActRequest;
  /** The fingerprint of the words as they were when a revision was issued. */
  wordsHash = "";
  readonly answer: Promise<ActAnswer>;
  readonly #at: string;
  readonly #perform: Performing;
  #refusal: Reason | null = null;
  #resolve: (answer: ActAnswer) => void = () => {};
  #reject: (error: Error) => void = () => {};

  /** `perform` does the act where it is not one that the bench knows by itself. */
  constructor(
    person: Person,
    text: TextInfo,
    request: ActRequest,
    at: string,
    ground: Ground,
    perform: Performing = (bench) => bench.perform(request.act, person, text, at, ground),
  ) {
    this.person = person;
    this.request = request;
    this.#at = at;
    this.#perform = perform;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  judge(bench: Bench): NewEntry | null {
    const { person } = this;
    const { act, key } = this.request;
    const performed = this.#perform(bench, this.#at);
    this.#refusal = performed.accepted ? null : performed.refusal;
    if (!performed.accepted) return null;
    if (act.type === "issue") this.wordsHash = bench.gate.bodyHash();
    const { update, patch, restored, about } = performed;
    const data = { patch, act: performed.act ?? act, key, ...(restored && { restored }), ...(about && { about }) };
    return { kind: "act", update, data, party: person.party, person: person.id, at: this.#at };
  }

  settle(entry: Entry | null, issue: Issue | null): void {
    if (this.#refusal) this.#resolve({ accepted: false, refusal: this.#refusal });
    else if (entry) this.#resolve(acceptedOf(entry, issue));
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}
