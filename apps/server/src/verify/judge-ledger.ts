import { indexBrackets } from "@adref/brackets";
import { judgeWhole, type Owners, ownersOf } from "@adref/law";
import {
  type Act,
  actorOf,
  type Directory,
  isServer,
  mayTakeDown,
  type Person,
  SERVER_PERSON,
  type TextInfo,
} from "@adref/protocol";
import {
  bodyOf,
  canonicalWords,
  EMPTY_RECORD,
  isFrozen,
  isLocked,
  newWordsDoc,
  patchRecord,
  type RecordPatch,
  type RecordValue,
} from "@adref/schema";
import * as Y from "yjs";
import { ownersForTaker } from "../acts/take-down.ts";
import { bodyHash } from "../gate/body-hash.ts";
import { putBy } from "../gate/put-marks.ts";
import { checkChain, GENESIS } from "../ledger.ts";
import { momentsAfter, type Naming } from "../rooms/moments.ts";
import { type Issue, issueOf } from "../rooms/revisions.ts";
import type { Entry, Head } from "../store/port.ts";
import { judgeActEntry, type Looked, NO_LOOK } from "./judge-act-entry.ts";
import { samePatch } from "./same-patch.ts";
import { alwaysSo, type Timetable } from "./timetable.ts";
import { WholeReader } from "./whole-reader.ts";

/** How many entries pass between two audits of the reading. */
const AUDIT = 200;

/** The first entry that is wrong, and why. */
export interface Finding {
  readonly seq: number;
  readonly reason: string;
}

/**
 * A ledger as it is replayed for judgement. Nothing of the gate's is used: every entry is judged on the whole document
 * before and after it, so that a mistake in the gate's bookkeeping shows.
 */
export class LedgerJudge {
  readonly #text: TextInfo;
  readonly #timetable: Timetable;
  readonly #doc = newWordsDoc();
  /** Whose a Yjs client id is: the first person's who wrote with it. */
  readonly #leases = new Map<number, string>();
  readonly #issues: Issue[] = [];
  #moments: readonly Naming[] = [];
  #head: Head = { seq: 0, hash: GENESIS };
  #record: RecordValue = EMPTY_RECORD;
  #owners: Owners = ownersOf(EMPTY_RECORD);
  readonly #reader = new WholeReader(this.#doc);

  /** `people` says who may do what: the directory, or who it was at the time of each entry. */
  constructor(text: TextInfo, people: Directory | Timetable) {
    this.#text = text;
    this.#timetable = "personOf" in people ? people : alwaysSo(people);
  }

  get head(): Head {
    return this.#head;
  }

  get record(): RecordValue {
    return this.#record;
  }

  /** The person who holds each Yjs client id that was used; those of the import and the server are not among them. */
  get leases(): ReadonlyMap<number, string> {
    return this.#leases;
  }

  get issues(): readonly Issue[] {
    return this.#issues;
  }

  get moments(): readonly Naming[] {
    return this.#moments;
  }

  /** The words as one string, equal for equal words; read from the document itself. */
  words(): string {
    return canonicalWords(bodyOf(this.#doc));
  }

  /**
   * Judges the next entry. After a finding the judge is of no further use. `looked` is what an act about the past looks
   * back on.
   */
  next(entry: Entry, looked: Looked = NO_LOOK): Finding | null {
    const broken = checkChain([entry], this.#head);
    if (broken) return broken;
    const reason = this.#judge(entry, looked);
    this.#head = entry;
    this.#moments = momentsAfter(this.#moments, entry);
    const issue = issueOf(entry, this.#issues, () => bodyHash(bodyOf(this.#doc)));
    if (issue) this.#issues.push(issue);
    if (entry.seq % AUDIT === 0) this.#reader.audit();
    return reason === null ? null : { seq: entry.seq, reason };
  }

  #judge(entry: Entry, looked: Looked): string | null {
    const person = isServer({ id: entry.person }) ? SERVER_PERSON : this.#timetable.personOf(entry);
    if (!person) return `nobody in the negotiation is called ${entry.person}`;
    if (person.ended !== undefined && entry.at > person.ended) return `the time of ${person.id} had ended by then`;
    if (entry.party !== (entry.data.for ?? person.party))
      return `${person.id} wrote for ${entry.party}, but belongs to ${person.party}`;
    switch (entry.kind) {
      case "import":
        return this.#import(entry, person);
      case "words":
        return this.#words(entry, person);
      case "act":
        if (entry.data.act?.type === "table") return this.#words(entry, person);
        return this.#act(entry, person, looked);
    }
  }

  #import(entry: Entry, person: Person): string | null {
    if (entry.seq !== 1) return "a text is imported once, as its first entry";
    if (person.role !== "secretariat") return "only the Secretariat imports";
    return this.#apply(entry) ?? this.#patch(entry.data.patch);
  }

  #words(entry: Entry, person: Person): string | null {
    const party = entry.data.for;
    if (party !== undefined && !this.#mayTakeDown(entry, person))
      return `${person.id} may not take words down for ${party}`;
    const actor = party === undefined ? actorOf(person) : ({ role: "delegation", party } as const);
    if (!actor) return `${person.id} may not write words`;
    if (isFrozen(this.#record)) return "the text was frozen";
    const stranger = this.#lease(entry);
    if (stranger !== null) return stranger;
    const before = this.#reader.whole();
    const failed = this.#apply(entry);
    if (failed !== null) return failed;
    const locked = (provision: string) => isLocked(this.#record, provision);
    const owners =
      party === undefined ? this.#owners : ownersForTaker(this.#owners, party, (id) => waits(this.#record, id));
    const puts = putBy(() => Y.decodeUpdate(entry.update).structs);
    const verdict = judgeWhole(actor, before, this.#reader.whole(), owners, locked, puts);
    if (!verdict.lawful) return `unlawful (${verdict.refusal.id}): ${verdict.refusal.sentence}`;
    const owner = entry.party;
    const { at } = entry;
    const facts = { owner, at, ...(party !== undefined && { unconfirmed: { by: person.id, at } }) };
    const claimed: RecordPatch = {
      brackets: Object.fromEntries(verdict.claims.brackets.map(({ id }) => [id, facts])),
      options: Object.fromEntries(
        verdict.claims.options.map(({ id, bracket, within }) => [id, { bracket, within, ...facts }]),
      ),
    };
    const { act, patch: { stances, ...said } = {} } = entry.data;
    if (stances && (!act || !fits(stances, claimed, owner))) return "it takes stances that are not its own to take";
    if (act && !named(act, claimed)) return "it does not name what it tables";
    if (!samePatch(claimed, act ? withoutReasons(said) : said))
      return "what it claims is not what the record says it claimed";
    return this.#patch(entry.data.patch);
  }

  #act(entry: Entry, person: Person, looked: Looked): string | null {
    if (entry.data.for !== undefined) return "nothing but words is taken down for a party";
    const [doc, record] = [this.#reader.node(), this.#record];
    const state = Y.encodeStateAsUpdate(this.#doc);
    const failed = this.#apply(entry);
    if (failed !== null) return failed;
    const index = indexBrackets(doc);
    const reason = judgeActEntry({
      entry,
      person,
      text: this.#text,
      doc,
      record,
      index,
      state,
      wordsAfter: () => this.words(),
      openAfter: indexBrackets(this.#reader.node()).brackets,
      moments: this.#moments,
      looked,
      negotiation: this.#timetable.negotiationAt(entry),
    });
    return reason ?? this.#patch(entry.data.patch);
  }

  #mayTakeDown(entry: Entry, person: Person): boolean {
    const { parties } = this.#timetable.negotiationAt(entry);
    return entry.kind === "words" && mayTakeDown(person) && parties.some(({ code }) => code === entry.data.for);
  }

  /** Every client id belongs to one person; the import's and the server's to nobody. */
  #lease(entry: Entry): string | null {
    for (const client of Y.parseUpdateMeta(entry.update).to.keys()) {
      const holder = this.#leases.get(client);
      if (holder !== undefined && holder !== entry.person) return `its client id ${client} is ${holder}'s`;
      if (holder === undefined && (this.#doc.store.clients.get(client)?.length ?? 0) > 0) {
        return `its client id ${client} is the server's`;
      }
      this.#leases.set(client, entry.person);
    }
    return null;
  }

  #apply(entry: Entry): string | null {
    if (entry.update.length === 0) return null;
    try {
      Y.applyUpdate(this.#doc, entry.update);
      if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs)
        return "its update rests on words that are not there";
      this.#reader.whole();
      return null;
    } catch (error) {
      return `its update does not fit: ${(error as Error).message}`;
    }
  }

  #patch(patch: RecordPatch | undefined): null {
    if (patch) {
      this.#record = patchRecord(this.#record, patch);
      this.#owners = ownersOf(this.#record);
    }
    return null;
  }
}

const waits = ({ brackets }: RecordValue, id: string) =>
  Object.hasOwn(brackets, id) && brackets[id]?.unconfirmed !== undefined;

/** Whether a party that tables a private draft takes stances on nothing but brackets of its own that it brings with it. */
function fits(stances: NonNullable<RecordPatch["stances"]>, claimed: RecordPatch, owner: string | null): boolean {
  return stances.every(({ target, party }) => party === owner && Object.hasOwn(claimed.brackets ?? {}, target));
}

/** Whether an act of tabling names what its words claim: each option, and else the bracket. */
function named(act: Act, { brackets = {}, options = {} }: RecordPatch): boolean {
  if (act.type !== "table") return false;
  const tabled = new Set(act.options);
  const inOptions = new Set(Object.values(options).map(({ bracket }) => bracket));
  const known = (id: string) => Object.hasOwn(options, id) || Object.hasOwn(brackets, id);
  return (
    act.options.every(known) &&
    Object.keys(options).every((id) => tabled.has(id)) &&
    Object.keys(brackets).every((id) => tabled.has(id) || inOptions.has(id))
  );
}

/** What a patch of tabling claims, without what its party wrote down about it, which it may say as it likes. */
function withoutReasons({ brackets = {}, options = {}, ...rest }: RecordPatch): RecordPatch {
  const plain = <T extends { reason?: string; moves?: string }>(facts: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(facts).map(([id, { reason: _, moves: __, ...claim }]) => [id, claim as T]));
  return { ...rest, brackets: plain(brackets), options: plain(options) };
}
