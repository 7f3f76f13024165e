import {
  type Directory,
  NEGOTIATION_REFUSALS,
  type NegotiationEvent,
  type NegotiationRefusal,
  type Person,
} from "@adref/protocol";
import type { PartyCode } from "@adref/schema";
import { canonicalJson } from "../ledger.ts";
import { foldEvent } from "./fold.ts";

/** Why an event is refused; `at` says which of several it is about, from 0. */
export interface Refused {
  readonly id: NegotiationRefusal;
  readonly sentence: string;
  readonly at?: number;
}

/**
 * Judges what a person does to the negotiation; null where it is lawful. `inTexts` says whether the words or the record of a text
 * name a party: the directory alone does not know it.
 */
export function judgeEvent(
  directory: Directory,
  person: Person | undefined,
  event: NegotiationEvent,
  inTexts: (party: PartyCode) => boolean = () => false,
): Refused | null {
  if (person?.role !== "secretariat" || person.ended !== undefined) return refused("not-secretariat");
  const { parties, bodies, groups = [], people, texts } = directory;
  const isParty = (code: string) => parties.some((party) => party.code === code);
  const isBody = (id: string) => bodies.some((body) => body.id === id);
  switch (event.type) {
    case "found":
      return refused("no-change");
    case "name-negotiation":
      return unlessChanged(directory, event);
    case "add-parties":
      return firstOf(event.parties, ({ code }, i) =>
        isParty(code) || event.parties.findIndex((other) => other.code === code) < i ? "party-taken" : null,
      );
    case "change-party":
      return isParty(event.party.code) ? unlessChanged(directory, event) : refused("no-such-party");
    case "remove-party": {
      const code = event.party;
      if (!isParty(code)) return refused("no-such-party");
      const used = people.some(({ party }) => party === code) || groups.some(({ members }) => members.includes(code));
      return used || inTexts(code) ? refused("party-in-use") : null;
    }
    case "add-bodies":
      return firstOf(event.bodies, ({ id }, i) =>
        isBody(id) || event.bodies.findIndex((other) => other.id === id) < i ? "body-taken" : null,
      );
    case "change-body":
      return isBody(event.body.id) ? unlessChanged(directory, event) : refused("no-such-body");
    case "remove-body": {
      const id = event.body;
      if (!isBody(id)) return refused("no-such-body");
      const used = people.some((one) => one.bodies.includes(id)) || texts.some(({ body }) => body === id);
      return used ? refused("body-in-use") : null;
    }
    case "set-group": {
      const { speaker, members } = event.group;
      if (!members.includes(speaker) || !members.every(isParty)) return refused("bad-group");
      return unlessChanged(directory, event);
    }
    case "remove-group":
      return groups.some(({ id }) => id === event.group) ? null : refused("no-such-group");
    case "add-people":
      return firstOf(event.people, (one, i) => {
        const taken = people.some(({ id }) => id === one.id);
        if (taken || event.people.findIndex(({ id }) => id === one.id) < i) return "person-taken";
        return unfit(directory, one);
      });
    case "change-person": {
      const before = people.find(({ id }) => id === event.person.id);
      if (!before) return refused("no-such-person");
      const why = unfit(directory, event.person);
      if (why) return refused(why);
      if (event.person.role !== "secretariat" && isLast(people, before)) return refused("last-secretary");
      return unlessChanged(directory, event);
    }
    case "end-person": {
      const one = people.find(({ id }) => id === event.person);
      if (!one) return refused("no-such-person");
      if (one.ended !== undefined) return refused("already-ended");
      return isLast(people, one) ? refused("last-secretary") : null;
    }
    case "readmit-person": {
      const one = people.find(({ id }) => id === event.person);
      if (!one) return refused("no-such-person");
      return one.ended === undefined ? refused("not-ended") : null;
    }
    case "add-text":
      return isBody(event.text.body) ? null : refused("no-such-body");
    case "rename-text": {
      if (!texts.some(({ id }) => id === event.text)) return refused("no-such-text");
      const taken = texts.some(({ id, symbol }) => id !== event.text && symbol === event.symbol);
      return taken ? refused("symbol-taken") : unlessChanged(directory, event);
    }
    case "invite":
      return firstOf(event.people, (id) =>
        people.some((one) => one.id === id && one.ended === undefined) ? null : "no-such-person",
      );
  }
}

/** Why a person cannot be as given; null where the role, the party and the bodies fit together and are there. */
function unfit({ parties, bodies }: Directory, { role, party, bodies: of }: Person): NegotiationRefusal | null {
  if ((role === "delegation") !== (party !== null)) return "needs-party";
  if (party !== null && !parties.some(({ code }) => code === party)) return "no-such-party";
  if (role === "chair" && of.length === 0) return "needs-body";
  return of.every((id) => bodies.some((body) => body.id === id)) ? null : "no-such-body";
}

/** Whether nobody else of the Secretariat may sign in: without that person nobody could be let in any more. */
function isLast(people: readonly Person[], { id, role, ended }: Person): boolean {
  if (role !== "secretariat" || ended !== undefined) return false;
  return !people.some((other) => other.id !== id && other.role === "secretariat" && other.ended === undefined);
}

function unlessChanged(directory: Directory, event: NegotiationEvent): Refused | null {
  const after = foldEvent(directory, event, "");
  return canonicalJson(after) === canonicalJson(directory) ? refused("no-change") : null;
}

function firstOf<T>(list: readonly T[], why: (one: T, index: number) => NegotiationRefusal | null): Refused | null {
  for (const [at, one] of list.entries()) {
    const id = why(one, at);
    if (id) return refused(id, at);
  }
  return null;
}

/** A refusal by its id, with its sentence. */
export function refused(id: NegotiationRefusal, at?: number): Refused {
  return { id, sentence: NEGOTIATION_REFUSALS[id], ...(at !== undefined && { at }) };
}
