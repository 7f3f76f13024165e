import { cleanDoc, indexBrackets } from "@adref/brackets";
import type { PartyCode, RecordValue, ResolutionFacts, TextValue } from "@adref/schema";
import { Ownership } from "./passage.ts";
import { type ReadBracket, type ReadBrackets, readBrackets } from "./read-brackets.ts";
import { readText } from "./read-text.ts";
import { type Choice, resolveAll } from "./resolve-all.ts";

/**
 * A text as it would be if everything that a party has put forward were adopted: in each bracket its own option (the first,
 * where it has several), and the words gone that it wants deleted. Brackets in which it has nothing stay open. The record
 * says of each such bracket that it was resolved, with nobody named, so that a comparison tells it as adopted. Nothing of
 * this has happened: never store it.
 */
export function asIfAdopted(text: TextValue, party: PartyCode): TextValue {
  return chosen(text, (bracket, { options }) => {
    const own = bracket.options.find((id) => options.get(id)?.party === party);
    if (own !== undefined) return { option: own };
    return stanceOf(text.record, bracket.id, party) === "delete" && bracket.contested ? "nothing" : null;
  });
}

/** The words as they stand: nothing proposed, everything contested kept, no brackets. Compare it with `brackets: false`. */
export function asStanding(text: TextValue): TextValue {
  const doc = cleanDoc(text.doc, indexBrackets(text.doc), "standing");
  return { doc, record: { ...text.record, brackets: {}, options: {}, stances: {} } };
}

/**
 * The words with the favoured option of every bracket and no brackets left: the option, or the standing words, that most
 * parties are for after those against are taken off; owners are for their own. Where it is even the standing words stay, and
 * an insertion that no more parties want than oppose does not come. As with `asIfAdopted`, nothing of this has happened.
 */
export function asFavoured(text: TextValue): TextValue {
  return chosen(text, (bracket, read) => favoured(bracket, read, text.record));
}

function chosen(text: TextValue, choose: (bracket: ReadBracket, read: ReadBrackets) => Choice): TextValue {
  const read = readBrackets(readText(text), text.record, new Ownership(text.record));
  const choices = new Map<string, Choice>();
  const resolutions: Record<string, ResolutionFacts> = {};
  for (const bracket of read.brackets.values()) {
    const choice = choose(bracket, read);
    choices.set(bracket.id, choice);
    if (choice !== null) resolutions[bracket.id] = resolutionOf(choice);
  }
  const doc = resolveAll(text.doc, (bracket) => choices.get(bracket) ?? null);
  return { doc, record: { ...text.record, resolutions: { ...text.record.resolutions, ...resolutions } } };
}

function resolutionOf(choice: Exclude<Choice, null>): ResolutionFacts {
  const nobody = { at: "", by: "" };
  if (typeof choice === "object") return { kind: "adopt", option: choice.option, ...nobody };
  return choice === "standing" ? { kind: "adopt", option: "standing", ...nobody } : { kind: "delete", ...nobody };
}

function favoured(bracket: ReadBracket, read: ReadBrackets, record: RecordValue): Choice {
  let best: Choice = "standing";
  let most = bracket.contested ? net(record, bracket.id, null) : 0;
  for (const option of bracket.options) {
    const score = net(record, option, read.options.get(option)?.party ?? null);
    if (score > most) [best, most] = [{ option }, score];
  }
  return best;
}

/** How many parties are for a target, less those against. */
function net(record: RecordValue, target: string, owner: PartyCode | null): number {
  const stances = Object.hasOwn(record.stances, target) ? (record.stances[target] ?? {}) : {};
  let sum = owner === null || Object.hasOwn(stances, owner) ? 0 : 1;
  for (const [party, { stance }] of Object.entries(stances)) {
    if (stance === "support" || stance === "retain" || party === owner) sum += 1;
    else if (stance === "oppose" || stance === "delete") sum -= 1;
  }
  return sum;
}

function stanceOf(record: RecordValue, target: string, party: PartyCode) {
  const stances = Object.hasOwn(record.stances, target) ? record.stances[target] : undefined;
  return stances && Object.hasOwn(stances, party) ? stances[party]?.stance : undefined;
}
