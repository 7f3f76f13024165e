import type { CommentFacts, RecordValue } from "@adref/schema";

/** A comment with what answers it. */
export interface Thread extends CommentFacts {
  readonly id: string;
  readonly answered: readonly (CommentFacts & { readonly id: string })[];
}

/** What is shown beside the text: the comments on the provision at the caret, and those on others. */
export interface CommentsShown {
  readonly here: readonly Thread[];
  /** In the order of the text. */
  readonly elsewhere: readonly Thread[];
  readonly count: number;
}

const NONE: CommentsShown = { here: [], elsewhere: [], count: 0 };

/**
 * The comments of a record as one reads them: answers below what they answer, provisions in the order of the text. Comments on
 * provisions that are gone come last. `order` is the place of each provision.
 */
export function commentsShown(
  comments: RecordValue["comments"],
  order: ReadonlyMap<string, number>,
  here: string | null,
): CommentsShown {
  const all = Object.entries(comments).map(([id, facts]) => ({ id, ...facts }));
  if (all.length === 0) return NONE;
  const byTime = all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const known = new Map(all.map((comment) => [comment.id, comment]));
  const answers = new Map<string, (CommentFacts & { readonly id: string })[]>();
  const heads: (CommentFacts & { readonly id: string })[] = [];
  for (const comment of byTime) {
    const head = headOf(comment, known);
    if (head === comment.id) heads.push(comment);
    else answers.set(head, [...(answers.get(head) ?? []), comment]);
  }
  const threads = heads.map((comment): Thread => ({ ...comment, answered: answers.get(comment.id) ?? [] }));
  const place = ({ provision }: Thread) => order.get(provision) ?? Number.POSITIVE_INFINITY;
  const sorted = threads.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  return {
    here: sorted.filter(({ provision }) => provision === here),
    elsewhere: sorted.filter(({ provision }) => provision !== here),
    count: all.length,
  };
}

/** The comment that a comment answers in the end; itself where it answers none that is known, or goes round in a circle. */
function headOf(comment: { id: string; answers: string | null }, known: ReadonlyMap<string, CommentFacts>): string {
  let head = comment.id;
  const seen = new Set([head]);
  for (let next = comment.answers; next !== null && known.has(next); ) {
    if (seen.has(next)) return comment.id;
    seen.add(next);
    head = next;
    next = known.get(next)?.answers ?? null;
  }
  return head;
}
