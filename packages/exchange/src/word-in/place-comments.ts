import type { CommentFacts } from "@adref/schema";
import type { Authors } from "./authors.ts";
import type { Draft } from "./draft.ts";
import type { WordParagraph } from "./paragraph.ts";
import type { WordComment } from "./read-comments.ts";
import type { Notes } from "./tally.ts";

const LONGEST_QUOTE = 500;

/** A provision that is made, with its id. */
export interface Made {
  readonly draft: Draft;
  readonly id: string;
}

/**
 * Comments of a file as comments of a text: each on the provision that its place became, with the words that it is about.
 * Answers stand where what they answer stands.
 */
export function placeComments(
  comments: readonly WordComment[],
  made: readonly Made[],
  authors: Authors,
  notes: Notes,
): Record<string, CommentFacts> {
  const places = findPlaces(made);
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const out: Record<string, CommentFacts> = {};
  const ids = new Map(comments.map(({ id }, i) => [id, `c${i + 1}`]));
  for (const comment of comments) {
    let root = comment;
    for (let i = 0; i < 50 && !places.has(root.id) && root.answers !== null; i++) root = byId.get(root.answers) ?? root;
    const place = places.get(comment.id) ?? places.get(root.id);
    if (!place) {
      notes.notKept.add(
        "# comment(s) on nothing that is in the text.",
        `Left out; the first is: “${comment.text.slice(0, 80)}”.`,
        "",
      );
      continue;
    }
    const answered = comment.answers === null ? undefined : ids.get(comment.answers);
    out[ids.get(comment.id) as string] = {
      provision: place.provision,
      quoted: place.quoted,
      author: comment.author,
      party: authors.partyOf(comment.author),
      at: comment.at,
      text: comment.text,
      answers: answered ?? null,
      done: comment.done,
    };
  }
  return out;
}

interface Place {
  readonly provision: string;
  readonly quoted: string;
}

/** So many edges of comments are looked at in one paragraph. */
const MOST_EDGES = 5_000;

function findPlaces(made: readonly Made[]): ReadonlyMap<string, Place> {
  const places = new Map<string, { provision: string; quoted: string }>();
  const open = new Map<string, { provision: string; quoted: string }>();
  let last: WordParagraph | null = null;
  for (const { draft, id } of made) {
    const { paragraph } = draft.block;
    const edges = paragraph === last ? [] : paragraph.comments.slice(0, MOST_EDGES);
    last = paragraph;
    const words = new Walk(draft);
    const quote = (to: number) => {
      const read = words.upTo(to);
      if (read === "") return;
      for (const [comment, place] of open) {
        place.quoted += read;
        if (place.quoted.length >= LONGEST_QUOTE) open.delete(comment);
      }
    };
    for (const { at, side, id: comment } of edges) {
      quote(at);
      if (side === "end") open.delete(comment);
      else if (!places.has(comment)) {
        const place = { provision: id, quoted: "" };
        places.set(comment, place);
        if (side === "start") open.set(comment, place);
      }
    }
    quote(Number.POSITIVE_INFINITY);
    for (const place of open.values()) if (place.quoted !== "" && !place.quoted.endsWith("\n")) place.quoted += "\n";
  }
  for (const place of places.values()) place.quoted = place.quoted.trim().slice(0, LONGEST_QUOTE).toWellFormed();
  return places;
}

/** Reads the words of a draft once, from place to place among the characters of its block. */
class Walk {
  readonly #segments: Draft["segments"];
  #segment = 0;
  #done = 0;

  constructor({ segments }: Draft) {
    this.#segments = segments;
  }

  /** The words from where the last call ended up to a place; no more of them than a quotation holds. */
  upTo(place: number): string {
    let words = "";
    for (let one = this.#segments[this.#segment]; one && one.from < place; one = this.#segments[++this.#segment]) {
      const from = Math.max(0, this.#done - one.from);
      const to = Math.min(one.text.length, place - one.from);
      if (words.length < LONGEST_QUOTE) words += one.text.slice(from, to);
      if (to < one.text.length) break;
    }
    this.#done = Math.max(this.#done, place);
    return words.slice(0, LONGEST_QUOTE);
  }
}
