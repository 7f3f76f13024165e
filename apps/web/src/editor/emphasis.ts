/** A stretch of a provision's words, in UTF-16 units from its beginning. */
export interface Stretched {
  readonly from: number;
  readonly to: number;
}

/** What a reader looks for in the words. */
export interface Sought {
  /** Found anywhere in the words; a global expression. Null where only places are sought. */
  readonly pattern: RegExp | null;
  /** Stretches that are found for another reason than their words, such as all words of a party, by provision. */
  readonly places: ReadonlyMap<string, readonly Stretched[]>;
  /** The one that the reader has come to. */
  readonly current: { readonly provision: string; readonly from: number } | null;
}

/** Words that somebody has said something about. */
export interface CommentedWords extends Stretched {
  readonly thread: string;
  readonly open: boolean;
}

/** The commented words of a provision, and the words by which their places were counted. */
export interface CommentedProvision {
  readonly words: string;
  readonly stretches: readonly CommentedWords[];
}

/** What a reader brings out of the text, or puts into the background. It changes how words look, and no words. */
export interface Emphasis {
  /** Brackets that the reader's filter leaves out. */
  readonly dimmed: ReadonlySet<string>;
  readonly sought: Sought | null;
  readonly commented: ReadonlyMap<string, CommentedProvision>;
}

export const NO_EMPHASIS: Emphasis = { dimmed: new Set(), sought: null, commented: new Map() };

/** Most hits in one provision: a single letter is sought by accident. */
const MOST = 500;

/** The hits in a provision's words, in order. */
export function hitsIn(sought: Sought, provision: string, words: string): readonly Stretched[] {
  const places = sought.places.get(provision) ?? [];
  if (!sought.pattern) return places;
  const found: Stretched[] = [...places];
  for (const match of words.matchAll(sought.pattern)) {
    if (match[0] !== "") found.push({ from: match.index, to: match.index + match[0].length });
    if (found.length >= MOST) break;
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/**
 * Commented words where they are now. Between two readings of their anchors the words may have changed by a stroke of a key,
 * which moves what stands after it.
 */
export function commentedNow({ words, stretches }: CommentedProvision, now: string): readonly CommentedWords[] {
  if (words === now) return stretches;
  const most = Math.min(words.length, now.length);
  let head = 0;
  while (head < most && words[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && words[words.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const delta = now.length - words.length;
  // What is typed right before or after the words is none of them.
  const behind = (at: number) => (at >= words.length - tail ? at + delta : head);
  const start = (at: number) => (at < head ? at : behind(at));
  const end = (at: number) => (at <= head ? at : behind(at));
  return stretches
    .map((stretch) => ({ ...stretch, from: start(stretch.from), to: end(stretch.to) }))
    .filter(({ from, to }) => to > from);
}

/** Tells of every bracket and every provision that looks otherwise than before. `words` are those of the provisions drawn. */
export function compareEmphasis(
  before: Emphasis,
  after: Emphasis,
  words: Iterable<readonly [string, string]>,
  bracket: (id: string) => void,
  provision: (id: string) => void,
): void {
  if (before.dimmed !== after.dimmed) {
    for (const id of after.dimmed) if (!before.dimmed.has(id)) bracket(id);
    for (const id of before.dimmed) if (!after.dimmed.has(id)) bracket(id);
  }
  if (before.commented !== after.commented) {
    for (const [id, now] of after.commented) if (!sameStretches(before.commented.get(id), now)) provision(id);
    for (const id of before.commented.keys()) if (!after.commented.has(id)) provision(id);
  }
  if (before.sought === after.sought) return;
  if (before.sought && samePattern(before.sought, after.sought)) {
    for (const sought of [before.sought, after.sought]) if (sought?.current) provision(sought.current.provision);
    return;
  }
  for (const [id, text] of words) {
    const had = before.sought !== null && hitsIn(before.sought, id, text).length > 0;
    if (had || (after.sought !== null && hitsIn(after.sought, id, text).length > 0)) provision(id);
  }
}

function samePattern(a: Sought, b: Sought | null): boolean {
  return b !== null && a.pattern === b.pattern && a.places === b.places;
}

function sameStretches(a: CommentedProvision | undefined, b: CommentedProvision): boolean {
  if (!a || a.stretches.length !== b.stretches.length) return false;
  return b.stretches.every((now, i) => {
    const was = a.stretches[i] as CommentedWords;
    return was.thread === now.thread && was.from === now.from && was.to === now.to && was.open === now.open;
  });
}
