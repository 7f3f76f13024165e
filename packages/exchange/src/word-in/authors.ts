import { PARTY_CODE_PATTERN, type PartyCode, STANDING } from "@adref/schema";
import type { ReadAuthor } from "../reading.ts";
import type { Change, WordParagraph } from "./paragraph.ts";
import type { WordItem } from "./read-body.ts";
import type { WordComment } from "./read-comments.ts";
import type { WordReadSettings } from "./settings.ts";
import type { Whose } from "./settle.ts";

type KnownParty = NonNullable<NonNullable<WordReadSettings["notation"]>["parties"]>[number];

/** The authors of a file, and whose their changes are. */
export class Authors {
  readonly #suggested = new Map<string, PartyCode | null>();
  readonly #settings: WordReadSettings;

  constructor(settings: WordReadSettings) {
    this.#settings = settings;
  }

  /** Whose the changes of an author are, by the settings or else by the name. */
  readonly whose: Whose = (author) => {
    const { authors } = this.#settings;
    return authors && Object.hasOwn(authors, author) ? (authors[author] ?? null) : this.suggested(author);
  };

  /** The party of an author's comments. */
  partyOf(author: string): PartyCode | null {
    const whose = this.whose(author);
    return whose === STANDING ? null : whose;
  }

  /** The party that a name speaks of: its code, or its name in any language that is known. */
  suggested(author: string): PartyCode | null {
    const known = this.#suggested.get(author);
    if (known !== undefined) return known;
    const found = suggest(author, this.#settings.notation?.parties ?? []);
    this.#suggested.set(author, found);
    return found;
  }

  /** Everybody who changed or commented, those with the most changes first. */
  list(
    items: readonly WordItem[],
    notes: Iterable<readonly WordParagraph[]>,
    comments: readonly WordComment[],
  ): ReadAuthor[] {
    const seen = new Set<Change>();
    const visit = (paragraph: WordParagraph) => {
      for (const change of paragraph.mark) seen.add(change);
      for (const { changes } of paragraph.pieces) for (const change of changes) seen.add(change);
    };
    for (const item of items) {
      if ("paragraph" in item) visit(item.paragraph);
      else for (const row of item.table.rows) for (const cell of row) cell.paragraphs.forEach(visit);
    }
    for (const paragraphs of notes) paragraphs.forEach(visit);
    const counts = new Map<string, { insertions: number; deletions: number; comments: number }>();
    const countOf = (name: string) => {
      const known = counts.get(name) ?? { insertions: 0, deletions: 0, comments: 0 };
      counts.set(name, known);
      return known;
    };
    for (const { author, type } of seen) countOf(author)[type === "inserted" ? "insertions" : "deletions"]++;
    for (const { author } of comments) countOf(author).comments++;
    return [...counts]
      .map(([name, count]): ReadAuthor => {
        const whose = this.whose(name);
        return {
          name,
          changes: count.insertions + count.deletions,
          ...count,
          party: this.partyOf(name),
          suggested: this.suggested(name),
          standing: whose === STANDING,
        };
      })
      .sort((a, b) => b.changes - a.changes || b.comments - a.comments || (a.name < b.name ? -1 : 1));
  }
}

function suggest(author: string, parties: readonly KnownParty[]): PartyCode | null {
  const words = author.split(/[^\p{L}\p{N}-]+/u);
  const codes = parties.map((party) => (typeof party === "string" ? party : party.code));
  const byCode = codes.find((code) => words.includes(code));
  if (byCode) return byCode;
  const lower = author.toLowerCase();
  for (const party of parties) {
    if (typeof party === "string") continue;
    if (Object.values(party.names).some((name) => name.length > 2 && lower.includes(name.toLowerCase())))
      return party.code;
  }
  return parties.length === 0 && PARTY_CODE_PATTERN.test(author) ? author : null;
}
