import type { CommentFacts } from "@adref/schema";
import type { Authors } from "./authors.ts";
import type { Draft } from "./draft.ts";
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

function findPlaces(made: readonly Made[]): ReadonlyMap<string, Place> {
  const places = new Map<string, { provision: string; quoted: string; open: boolean }>();
  const open = new Map<string, { provision: string; quoted: string; open: boolean }>();
  let last: (typeof made)[number]["draft"]["block"]["paragraph"] | null = null;
  for (const { draft, id } of made) {
    const { paragraph } = draft.block;
    const edges = paragraph === last ? [] : paragraph.comments;
    last = paragraph;
    let done = 0;
    const quote = (to: number) => {
      if (open.size === 0) return;
      let words = "";
      for (const { from, text } of draft.segments) {
        if (from + text.length > done && from < to) words += text.slice(Math.max(0, done - from), to - from);
      }
      for (const place of open.values())
        if (place.quoted.length < LONGEST_QUOTE) place.quoted += words.slice(0, LONGEST_QUOTE);
    };
    for (const { at, side, id: comment } of edges) {
      quote(at);
      done = at;
      if (side === "end") open.delete(comment);
      else if (!places.has(comment)) {
        const place = { provision: id, quoted: "", open: side === "start" };
        places.set(comment, place);
        if (side === "start") open.set(comment, place);
      }
    }
    quote(Number.POSITIVE_INFINITY);
    for (const place of open.values()) if (place.quoted !== "" && !place.quoted.endsWith("\n")) place.quoted += "\n";
  }
  for (const place of places.values()) place.quoted = place.quoted.trim().toWellFormed();
  return places;
}
