import { type Claims, type Owners, ownersOf } from "@adref/law";
import {
  type BracketFacts,
  isFrozen,
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
  #brackets = new Map<string, BracketFacts>();
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

  /** Whether nobody may write; claims never change that. */
  get frozen(): boolean {
    return isFrozen(this.#record);
  }

  /** Whether a bracket was taken down for its owner, who has not confirmed it. */
  waits(bracket: string): boolean {
    const { brackets } = this.#record;
    const facts = this.#brackets.get(bracket) ?? (Object.hasOwn(brackets, bracket) ? brackets[bracket] : undefined);
    return facts?.unconfirmed !== undefined;
  }

  /**
   * Gives a party what its change claims. Returns what the ledger keeps of it. `by` is the person who took it down for the
   * party, which then has to confirm it; null where the party's own people wrote it.
   */
  claim(claims: Claims, party: PartyCode, at: string, by: string | null = null): RecordPatch {
    const { brackets, options } = claims;
    if (brackets.length === 0 && options.length === 0) return {};
    const put: BracketFacts = { owner: party, at, ...(by !== null && { unconfirmed: { by, at } }) };
    for (const { id } of brackets) this.#brackets.set(id, put);
    for (const { id, bracket, within } of options) {
      if (this.within(bracket) === undefined) this.#withins.set(bracket, within);
      this.#options.set(id, { bracket, within, ...put });
    }
    const patch: RecordPatch = {
      ...(brackets.length > 0 && {
        brackets: Object.fromEntries(brackets.map(({ id }) => [id, put])),
      }),
      ...(options.length > 0 && {
        options: Object.fromEntries(options.map(({ id, bracket, within }) => [id, { bracket, within, ...put }])),
      }),
    };
    this.#unfolded.push(patch);
    return patch;
  }

  bracket(id: string): PartyCode | null | undefined {
    const claimed = this.#brackets.get(id);
    const owner = claimed ? claimed.owner : this.#owners.bracket(id);
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
