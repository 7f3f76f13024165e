import { type EntryRef, type LedgerStep, WordHistory, type WordOrigin } from "@adref/revisions";
import type { RecordValue, Stance } from "@adref/schema";
import type { Ledger } from "../rooms/replay.ts";
import { pseudonym } from "../rooms/withheld.ts";
import type { Entry } from "../store/port.ts";
import type { Audience } from "./reader-record.ts";
import { StepReader } from "./step-reader.ts";

/** Entries that are read at once; between pages other orders are done. */
const PAGE = 500;
/** How many texts' histories of words are kept; one of a long ledger weighs a hundred megabytes. */
const MOST_KEPT = 2;

interface Kept {
  readonly text: string;
  readonly reader: StepReader;
  readonly history: WordHistory;
  /** The entries of the acts that were about a provision, by its id. */
  readonly acts: Map<string, number[]>;
  seq: number;
}

/** Where a provision's words came from, and the entries in which something was decided about it. */
export interface ProvisionPast {
  readonly origins: readonly WordOrigin[];
  readonly acts: readonly number[];
}

/** The provisions about which an entry decided. */
export interface Decided {
  readonly seq: number;
  readonly provisions: readonly string[];
}

/** The provisions about which an entry decided: named by the act, or touched by what it did to the words. */
function decidedIn({ data: { act, patch } }: Entry, step: LedgerStep): readonly string[] {
  switch (act?.type) {
    case "status":
    case "reopen":
    case "park-provision":
      return act.provisions;
    case "end-silence":
      return Object.keys(patch?.statuses ?? {});
    case "undo":
      return [...new Set([...step.provisions.map(({ id }) => id), ...Object.keys(patch?.statuses ?? {})])];
    case "adopt":
    case "merge":
    case "lift":
    case "delete":
    case "restore":
      return step.provisions.map(({ id }) => id);
    default:
      return [];
  }
}

/**
 * Where the words of texts came from. A history of words is read from the ledger's first entry; it is kept and taken on where
 * the next question is about the same text at the same entry or a later one, as most are.
 */
export class Origins {
  readonly #ledger: Ledger;
  readonly #kept: Kept[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** All that is told of a provision as it stands after an entry; null where it does not. */
  async of(text: string, seq: number, provision: string): Promise<ProvisionPast | null> {
    const kept = await this.#reach(text, seq);
    const origins = kept.history.origins(provision);
    return origins && { origins, acts: kept.acts.get(provision) ?? [] };
  }

  /** The provisions about which each entry from one to another decided; entries that decided about none are left out. */
  async decided(text: string, from: number, to: number): Promise<readonly Decided[]> {
    const further = this.#kept.find((kept) => kept.text === text && kept.seq >= to);
    const { acts } = further ?? (await this.#reach(text, to));
    const out = new Map<number, string[]>();
    for (const [provision, entries] of acts) {
      for (const seq of entries) {
        if (seq >= from && seq <= to) out.set(seq, [...(out.get(seq) ?? []), provision]);
      }
    }
    return [...out].map(([seq, provisions]) => ({ seq, provisions }));
  }

  /** The history of a text's words, read on to an entry. */
  async #reach(text: string, seq: number): Promise<Kept> {
    const kept = this.#take(text, seq);
    try {
      while (kept.seq < seq) {
        const page = await this.#ledger.read(text, kept.seq, Math.min(PAGE, seq - kept.seq));
        if (page.length === 0) throw new Error(`The ledger of ${text} ends at entry ${kept.seq}, before ${seq}`);
        for (const entry of page) {
          const step = kept.reader.take(entry);
          kept.history.take(step);
          for (const id of decidedIn(entry, step)) kept.acts.set(id, [...(kept.acts.get(id) ?? []), entry.seq]);
        }
        kept.seq = page.at(-1)?.seq ?? seq;
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch (error) {
      this.#kept.splice(this.#kept.indexOf(kept), 1);
      throw error;
    }
    return kept;
  }

  #take(text: string, seq: number): Kept {
    const found = this.#kept.filter((kept) => kept.text === text && kept.seq <= seq).sort((a, b) => b.seq - a.seq)[0];
    const kept = found ?? { text, reader: new StepReader(), history: new WordHistory(), acts: new Map(), seq: 0 };
    if (found) this.#kept.splice(this.#kept.indexOf(found), 1);
    this.#kept.push(kept);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    return kept;
  }
}

/**
 * Origins as an audience may see them, with the stances of today. Where names are withheld, nobody who wrote for a party is
 * told, stances stand under pseudonyms as in the record, and reasons are left out.
 */
export function originsFor(
  origins: readonly WordOrigin[],
  text: string,
  today: RecordValue,
  { key }: Audience,
): readonly WordOrigin[] {
  const hide = (entry: EntryRef): EntryRef => {
    return key === null || entry.party === null ? entry : { ...entry, party: null, person: "" };
  };
  const stances = (target: string, said: Readonly<Record<string, Stance>>): Record<string, Stance> => {
    if (key === null) return said;
    return Object.fromEntries(
      Object.entries(said).map(([party, stance]) => [pseudonym(key, text, target, party), stance]),
    );
  };
  const reason = (given: string | null) => (key === null ? given : null);
  return origins.map((origin): WordOrigin => {
    const { proposal, became } = origin;
    return {
      ...origin,
      entry: hide(origin.entry),
      proposal: proposal && {
        ...proposal,
        party: key === null ? proposal.party : null,
        stancesThen: stances(proposal.option, proposal.stancesThen),
        stancesNow: stances(proposal.option, stancesOn(today, proposal.option)),
      },
      became: became && { ...became, entry: hide(became.entry), reason: reason(became.reason) },
      statuses: origin.statuses.map((step) => ({ ...step, entry: hide(step.entry), reason: reason(step.reason) })),
      places: origin.places.map((place) => ({ ...place, entry: hide(place.entry) })),
      restored: origin.restored && hide(origin.restored),
    };
  });
}

function stancesOn(record: RecordValue, option: string): Record<string, Stance> {
  const said = Object.hasOwn(record.stances, option) ? (record.stances[option] ?? {}) : {};
  return Object.fromEntries(Object.entries(said).map(([party, { stance }]) => [party, stance]));
}
