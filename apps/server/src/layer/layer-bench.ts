import { type Act, draftingParty, type Person, type Reason, type TextInfo } from "@adref/protocol";
import type { RecordPatch } from "@adref/schema";
import * as Y from "yjs";
import type { Negotiation } from "../acts/case.ts";
import { Bench, type Performed } from "../rooms/bench.ts";
import { Doing, type Job, OfferedWords } from "../rooms/jobs.ts";
import type { Entry, NewEntry } from "../store/port.ts";
import type { Followed, Fork } from "./fork.ts";
import { saysSomething } from "./own-record.ts";

/** The bench of a layer: the fork's gate, with the fork itself. */
export class LayerBench extends Bench {
  readonly fork: Fork;

  constructor(fork: Fork) {
    super(fork.gate, []);
    this.fork = fork;
  }
}

/** Private words that a connection sent. Their entry says on which entry of the text they stand. */
export class PrivateWords extends OfferedWords {
  override judge(bench: LayerBench): NewEntry | null {
    const entry = super.judge(bench);
    if (!entry) return null;
    if (entry.data.patch) bench.fork.keep(entry.data.patch, true);
    return { ...entry, data: { ...entry.data, base: bench.fork.base } };
  }
}

/** An act on a layer, other than tabling. */
export class PrivateDoing extends Doing {
  override judge(bench: LayerBench): NewEntry | null {
    const entry = super.judge(bench);
    if (!entry) return null;
    if (entry.data.patch) bench.fork.keep(entry.data.patch);
    return { ...entry, data: { ...entry.data, base: bench.fork.base } };
  }
}

/** The text below went on by these entries. What the fork itself makes of them is an entry of its stream. */
export class TextWentOn implements Job {
  readonly #entries: readonly Entry[];
  readonly #at: string;
  #followed: readonly Followed[] = [];

  /** `at` is ISO 8601. */
  constructor(entries: readonly Entry[], at: string) {
    this.#entries = entries;
    this.#at = at;
  }

  /** What everybody is to be told, once it is durable; nothing where the fork stood further already. */
  get followed(): readonly Followed[] {
    return this.#followed;
  }

  /** The last of the entries. */
  get last(): number {
    return this.#entries.at(-1)?.seq ?? 0;
  }

  judge({ fork }: LayerBench): NewEntry | null {
    const fresh = this.#entries.filter(({ seq }) => seq > fork.base);
    this.#followed = batchesOf(fresh).map((batch) => fork.follow(batch, this.#at));
    const own = this.#followed.filter(({ own, patch }) => own.length > 0 || saysSomething(patch));
    const last = fresh.at(-1);
    if (!last || own.length === 0) return null;
    const updates = own.flatMap(({ own: update }) => (update.length > 0 ? [update] : []));
    const options: NonNullable<RecordPatch["options"]> = Object.assign({}, ...own.map(({ patch }) => patch.options));
    return {
      kind: "act",
      update: updates.length === 1 ? (updates[0] as Uint8Array) : mergedUpdates(updates),
      data: { base: fork.base, patch: { options } },
      party: fork.party,
      person: last.person,
      at: this.#at,
    };
  }

  settle(): void {}
  fail(): void {}
}

/** Entries in batches, each of which ends where something was tabled: what the text says at that moment is compared. */
function batchesOf(entries: readonly Entry[]): Entry[][] {
  const out: Entry[][] = [];
  let open: Entry[] | null = null;
  for (const entry of entries) {
    if (!open) {
      open = [];
      out.push(open);
    }
    open.push(entry);
    if (entry.data.act?.type === "table") open = null;
  }
  return out;
}

function mergedUpdates(updates: Uint8Array[]): Uint8Array {
  return updates.length === 0 ? new Uint8Array() : Y.mergeUpdates(updates);
}

/** What an act on a layer is judged by. */
export interface PrivateCase {
  readonly act: Act;
  readonly person: Person & { readonly party: string };
  /** The text below. */
  readonly text: TextInfo;
  readonly negotiation: Negotiation;
  /** ISO 8601. */
  readonly at: string;
}

/** A refusal, as an act's outcome. */
export const refused = (refusal: Reason): Performed => ({ accepted: false, refusal });

/** A person as the author of private proposals. */
export function asDrafter<P extends Person & { readonly party: string }>(person: P): P {
  return { ...person, party: draftingParty(person.party) };
}
