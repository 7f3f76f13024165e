import { createHmac } from "node:crypto";
import { pseudonymOf } from "@adref/protocol";
import type { BracketFacts, CommentFacts, OptionFacts, RecordPatch, SilenceFacts, StanceFacts } from "@adref/schema";

/**
 * A patch as those may see it from whom the names of parties are withheld: nobody owns anything, and stances stand under
 * pseudonyms. A party has another pseudonym on every target, so that a reader cannot put together what one party says of
 * several; on one target it keeps it, so that a changed stance replaces the old one. Notes, reasons
 * and what comments say are withheld: their words give a party away. `key` is the store's secret.
 */
export function withholdNames(patch: RecordPatch, text: string, key: string): RecordPatch {
  return {
    ...patch,
    ...(patch.brackets && { brackets: mapFacts<BracketFacts>(patch.brackets, nobodysBracket) }),
    ...(patch.options && { options: mapFacts<OptionFacts>(patch.options, nobodysOption) }),
    ...(patch.stances && {
      stances: patch.stances.map(({ target, party, facts }) => {
        return { target, party: pseudonym(key, text, target, party), facts: facts && withoutNote(facts) };
      }),
    }),
    ...(patch.statuses && { statuses: mapFacts(patch.statuses, withoutReason) }),
    ...(patch.resolutions && { resolutions: mapFacts(patch.resolutions, withoutReason) }),
    ...(patch.comments && { comments: mapFacts(patch.comments, withoutVoice) }),
    ...(patch.silences && {
      silences: Object.fromEntries(
        Object.entries(patch.silences).map(([id, facts]) => [
          id,
          facts && unbroken(facts, (party) => pseudonym(key, text, id, party)),
        ]),
      ),
    }),
    ...(patch.freeze && { freeze: mapFacts(patch.freeze, withoutReason) }),
  };
}

/** What is left of a bracket's facts: not whose it is, nor why, nor who took it down. */
function nobodysBracket({ at, parked, unconfirmed }: BracketFacts): BracketFacts {
  return {
    owner: null,
    at,
    ...(parked !== undefined && { parked }),
    ...(unconfirmed && { unconfirmed: { by: "", at: unconfirmed.at } }),
  };
}

/** What is left of an option's facts: where it stands. Groups and those who propose it together would name its owner. */
function nobodysOption({ bracket, within, at, moves, unconfirmed }: OptionFacts): OptionFacts {
  return {
    bracket,
    within,
    owner: null,
    at,
    ...(moves !== undefined && { moves }),
    ...(unconfirmed && { unconfirmed: { by: "", at: unconfirmed.at } }),
  };
}

/** A silence procedure with nobody who broke it, and without the words that people gave for anything. */
function unbroken(facts: SilenceFacts, aliasOf: (party: string) => string): SilenceFacts {
  const { broken } = facts;
  const alias = broken && { party: aliasOf(broken.party), at: broken.at, reason: "" };
  return withoutReason({ ...facts, ...(alias && { broken: alias }) });
}

function withoutReason<T extends { readonly reason?: string } | null>(facts: T): T {
  if (!facts) return facts;
  const { reason: _withheld, ...rest } = facts;
  return rest as T;
}

function withoutVoice(facts: CommentFacts | null): CommentFacts | null {
  if (!facts) return facts;
  const { provision, quoted, at, answers, done, edited } = facts;
  const rest = { provision, quoted, author: "", party: null, at, text: "", answers, done };
  return { ...rest, ...(edited !== undefined && { edited }) };
}

/** A party's pseudonym on one target: a code like those of parties, but none of theirs. */
export function pseudonym(key: string, text: string, target: string, party: string): string {
  const digest = createHmac("sha256", key)
    .update(JSON.stringify([text, target, party]))
    .digest("hex");
  return pseudonymOf(digest);
}

function withoutNote({ stance, at }: StanceFacts): StanceFacts {
  return { stance, at };
}

function mapFacts<T>(facts: Readonly<Record<string, T>>, change: (facts: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, change(value)]));
}
