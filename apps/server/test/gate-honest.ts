import { ownersOf, ownsRun, withinBy } from "@adref/law";
import {
  innermost,
  type MarkValue,
  markIdentity,
  proposalsOn,
  provisionElements,
  provisionOfY,
  type RecordValue,
  type Run,
  yAttributes,
} from "@adref/schema";
import * as Y from "yjs";
import { type Chance, contestedBy, type Peer, proposedAs, proposedProvision } from "./gate-support.ts";

/** A new word, unlike all others, so that a test can follow it. */
export type NewWord = () => string;

/**
 * One thing that an honest delegate does in their own document, as the product's client writes it: exact marks, one place at
 * a time. May do nothing where chance chose a place in which there is nothing to do.
 */
export function actHonestly(peer: Peer, record: RecordValue, chance: Chance, word: NewWord, id: () => string): void {
  const party = peer.actor.role === "delegation" ? peer.actor.party : "";
  const open = [...provisionElements(peer.body)].filter((one) => {
    const status = record.statuses[String(one.getAttribute("id"))]?.status ?? "open";
    return status === "open" && one.toArray().some((child) => child instanceof Y.XmlText);
  });
  if (open.length === 0) return;
  const element = chance.of(open);
  const kind = chance.below(20);
  if (kind === 0) return insertProvision(peer, chance, word, id);
  if (kind === 1) return withdrawProvision(peer, element, party, record);
  if (kind < 5) return contest(element, party, record, chance, id, kind === 2 ? word : null);
  if (kind < 8) return withdrawWords(element, party, record, chance);
  if (kind === 8) return uncontest(element, party, record);
  write(element, party, record, chance, word, id);
}

function write(
  element: Y.XmlElement,
  party: string,
  record: RecordValue,
  chance: Chance,
  word: NewWord,
  id: () => string,
): void {
  const text = firstText(element);
  const characters = charactersOf(text);
  const at = chance.below(characters.length + 1);
  const left = characters[at - 1]?.marks ?? null;
  const right = characters[at]?.marks ?? null;
  const value = provisionOfY(element);
  const owners = ownersOf(record);
  const options = (marks: readonly MarkValue[] | null) =>
    innermost(proposalsOn(marks ?? []), withinBy(owners)).map(({ option }) => option);
  const inside = left && right ? options(left).find((one) => options(right).includes(one)) : undefined;
  const own = left && ownsRun(party, left, value, owners);
  // Brackets of others that stand on both sides stay round new words: ending and beginning them anew would put them back on
  // words from which their owner has just taken them.
  const brackets = (left ?? []).filter(
    (mark) => mark.type === "contested" && right?.some((other) => markIdentity(other) === markIdentity(mark)),
  );
  if (own && (inside !== undefined || (options(left).length === 1 && chance.percent(70)))) {
    return text.insert(at, word(), yAttributes([...left.filter(({ type }) => type !== "contested"), ...brackets]));
  }
  if (left && inside !== undefined) {
    const around = left.filter(({ type }) => type === "proposed");
    return text.insert(at, word(), yAttributes([...around, ...brackets, proposedAs(id(), id(), inside)]));
  }
  if (value.option !== null && ownsRun(party, [], value, owners)) return text.insert(at, word(), yAttributes(brackets));
  text.insert(at, word(), yAttributes([...brackets, proposedAs(id(), id(), value.option)]));
}

function contest(
  element: Y.XmlElement,
  party: string,
  record: RecordValue,
  chance: Chance,
  id: () => string,
  word: NewWord | null,
): void {
  const text = firstText(element);
  const characters = charactersOf(text);
  const value = provisionOfY(element);
  const owners = ownersOf(record);
  if (characters.length === 0) return;
  const from = chance.below(characters.length);
  const same = proposalsKey(characters[from] as Run);
  let to = from;
  while (to < characters.length && to < from + 6 && proposalsKey(characters[to] as Run) === same) to += 1;
  const { marks } = characters[from] as Run;
  if (ownsRun(party, marks, value, owners)) return;
  const bracket = id();
  text.format(from, to - from, yAttributes([contestedBy(bracket)]));
  if (!word) return;
  const within = innermost(proposalsOn(marks), withinBy(owners))[0]?.option ?? value.option;
  const around = marks.filter(({ type }) => type === "proposed");
  text.insert(to, word(), yAttributes([...around, proposedAs(bracket, id(), within)]));
}

function withdrawWords(element: Y.XmlElement, party: string, record: RecordValue, chance: Chance): void {
  const text = firstText(element);
  const characters = charactersOf(text);
  const value = provisionOfY(element);
  const isOwn = (run: Run) => ownsRun(party, run.marks, value, ownersOf(record));
  const starts = characters.flatMap((one, i) => (isOwn(one) ? [i] : []));
  if (starts.length === 0) return;
  const from = chance.of(starts);
  let to = from;
  while (to < characters.length && to < from + 5 && isOwn(characters[to] as Run)) to += 1;
  text.delete(from, to - from);
}

function uncontest(element: Y.XmlElement, party: string, record: RecordValue): void {
  const text = firstText(element);
  for (const { marks } of charactersOf(text)) {
    const own = marks.find(
      ({ type, attrs }) => type === "contested" && record.brackets[attrs.bracket ?? ""]?.owner === party,
    );
    if (!own) continue;
    const [key] = Object.keys(yAttributes([own]));
    return text.format(0, text.length, { [key as string]: null });
  }
}

function insertProvision(peer: Peer, chance: Chance, word: NewWord, id: () => string): void {
  peer.body.insert(chance.below(peer.body.length + 1), [proposedProvision(id(), id(), id(), word())]);
}

function withdrawProvision(peer: Peer, element: Y.XmlElement, party: string, record: RecordValue): void {
  const value = provisionOfY(element);
  const owners = ownersOf(record);
  if (value.option === null || owners.option(value.option)?.owner !== party) return;
  if (!value.runs.every((run) => ownsRun(party, run.marks, value, owners))) return;
  const index = peer.body.toArray().indexOf(element);
  if (index >= 0) peer.body.delete(index, 1);
}

const proposalsKey = (run: Run) => JSON.stringify(proposalsOn(run.marks));

function firstText(element: Y.XmlElement): Y.XmlText {
  const text = element.toArray().find((child) => child instanceof Y.XmlText);
  if (!(text instanceof Y.XmlText)) throw new Error("A provision without a text");
  return text;
}

/** The characters of one shared text with their marks. */
function charactersOf(text: Y.XmlText): Run[] {
  const out: Run[] = [];
  for (const part of text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]) {
    const marks = Object.entries(part.attributes ?? {}).map(([key, attrs]) => ({
      type: key.replace(/--.{8}$/, ""),
      attrs: attrs as Record<string, string | null>,
    }));
    for (const character of part.insert.split("")) out.push({ text: character, marks });
  }
  return out;
}
