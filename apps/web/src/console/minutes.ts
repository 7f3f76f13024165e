import type { MinutesView, TimelineAct } from "@adref/protocol";

/** One act of a session with what it was about. */
export interface MinuteAct extends TimelineAct {
  /** The provisions that it was about, as far as they are known. */
  readonly about: readonly string[];
}

/** What was done on one item of the agenda; `item` is null for what belongs to none. */
export interface MinutesSection {
  readonly item: string | null;
  readonly acts: readonly MinuteAct[];
}

/** Acts that open, order and close a session: they frame the minutes and belong to no item. */
const FRAME: readonly TimelineAct["type"][] = ["open-session", "set-agenda", "close-session"];

/**
 * The acts of a session under the items of its agenda, in the agenda's order, and what belongs to none at the end. An act
 * about several items stands under the first of them. What was taken back is left out together with its taking back. `holds` gives the provisions of an item; `homeOf` where a bracket
 * stands now, for acts of which nothing else is known, such as parking.
 */
export function minutesSections(
  view: Pick<MinutesView, "acts" | "agenda">,
  holds: (item: string) => readonly string[],
  homeOf: (bracket: string) => readonly string[],
): readonly MinutesSection[] {
  const known = new Map<string, readonly string[]>();
  for (const { bracket, provisions = [] } of view.acts) {
    if (bracket !== undefined && provisions.length > 0) known.set(bracket, provisions);
  }
  const undone = takenBack(view.acts);
  const acts = view.acts
    .filter(({ type, seq }) => !FRAME.includes(type) && !undone.has(seq))
    .map((act): MinuteAct => {
      const { provisions = [], bracket } = act;
      if (provisions.length > 0 || bracket === undefined) return { ...act, about: provisions };
      return { ...act, about: known.get(bracket) ?? homeOf(bracket) };
    });
  const items = view.agenda.map((item) => ({ item, provisions: new Set([item, ...holds(item)]) }));
  const itemOf = (act: MinuteAct) =>
    items.find(({ provisions }) => act.about.some((id) => provisions.has(id)))?.item ?? null;
  const sections: MinutesSection[] = [];
  for (const { item } of items) sections.push({ item, acts: acts.filter((act) => itemOf(act) === item) });
  const others = acts.filter((act) => itemOf(act) === null);
  return others.length > 0 ? [...sections, { item: null, acts: others }] : sections;
}

/** The acts that were taken back, and those that took them back. */
export function takenBack(acts: readonly TimelineAct[]): ReadonlySet<number> {
  return new Set(acts.flatMap(({ type, to, seq }) => (type === "undo" && to !== undefined ? [to, seq] : [])));
}

/** Minutes as they are copied and saved: a title, lines of facts, and under each heading what was done. */
export interface MinutesPaper {
  readonly title: string;
  readonly facts: readonly string[];
  readonly sections: readonly {
    readonly heading: string;
    readonly lines: readonly { readonly when: string; readonly words: string; readonly reason: string | null }[];
    /** What is said where nothing was done. */
    readonly nothing: string;
  }[];
}

/** Minutes as plain text. */
export function minutesText({ title, facts, sections }: MinutesPaper): string {
  const out = [title, ...facts];
  for (const { heading, lines, nothing } of sections) {
    out.push("", heading);
    if (lines.length === 0) out.push(`  ${nothing}`);
    for (const { when, words, reason } of lines) {
      out.push(`  ${when}  ${words}.`);
      if (reason !== null) out.push(`         ${reason}`);
    }
  }
  return `${out.join("\n")}\n`;
}

/** Minutes as a page of their own that needs nothing else; `lang` is its language. */
export function minutesHtml({ title, facts, sections }: MinutesPaper, lang: string, dir: "ltr" | "rtl"): string {
  const body = sections.map(({ heading, lines, nothing }) => {
    const items = lines.map(({ when, words, reason }) => {
      const because = reason === null ? "" : `<br><em>${escaped(reason)}</em>`;
      return `<li><time>${escaped(when)}</time> ${escaped(words)}.${because}</li>`;
    });
    const list = items.length === 0 ? `<p>${escaped(nothing)}</p>` : `<ol>\n${items.join("\n")}\n</ol>`;
    return `<h2>${escaped(heading)}</h2>\n${list}`;
  });
  return `<!doctype html>
<html lang="${escaped(lang)}" dir="${dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.0625rem/1.5 Georgia, serif; }
h1 { font-size: 1.4rem; }
h2 { margin-block: 1.6rem 0.3rem; font-size: 1.05rem; }
ol { margin: 0; padding: 0; list-style: none; }
li { margin-block: 0.3rem; }
time { margin-inline-end: 0.5em; color: #555; font-variant-numeric: tabular-nums; }
</style>
<h1>${escaped(title)}</h1>
${facts.map((fact) => `<p>${escaped(fact)}</p>`).join("\n")}
${body.join("\n")}
</html>
`;
}

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
