import { PARTY_CODE_PATTERN, type RecordValue } from "@adref/schema";
import { type StanceWords, writeStances } from "./attributions.ts";

/** What the record says of brackets and options, as far as signs can say it; the stances on each are written once. */
export class Positions {
  readonly #record: RecordValue;
  readonly #said = new Set<string>();

  constructor(record: RecordValue) {
    this.#record = record;
  }

  /** The party that owns a bracket or an option; null where nobody does whose code can stand in a bracket. */
  ownerOf(part: "brackets" | "options", id: string): string | null {
    const owner = Object.hasOwn(this.#record[part], id) ? this.#record[part][id]?.owner : null;
    return owner && PARTY_CODE_PATTERN.test(owner) ? owner : null;
  }

  /** The stances on a target that are still to be written. */
  stancesOn(target: string): StanceWords[] {
    if (this.#said.has(target) || !Object.hasOwn(this.#record.stances, target)) return [];
    return Object.entries(this.#record.stances[target] ?? {})
      .filter(([party]) => PARTY_CODE_PATTERN.test(party))
      .map(([party, { stance, note }]) => ({ party, stance, ...(note === undefined ? {} : { note }) }));
  }

  /** The parties to name beside an option's owner, by code. */
  supporters(option: string, owner: string): string[] {
    return this.stancesOn(option)
      .filter(({ party, stance, note }) => stance === "support" && note === undefined && party !== owner)
      .map(({ party }) => party)
      .sort()
      .slice(0, MOST_SUPPORTERS);
  }

  /** The stances at the end of a part, without those of its supporters; they count as written from now on. */
  tail(target: string, first: string | null, supporters: readonly string[]): string {
    const stances = this.stancesOn(target).filter(({ party }) => !supporters.includes(party));
    this.#said.add(target);
    return stances.length > 0 ? writeStances(stances, first) : "";
  }
}

const MOST_SUPPORTERS = 40;
