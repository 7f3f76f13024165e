import { type Draft, writeDraft } from "@adref/brackets";
import { type Person, type Reason, reasonOf, type Stayed } from "@adref/protocol";
import {
  type BracketFacts,
  bodyOf,
  isFrozen,
  isLocked,
  newWordsDoc,
  type OptionFacts,
  type PartyCode,
  patchRecord,
  type RecordPatch,
} from "@adref/schema";
import * as Y from "yjs";
import type { Offer } from "../gate/gate.ts";
import type { Bench, Performed } from "../rooms/bench.ts";
import { type LayerBench, refused } from "./layer-bench.ts";
import { type Group, groupsOf, together } from "./proposals.ts";

/** The outcome, with what stayed in the layer. */
export type Tabled = { readonly performed: Performed; readonly stayed: readonly Stayed[] };

type Taken = Extract<Offer, { taken: true }>;

/**
 * Puts private proposals before everybody: writes them into the accepted text as one person's words for their party, group by
 * group, each judged by the text's own gate. All that were taken become one entry. The words are written anew, under a Yjs
 * client id that nobody had: of the draft's own history nothing comes with them.
 */
export function tableInto(
  bench: Bench,
  layer: LayerBench,
  asked: readonly string[],
  person: Person & { readonly party: PartyCode },
  at: string,
): Tabled {
  const groups = groupsOf(layer, asked);
  const stayed = new Map<string, Reason>();
  const { options, brackets } = together(groups);
  for (const id of asked) {
    if (options.has(id) || brackets.has(id)) continue;
    stayed.set(id, reasonOf(layer.fork.own.options[id]?.lost ? "place-gone" : "no-such-option"));
  }
  const desk = new Desk(bench, person, at);
  const taken: Taken[] = [];
  const stays = (group: Group, refusal: Reason) => {
    for (const id of [...group.options, ...group.brackets]) stayed.set(id, refusal);
  };
  const fit: Group[] = [];
  for (const group of groups) {
    const refusal = refusalBefore(bench, group);
    if (refusal) stays(group, refusal);
    else fit.push(group);
  }
  try {
    writeGroups(desk, fit, (some) => layer.fork.draftOf(together(some)), stays, taken);
  } catch {
    // An error about words may quote them, and this one would go to the log of the text's room.
    if (taken.length > 0) throw new Error("Tabling broke off; the text is read anew");
    for (const group of fit) stays(group, reasonOf("malformed"));
  }
  const told = [...stayed].filter(([id]) => asked.includes(id)).map(([option, refusal]) => ({ option, refusal }));
  if (taken.length === 0) return { performed: refused(told[0]?.refusal ?? reasonOf("no-such-option")), stayed: told };
  const patch = withOwnFacts(joinClaims(taken), layer, person.party, at);
  bench.gate.record = patchRecord(bench.gate.record, patch);
  const updates = taken.map(({ update }) => update);
  const update = updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates);
  return {
    performed: { accepted: true, update, patch, act: { type: "table", options: idsOf(patch) } },
    stayed: told,
  };
}

/**
 * Writes groups all at once, so that those at one place keep their order; without those at fault, where the refusal tells which
 * they are; and else one by one.
 */
function writeGroups(
  desk: Desk,
  groups: readonly Group[],
  draftOf: (groups: readonly Group[]) => Draft,
  stays: (group: Group, refusal: Reason) => void,
  taken: Taken[],
): void {
  if (groups.length === 0) return;
  const outcome = desk.write(draftOf(groups));
  if ("taken" in outcome) {
    taken.push(outcome);
    return;
  }
  const { refusal, homeless } = outcome;
  const isAtFault = ({ provisions, options, brackets }: Group) =>
    provisions.has(refusal.provision ?? "") || [...options, ...brackets].some((id) => homeless.has(id));
  const guilty = groups.length === 1 ? groups : groups.filter(isAtFault);
  for (const group of guilty) stays(group, refusal);
  if (guilty.length > 0) {
    const rest = groups.filter((group) => !guilty.includes(group));
    writeGroups(desk, rest, draftOf, stays, taken);
    return;
  }
  // From the last to the first: what stands at one place is written after the item before it.
  for (const group of [...groups].reverse()) writeGroups(desk, [group], draftOf, stays, taken);
}

/** What can be said before anything is written. */
function refusalBefore({ gate }: Bench, { provisions }: Group): Reason | null {
  if (isFrozen(gate.record)) return reasonOf("frozen");
  const locked = [...provisions].find((id) => isLocked(gate.record, id));
  return locked === undefined ? null : reasonOf("locked", locked);
}

/** Why a draft was not taken, and which of its options and brackets have no place any more. */
interface Unplaced {
  readonly refusal: Reason;
  readonly homeless: ReadonlySet<string>;
}

/** A copy of the accepted text on which drafts are written; after one that is not taken, another copy. */
class Desk {
  readonly #bench: Bench;
  readonly #person: Person & { readonly party: PartyCode };
  readonly #at: string;
  #doc: Y.Doc | null = null;

  constructor(bench: Bench, person: Person & { readonly party: PartyCode }, at: string) {
    this.#bench = bench;
    this.#person = person;
    this.#at = at;
  }

  write(draft: Draft): Taken | Unplaced {
    const { gate } = this.#bench;
    const doc = this.#doc ?? newWordsDoc(gate.encode());
    this.#doc = doc;
    let homeless: ReadonlySet<string> = new Set();
    const update = updateOf(doc, () => {
      homeless = writeDraft(doc, bodyOf(doc), draft);
    });
    if (homeless.size > 0 || !update) return this.#leave(reasonOf("place-gone"), homeless);
    const person = this.#person;
    const actor = { role: "delegation", party: person.party } as const;
    const offer = gate.offer(update, { actor, person: person.id, claimed: doc.clientID, at: this.#at });
    if (!offer.taken) return this.#leave(offer.refusal);
    return offer.nothingNew ? this.#leave(reasonOf("place-gone")) : offer;
  }

  #leave(refusal: Reason, homeless: ReadonlySet<string> = new Set()): Unplaced {
    this.#doc?.destroy();
    this.#doc = null;
    return { refusal, homeless };
  }
}

function updateOf(doc: Y.Doc, write: () => void): Uint8Array | null {
  let written: Uint8Array | null = null;
  const keep = (update: Uint8Array) => {
    written = update;
  };
  doc.on("update", keep);
  doc.transact(write);
  doc.off("update", keep);
  return written;
}

function joinClaims(taken: readonly Taken[]): RecordPatch {
  return {
    brackets: Object.assign({}, ...taken.map(({ patch }) => patch.brackets)),
    options: Object.assign({}, ...taken.map(({ patch }) => patch.options)),
  };
}

/** What the party had written down about its proposals goes with them: reasons, and that words of others are to go. */
function withOwnFacts(claims: RecordPatch, { fork }: LayerBench, party: PartyCode, at: string): RecordPatch {
  const brackets: Record<string, BracketFacts> = {};
  for (const [id, facts] of Object.entries(claims.brackets ?? {})) {
    const reason = fork.own.brackets[id]?.reason;
    brackets[id] = { ...facts, ...(reason !== undefined && { reason }) };
  }
  const options: Record<string, OptionFacts> = {};
  for (const [id, facts] of Object.entries(claims.options ?? {})) {
    const { reason, moves } = fork.own.options[id] ?? {};
    options[id] = { ...facts, ...(reason !== undefined && { reason }), ...(moves !== undefined && { moves }) };
  }
  const stances = Object.keys(brackets).flatMap((target) => {
    const said = Object.values(fork.own.stances[target] ?? {})[0];
    return said ? [{ target, party, facts: { ...said, at } }] : [];
  });
  return { brackets, options, ...(stances.length > 0 && { stances }) };
}

/** What an act of tabling names: the options, and the brackets that came without any. */
function idsOf({ brackets = {}, options = {} }: RecordPatch): string[] {
  const withOptions = new Set(Object.values(options).map(({ bracket }) => bracket));
  return [...Object.keys(options), ...Object.keys(brackets).filter((id) => !withOptions.has(id))];
}
