import { type Claims, type Owners, ownersOf } from "@adref/law";
import {
  joinPatches,
  type OptionFacts,
  type PartyCode,
  type ProvisionValue,
  patchRecord,
  type RecordPatch,
  type RecordValue,
} from "@adref/schema";

/**
 * The record as the gate needs it: asked many times for each change, told of few. A claim costs itself; the record as a value
 * is put together when somebody asks for it.
 *
 * Ids that stand in the words but not in the record (a careless import) are nobody's, and nobody may claim them.
 */
export class KnownOwners implements Owners {
  #record: RecordValue;
  #owners: Owners;
  #brackets = new Map<string, PartyCode | null>();
  #options = new Map<string, OptionFacts>();
  #withins = new Map<string, string | null>();
  #unfolded: RecordPatch[] = [];
  readonly #strayBrackets = new Set<string>();
  readonly #strayOptions = new Set<string>();

  constructor(record: RecordValue, provisions: readonly ProvisionValue[]) {
    this.#record = record;
    this.#owners = ownersOf(record);
    for (const provision of provisions) {
      this.#seeStrays(provision.bracket, provision.option);
      for (const { marks } of provision.runs) {
        for (const { attrs } of marks) this.#seeStrays(attrs.bracket, attrs.option);
      }
    }
  }

  get record(): RecordValue {
    this.#record = patchRecord(this.#record, joinPatches(this.#unfolded));
    this.#unfolded = [];
    return this.#record;
  }

  set record(record: RecordValue) {
    if (record === this.#record && this.#unfolded.length === 0) return;
    this.#record = record;
    this.#owners = ownersOf(record);
    this.#brackets = new Map();
    this.#options = new Map();
    this.#withins = new Map();
    this.#unfolded = [];
  }

  /** Whether a provision is agreed; claims never change that. */
  isLocked(provision: string): boolean {
    const { statuses } = this.#record;
    return Object.hasOwn(statuses, provision) && statuses[provision]?.status !== "open";
  }

  /** Gives a party what its change claims. Returns what the ledger keeps of it. */
  claim(claims: Claims, party: PartyCode, at: string): RecordPatch {
    const { brackets, options } = claims;
    if (brackets.length === 0 && options.length === 0) return {};
    for (const { id } of brackets) this.#brackets.set(id, party);
    for (const { id, bracket, within } of options) {
      if (this.within(bracket) === undefined) this.#withins.set(bracket, within);
      this.#options.set(id, { bracket, within, owner: party, at });
    }
    const patch: RecordPatch = {
      ...(brackets.length > 0 && {
        brackets: Object.fromEntries(brackets.map(({ id }) => [id, { owner: party, at }])),
      }),
      ...(options.length > 0 && {
        options: Object.fromEntries(
          options.map(({ id, bracket, within }) => [id, { bracket, within, owner: party, at }]),
        ),
      }),
    };
    this.#unfolded.push(patch);
    return patch;
  }

  bracket(id: string): PartyCode | null | undefined {
    const owner = this.#brackets.get(id) ?? this.#owners.bracket(id);
    return owner === undefined && this.#strayBrackets.has(id) ? null : owner;
  }

  option(id: string): OptionFacts | undefined {
    const facts = this.#options.get(id) ?? this.#owners.option(id);
    if (facts || !this.#strayOptions.has(id)) return facts;
    // Bound to nothing, so that no mark of it can be new anywhere.
    return { bracket: "", within: null, owner: null, at: "" };
  }

  within(bracket: string): string | null | undefined {
    const known = this.#owners.within(bracket);
    return known === undefined ? this.#withins.get(bracket) : known;
  }

  ended(bracket: string): boolean {
    return this.#owners.ended(bracket);
  }

  #seeStrays(bracket: string | null | undefined, option: string | null | undefined): void {
    if (bracket && this.#owners.bracket(bracket) === undefined) this.#strayBrackets.add(bracket);
    if (option && !this.#owners.option(option)) this.#strayOptions.add(option);
  }
}
