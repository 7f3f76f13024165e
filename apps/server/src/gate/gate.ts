import { type Actor, judge, type Owners, type Refusal, refuse } from "@adref/law";
import { isLayerClient, newLayerClient } from "@adref/protocol";
import { bodyOf, newWordsDoc, nodeOfY, type RecordPatch, type RecordValue } from "@adref/schema";
import * as Y from "yjs";
import { ownersForTaker } from "../acts/take-down.ts";
import { AcceptedText, type Difference } from "./accepted-text.ts";
import { BodyHash } from "./body-hash.ts";
import { Candidate, type Trial } from "./candidate.ts";
import { crowdedRefusal } from "./crowded.ts";
import { arrivedDead, churnRefusal } from "./identity-checks.ts";
import { KnownOwners } from "./known-owners.ts";
import { Leases } from "./leases.ts";
import { GATE_LIMITS, type GateLimits } from "./limits.ts";
import { openMarks } from "./open-marks.ts";
import { putBy } from "./put-marks.ts";
import { inspect } from "./static-checks.ts";

/** Who offers an update. `claimed` is the client id with which the person is connected; `at` is ISO 8601. */
export interface Author {
  readonly actor: Actor;
  /** Whether the person takes words down for the party of `actor`, which has to confirm them. */
  readonly takesDown?: boolean;
  readonly person: string;
  readonly claimed: number | null;
  readonly at: string;
}

/**
 * `update` is what has to be stored and sent to everybody: exactly what is new, empty where `nothingNew`. `patch` is what the
 * record learns from it; the gate's own record has it already.
 */
export type Offer =
  | {
      readonly taken: true;
      readonly update: Uint8Array;
      readonly patch: RecordPatch;
      readonly nothingNew: boolean;
    }
  | { readonly taken: false; readonly refusal: Refusal };

export interface GateInit {
  /** The accepted words as one update; empty for a new text. */
  readonly words: Uint8Array;
  readonly record: RecordValue;
  /** By client id, the person who used it; "" is the server. */
  readonly leases: ReadonlyMap<number, string>;
  readonly limits?: Partial<GateLimits>;
  /** For a party's layer, which is written with other client ids than texts are. */
  readonly layer?: boolean;
}

/** The origin of what the gate applies to the accepted document. */
export const GATE_ORIGIN = "gate";

/**
 * The door to the words of one text: every update is taken or refused whole, by what the text becomes (docs/threat-model.md).
 *
 * An update is inspected as it stands (static-checks.ts), tried on a candidate, compared with the accepted words where it
 * touched them, judged by the law, and only then applied to the accepted document, which is the one that others see.
 *
 * Throws GateError when the words that it is given have provisions without ids of their own.
 */
export class Gate {
  readonly accepted: Y.Doc;
  readonly #text: AcceptedText;
  readonly #candidate: Candidate;
  readonly #leases: Leases;
  readonly #limits: GateLimits;
  readonly #hash: BodyHash;
  readonly #owners: KnownOwners;
  readonly #layer: boolean;
  #collecting: Uint8Array[] | null = null;

  constructor({ words, record, leases, limits, layer = false }: GateInit) {
    this.#limits = { ...GATE_LIMITS, ...limits };
    this.accepted = newWordsDoc(words.length > 0 ? words : undefined);
    if (layer) this.accepted.clientID = newLayerClient();
    this.#layer = layer;
    this.#text = new AcceptedText(this.accepted);
    this.#candidate = new Candidate(this.accepted);
    this.#leases = new Leases(leases);
    this.#leases.takeForServer(this.accepted.clientID);
    this.#hash = new BodyHash(bodyOf(this.accepted));
    this.#owners = new KnownOwners(record, this.#text.values());
    this.accepted.on("afterTransaction", (transaction: Y.Transaction) => this.#hash.touch(transaction));
    this.accepted.on("update", (update: Uint8Array) => this.#collecting?.push(update));
  }

  /** What the record says, claims of words included. The room sets it after acts. */
  get record(): RecordValue {
    return this.#owners.record;
  }

  set record(record: RecordValue) {
    this.#owners.record = record;
  }

  /** Whose each used client id is: what a checkpoint has to keep. */
  get leases(): ReadonlyMap<number, string> {
    return this.#leases.held;
  }

  /** Holds a client id for somebody who connects with it, until `release`. False when it is another person's. */
  reserve(client: number, person: string): boolean {
    return this.#fits(client) && this.#leases.reserve(client, person, Y.getState(this.accepted.store, client));
  }

  /** Ends what `reserve` began; a client id that was used stays its user's. */
  release(client: number, person: string): void {
    this.#leases.release(client, person);
  }

  /** Takes or refuses an update. */
  offer(update: Uint8Array, by: Author): Offer {
    const mayUse = (client: number) =>
      this.#fits(client) && this.#leases.mayUse(client, by.person, Y.getState(this.accepted.store, client));
    const inspected = inspect(update, this.accepted, mayUse, this.#limits);
    if ("sentence" in inspected) return { taken: false, refusal: inspected };

    const trial = this.#candidate.try(update);
    if (!trial) return this.#refused(refuse("malformed"));
    if (!trial.news) return { taken: true, update: new Uint8Array(), patch: {}, nothingNew: true };
    // What is drafted in private does not hold the room up.
    if (this.#owners.frozen && !this.#layer) return this.#refused(refuse("frozen"));
    if (arrivedDead(inspected.words, this.#candidate.doc, inspected.update.deletions)) {
      return this.#refused(refuse("place-gone"));
    }
    const difference = this.#text.compare(trial, this.#candidate.body);
    const crowded = crowdedRefusal(difference, this.#limits);
    if (crowded) return this.#refused(crowded);
    const owners = this.#ownersFor(by);
    const verdict = judge({
      actor: by.actor,
      provisions: difference.pairs,
      structure: difference.structure,
      owners,
      locked: (provision) => this.#owners.isLocked(provision),
      puts: putBy(() => inspected.update.structs),
    });
    if (!verdict.lawful) return this.#refused(verdict.refusal);
    const refusal = this.#formRefusal(difference) ?? this.#churnRefusal(difference, trial, by.actor, owners);
    if (refusal) return this.#refused(refusal);

    const taken = this.#collect(() => Y.applyUpdate(this.accepted, update, GATE_ORIGIN));
    this.#text.remember(difference);
    for (const client of inspected.clients) this.#leases.take(client, by.person);
    const taker = by.takesDown ? by.person : null;
    const patch =
      by.actor.role === "delegation" ? this.#owners.claim(verdict.claims, by.actor.party, by.at, taker) : {};
    return { taken: true, update: taken, patch, nothingNew: false };
  }

  /**
   * The server's own change (a resolution), in one transaction under the server's client id; it is not judged. Returns the
   * update to store and send, empty where nothing changed. Where `write` throws, the words may be half written: drop the
   * gate and open the text again from its ledger.
   */
  change(write: (body: Y.XmlFragment) => void): Uint8Array {
    const update = this.#collect(() => this.accepted.transact(() => write(this.#text.body), GATE_ORIGIN));
    if (update.length > 0) this.#candidate.follow(update);
    this.#text.forgetOrder();
    return update;
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.accepted);
  }

  /** The accepted words as one update. */
  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.accepted);
  }

  /** SHA-256 of the words, lower-case hex, as `canonicalWords` of the schema writes them. */
  bodyHash(): string {
    return this.#hash.hex;
  }

  /** Whether a client id is one with which this text, or this layer, is written. */
  #fits(client: number): boolean {
    return isLayerClient(client) === this.#layer;
  }

  #refused(refusal: Refusal): Offer {
    this.#candidate.discard();
    return { taken: false, refusal };
  }

  /** L3 for the whole text; G7 at the end of texts; and G10, where the static checks left little to find. */
  #formRefusal({ pairs, twice }: Difference): Refusal | null {
    if (twice !== null) return refuse("duplicate-id", twice);
    for (const { id, tried, accepted } of pairs) {
      if (!tried) continue;
      const open = openMarks(tried);
      const before = open.size > 0 && accepted ? openMarks(accepted) : open;
      for (const key of open) if (!accepted || !before.has(key)) return refuse("open-mark", id);
      if (tried.length > this.#limits.textsInProvision) return refuse("content", id);
      try {
        nodeOfY(tried);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return refuse("content", id);
      }
    }
    return null;
  }

  #ownersFor({ actor, takesDown }: Author): Owners {
    if (!takesDown || actor.role !== "delegation") return this.#owners;
    return ownersForTaker(this.#owners, actor.party, (bracket) => this.#owners.waits(bracket));
  }

  #churnRefusal(difference: Difference, { deletions }: Trial, actor: Actor, owners: Owners): Refusal | null {
    const locked = (provision: string) => this.#owners.isLocked(provision);
    return churnRefusal(difference, deletions, actor, owners, locked, this.#limits.churn);
  }

  #collect(run: () => void): Uint8Array {
    const updates: Uint8Array[] = [];
    this.#collecting = updates;
    try {
      run();
    } finally {
      this.#collecting = null;
    }
    if (updates.length < 2) return updates[0] ?? new Uint8Array();
    return Y.mergeUpdates(updates);
  }
}
