import type { CompareView, Revision } from "@adref/protocol";
import type { ChangeEntry } from "@adref/revisions";
import type { RecordValue } from "@adref/schema";
import { changesToTell } from "../compare/compare-model.ts";
import type { Changed } from "./subjects.ts";

/** Something that came about in a text since a moment. */
export type DigestItem =
  | { readonly what: "change"; readonly key: string; readonly change: ChangeEntry }
  | {
      readonly what: "comment";
      readonly key: string;
      readonly comment: string;
      readonly by: string;
      readonly words: string;
      readonly answers: boolean;
      readonly mentions: boolean;
    };

/** What came about in one provision, or, under null, in none that is there. */
export interface DigestPlace {
  readonly provision: string | null;
  readonly items: readonly DigestItem[];
}

export interface Digest {
  readonly since: string;
  /** In the order of the text. */
  readonly places: readonly DigestPlace[];
  readonly revisions: readonly Revision[];
  /** Everything that is told, revisions included. */
  readonly count: number;
  readonly changed: Changed;
}

interface Sources {
  readonly view: CompareView;
  readonly since: string;
  readonly comments: RecordValue["comments"];
  readonly revisions: readonly Revision[];
  /** The person who reads: one's own comments are no news. */
  readonly person: string;
  /** The place of each provision that is there now. */
  readonly order: ReadonlyMap<string, number>;
}

/** Words that changed inside brackets only are told by what was proposed, withdrawn or resolved there. */
function isToldByBrackets({ sort, row }: ChangeEntry, { comparison }: CompareView): boolean {
  const compared = row === null ? undefined : comparison.rows[row];
  if (sort !== "words-changed" || !compared || compared.brackets.length === 0) return false;
  return compared.words.every(({ kind, before, after }) => kind === "same" || (after ?? before)?.option !== null);
}

/** What happened between a comparison's two moments, by provision. */
export function digestOf({ view, since, comments, revisions, person, order }: Sources): Digest {
  const places = new Map<string | null, DigestItem[]>();
  const brackets = new Set<string>();
  const put = (provision: string | null, item: DigestItem) => {
    const home = provision !== null && order.has(provision) ? provision : null;
    const list = places.get(home);
    if (list) list.push(item);
    else places.set(home, [item]);
  };
  for (const change of changesToTell(view.comparison)) {
    // Numbers follow by themselves from what came and went, which is told.
    if (change.sort === "provision-renumbered" || isToldByBrackets(change, view)) continue;
    put(change.provision, { what: "change", key: change.key, change });
    if (change.bracket) brackets.add(change.bracket.bracket);
  }
  for (const [id, { at, provision, author, text, answers, mentions, ...facts }] of Object.entries(comments)) {
    if (at <= since || facts.person === person || text === "") continue;
    put(provision, {
      ...{ what: "comment", key: `comment/${id}`, comment: answers ?? id, by: author, words: text },
      ...{ answers: answers !== null, mentions: mentions?.includes(person) ?? false },
    });
  }
  const issued = revisions.filter(({ at }) => at > since);
  const placeOf = (id: string | null) => (id === null ? Number.POSITIVE_INFINITY : (order.get(id) ?? 0));
  const sorted = [...places]
    .map(([provision, items]): DigestPlace => ({ provision, items }))
    .sort((a, b) => placeOf(a.provision) - placeOf(b.provision));
  const provisions = new Set(sorted.flatMap(({ provision }) => (provision === null ? [] : [provision])));
  const count = sorted.reduce((sum, { items }) => sum + items.length, 0) + issued.length;
  return { since, places: sorted, revisions: issued, count, changed: { since, brackets, provisions } };
}
