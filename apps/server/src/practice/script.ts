import type { Act, Person } from "@adref/protocol";
import { newId, type PartyCode, provisionsOf, STANDING, type TextValue } from "@adref/schema";
import type { Entry } from "../store/port.ts";
import type { Move } from "./moves.ts";

/** Something that somebody of the room does, so many milliseconds after what it answers. */
export interface Cue {
  readonly after: number;
  readonly party: PartyCode;
  readonly does:
    | { readonly kind: "move"; readonly move: Move; readonly skip: number }
    /** Made when its time comes, of the text as it then is; null where there is nothing left to do. */
    | { readonly kind: "act"; readonly act: (text: TextValue) => Act | null };
}

const NOTES = [
  "In line with our position at the last session.",
  "This reflects our legislation.",
  "Our capital asks for it.",
];
const OBJECTIONS = [
  "This goes beyond our mandate.",
  "We would need more time to implement this.",
  "The draft is clear as it stands.",
];

/** What the other parties put forward when the room opens, so that there is something to answer. */
export function opening(parties: readonly PartyCode[]): readonly Cue[] {
  const [first = "", second = first, third = second] = parties;
  const move = (after: number, party: PartyCode, move: Move, skip: number): Cue => {
    return { after, party, does: { kind: "move", move, skip } };
  };
  return [
    move(1_200, first, { replace: "shall", by: "should" }, 0),
    move(3_000, second, { add: ", taking into account its national legislation" }, 1),
    { after: 4_500, party: third, does: { kind: "act", act: (text) => supportNewest(text, first) } },
    move(6_500, third, { replace: "shall", by: "shall endeavour to" }, 1),
  ];
}

/** What the others do about something that the player did. The same entry always has the same answer. */
export function answers(entry: Entry, player: Person, parties: readonly PartyCode[]): readonly Cue[] {
  const [first = "", second = first, third = second] = turned(parties, entry.seq);
  const act = (after: number, party: PartyCode, make: (text: TextValue) => Act | null): Cue => {
    return { after, party, does: { kind: "act", act: make } };
  };
  const note = NOTES[entry.seq % NOTES.length] ?? "";
  const objection = OBJECTIONS[entry.seq % OBJECTIONS.length] ?? "";
  const mine = entry.kind === "words" && player.party !== null ? Object.keys(entry.data.patch?.options ?? {}) : [];
  const option = mine.at(-1);
  if (option !== undefined) {
    return [
      act(2_500, first, (text) => stance(text, option, "support", note)),
      act(5_000, second, (text) => stance(text, option, "oppose", objection)),
      act(7_500, third, (text) => stance(text, option, "reserve", "Scrutiny reservation.")),
    ];
  }
  const done = entry.data.act;
  if (done?.type === "stance" && done.stance !== null) {
    const { target } = done;
    if (done.stance === "support") return [act(2_500, first, (text) => stance(text, target, "support", note))];
    return [act(2_500, first, (text) => reply(text, target, "Could you say what would make this acceptable?"))];
  }
  if (done?.type === "adopt" || done?.type === "merge" || done?.type === "lift" || done?.type === "delete") {
    return [
      act(2_500, first, (text) => reply(text, done.bracket, "We can go along with this, in a spirit of compromise.")),
    ];
  }
  if (done?.type === "reopen") {
    const place = done.provisions[0];
    if (place === undefined) return [];
    return [act(2_000, second, (text) => said(text, place, "We thank the chair for reopening this."))];
  }
  return [];
}

/** The chair decides against the newest proposal of the player that still stands; null where there is none. */
export function decideAgainst({ doc, record }: TextValue, party: PartyCode | null): Act | null {
  const words = JSON.stringify(doc.toJSON());
  const [option] = Object.entries(record.options)
    .filter(([id, { owner }]) => owner === party && words.includes(`"${id}"`))
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  if (!option) return null;
  const { bracket } = option[1];
  const reason = "The meeting prefers the draft as it was.";
  // A bracket round an addition holds no standing words that could be kept.
  const stands = words.includes(`{"type":"contested","attrs":{"bracket":"${bracket}"}`);
  return stands ? { type: "adopt", bracket, option: STANDING, reason } : { type: "delete", bracket, reason };
}

function stance(text: TextValue, target: string, stance: "support" | "oppose" | "reserve", note: string): Act | null {
  return stands(text, target) ? { type: "stance", target, stance, note } : null;
}

function supportNewest(text: TextValue, party: PartyCode): Act | null {
  const own = Object.entries(text.record.options).filter(([, { owner }]) => owner === party);
  const [newest] = own.sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  return newest ? stance(text, newest[0], "support", NOTES[0] ?? "") : null;
}

function reply(text: TextValue, target: string, words: string): Act | null {
  const bracket = text.record.options[target]?.bracket ?? target;
  const place = provisionsOf(text.doc).find(({ node }) => JSON.stringify(node.toJSON()).includes(`"${bracket}"`));
  return place ? said(text, String(place.node.attrs.id), words) : null;
}

function said({ doc }: TextValue, provision: string, words: string): Act | null {
  if (!provisionsOf(doc).some(({ node }) => node.attrs.id === provision)) return null;
  return { type: "comment", comment: newId("c"), provision, quoted: "", text: words, answers: null };
}

function stands({ doc, record }: TextValue, target: string): boolean {
  const known = target in record.options || target in record.brackets;
  return known && JSON.stringify(doc.toJSON()).includes(`"${target}"`);
}

/** The parties, begun at another one each time, so that not always the same one agrees. */
function turned(parties: readonly PartyCode[], by: number): readonly PartyCode[] {
  const at = parties.length === 0 ? 0 : by % parties.length;
  return [...parties.slice(at), ...parties.slice(0, at)];
}
