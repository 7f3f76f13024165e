import type { Person } from "@adref/protocol";

/** A mention that is being written: from the sign to the caret. */
export interface Mentioning {
  /** Where the sign stands. */
  readonly at: number;
  readonly typed: string;
}

/** So many letters of a name are typed at most before what follows a sign is no mention any more. */
const LONGEST = 40;

/** The mention at the caret; null where none is being written. */
export function mentioningAt(text: string, caret: number): Mentioning | null {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > LONGEST) return null;
  const before = text[at - 1];
  if (before !== undefined && !/[\s([{“"'—–-]/.test(before)) return null;
  const typed = text.slice(at + 1, caret);
  return /[\n@]/.test(typed) || typed.startsWith(" ") ? null : { at, typed };
}

/** Whom a mention that is being written may mean, those first whose names begin so. */
export function peopleMeant(people: readonly Person[], typed: string, me: string): readonly Person[] {
  const sought = fold(typed);
  const rank = ({ name, party }: Person) => {
    const folded = fold(name);
    if (folded.startsWith(sought) || (party !== null && fold(party) === sought)) return 0;
    return folded.split(/\s+/).some((part) => part.startsWith(sought)) ? 1 : 2;
  };
  return people
    .filter((person) => person.id !== me && person.ended === undefined && rank(person) < 2)
    .toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .slice(0, 8);
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** The text with a person's name in the place of what was typed, and the caret after it. */
export function withMention(text: string, { at, typed }: Mentioning, name: string) {
  const head = `${text.slice(0, at)}@${name} `;
  return { text: head + text.slice(at + 1 + typed.length).replace(/^ /, ""), caret: head.length };
}

/** Whom a text mentions, by the people's ids: every name after a sign, the longest name first where one begins like another. */
export function mentionedIn(text: string, people: readonly Person[]): readonly string[] {
  let left = text;
  const out: string[] = [];
  for (const { id, name } of people.toSorted((a, b) => b.name.length - a.name.length)) {
    const sign = `@${name}`;
    if (!left.includes(sign)) continue;
    out.push(id);
    left = left.replaceAll(sign, "\n");
  }
  return out.sort();
}
