import { type ChangeEntry, type Comparison, type ComparisonRow, changesOf, countsOf } from "@adref/revisions";
import { type Kind, PARTY_CODE_PATTERN, type Party, type PartyCode } from "@adref/schema";
import type { Cover } from "../cover.ts";
import { changeSentence, countsSentence } from "./change-sentences.ts";
import { comparedWords } from "./compared-words.ts";
import { shownHtml } from "./escape.ts";
import { pageOf } from "./page.ts";

export interface ComparisonPageOptions {
  /** What the two texts are called, such as "Rev.1" and "Rev.2". */
  readonly before: string;
  readonly after: string;
  /** `inline`: one column with what went and what came; `side`: two columns on a page that lies on its side. Inline unless told. */
  readonly layout?: "inline" | "side";
  /** `changed` leaves out provisions in which nothing has changed; `all` unless told. */
  readonly rows?: "all" | "changed";
  /** Whether the page says whose the brackets and changes are. */
  readonly attributions: boolean;
  readonly cover: Cover;
  readonly parties: readonly Party[];
}

/**
 * A comparison as one self-contained page of HTML that prints as a paper: what went is struck through, what came is
 * underlined, and below every provision stands what happened to it.
 */
export function comparisonHtml(comparison: Comparison, options: ComparisonPageOptions): string {
  const { layout = "inline", rows = "all", attributions, cover, parties } = options;
  const changes = attributions ? changesOf(comparison) : changesOf(comparison).map(withoutParties);
  const told = new Map<number, ChangeEntry[]>();
  const elsewhere: ChangeEntry[] = [];
  for (const change of changes) {
    if (change.row === null) elsewhere.push(change);
    else told.set(change.row, [...(told.get(change.row) ?? []), change]);
  }
  const kept = comparison.rows.flatMap((row, i) => {
    const of = told.get(i) ?? [];
    return rows === "all" || row.kind !== "same" || of.length > 0 ? [{ row, of }] : [];
  });
  const body =
    layout === "side"
      ? sideBySide(kept, options)
      : kept.map(({ row, of }) => `${inlineRow(row, attributions)}${notesOf(of)}`).join("\n");
  const nothing = kept.length === 0 ? "<p>Nothing has changed.</p>" : "";
  const rest = elsewhere.length === 0 ? "" : `<h2 class="provision kind-section">Elsewhere</h2>${notesOf(elsewhere)}`;
  return pageOf({
    cover: {
      kind: `Changes from ${options.before} to ${options.after}`,
      ...cover,
      lines: linesOf(cover, parties, attributions),
    },
    main: `<p class="counts">${shownHtml(countsSentence(countsOf(comparison, changes)))}</p>\n${nothing}${body}${rest}`,
    style: STYLE,
    landscape: layout === "side",
  });
}

function linesOf(cover: Cover, parties: readonly Party[], attributions: boolean): readonly string[] {
  const lines = [
    ...(cover.lines ?? []),
    "This paper is without prejudice to the position of any delegation.",
    "Words that only the earlier text has are struck through; those that only the later one has are underlined. Brackets are shown as they are now, and as they were where they differ.",
  ];
  if (attributions && parties.length > 0) {
    lines.push(`${parties.map((party) => `${party.code}: ${party.names.en}`).join("; ")}.`);
  }
  return lines;
}

/** A change without whose it is; what people wrote as a reason or a note may name a party too. */
function withoutParties(change: ChangeEntry): ChangeEntry {
  const values = Object.fromEntries(
    Object.entries(change.values).map(([name, value]) => {
      if (["reason", "note", "by", "parties"].includes(name)) return [name, ""];
      return [name, name === "party" || (isOwner(change) && isCode(value)) ? "" : value];
    }),
  );
  return change.sort.startsWith("stance-")
    ? { ...change, values: { ...values, party: "A delegation" } }
    : { ...change, values };
}

const isOwner = ({ sort }: ChangeEntry) => sort === "owner-changed";
const isCode = (value: PartyCode | number) => typeof value === "string" && PARTY_CODE_PATTERN.test(value);

const TAGS: Partial<Record<Kind, string>> = {
  title: "h1",
  heading: "h2",
  chapter: "h2",
  annex: "h2",
  section: "h3",
  article: "h4",
};

function inlineRow(row: ComparisonRow, attributions: boolean): string {
  const one = row.after ?? row.before;
  if (!one) return "";
  const tag = TAGS[one.kind] ?? "p";
  const label = numberHtml(row);
  const classes = `provision kind-${one.kind}${label === "" ? "" : " numbered"} row-${row.kind}`;
  const { lead, words } = comparedWords(row, "both", attributions);
  const wrapped = row.kind === "added" ? `<ins>${label}</ins>` : row.kind === "removed" ? `<del>${label}</del>` : label;
  return `<${tag} class="${classes}" dir="auto">${lead}${label === "" ? "" : wrapped}${words}</${tag}>`;
}

/** The number, and the earlier one struck where it was another. */
function numberHtml(row: ComparisonRow): string {
  const [before, after] = [row.before?.number ?? "", row.after?.number ?? ""];
  const now = row.after ? after : before;
  const dot = TAGS[(row.after ?? row.before)?.kind ?? "paragraph"] ? ". " : "";
  const was = row.renumbered ? `<del>${shownHtml(before)} </del>` : "";
  return now === "" && was === ""
    ? ""
    : `<span class="number">${was}${row.renumbered ? `<ins>${shownHtml(now)}</ins>` : shownHtml(now)}${dot}</span>`;
}

function notesOf(changes: readonly ChangeEntry[]): string {
  if (changes.length === 0) return "";
  const items = changes.map((change) => `<li>${shownHtml(changeSentence(change))}</li>`);
  return `\n<ul class="told">${items.join("")}</ul>`;
}

function sideBySide(
  rows: readonly { readonly row: ComparisonRow; readonly of: readonly ChangeEntry[] }[],
  { before, after, attributions }: ComparisonPageOptions,
): string {
  const lines = rows.map(({ row, of }) => {
    const cell = (side: "before" | "after") => {
      const one = row[side];
      if (!one) return '<td class="none">—</td>';
      const number = one.number === "" ? "" : `<span class="number">${shownHtml(one.number)}</span>`;
      const { lead, words } = comparedWords(row, side, attributions);
      return `<td><p class="provision kind-cell compared-${one.kind}" dir="auto">${lead}${number}${words}</p>${side === "after" ? notesOf(of) : ""}</td>`;
    };
    const gone = row.after ? "" : notesOf(of);
    return `<tr>${cell("before").replace("</td>", `${gone}</td>`)}${cell("after")}</tr>`;
  });
  return `<table class="words-table sides"><thead><tr><th scope="col">${shownHtml(before)}</th><th scope="col">${shownHtml(after)}</th></tr></thead>
<tbody>\n${lines.join("\n")}\n</tbody></table>`;
}

const STYLE = `
ins { text-decoration: underline; text-decoration-thickness: 0.06em; text-underline-offset: 0.14em; background: #eef4ea; print-color-adjust: exact; }
del { text-decoration: line-through; background: #f8ecea; print-color-adjust: exact; }
.counts { font-weight: bold; margin: 0 0 6mm; }
.told { margin: -1mm 0 3.5mm; padding-inline-start: 1.4cm; font-size: 9.5pt; line-height: 1.25; font-style: italic; break-before: avoid; }
.told li { margin: 0; }
.kind-subparagraph + .told { padding-inline-start: 2.4cm; }
.kind-item + .told { padding-inline-start: 3.4cm; }
.row-moved { border-inline-start: 1.5pt double var(--rule); padding-inline-start: 2mm; }
.row-moved.numbered { padding-inline-start: calc(1cm + 2mm); }
.sides { table-layout: fixed; font-size: 10.5pt; }
.sides thead { display: table-header-group; }
.sides th { font-weight: bold; }
.sides tr { break-inside: auto; }
.sides .number { padding-inline-end: 2mm; font-weight: bold; }
.sides .told { margin: 1mm 0 0; padding-inline-start: 5mm; }
.sides .compared-title, .sides .compared-heading, .sides .compared-chapter, .sides .compared-annex, .sides .compared-section, .sides .compared-article { font-weight: bold; }
.sides .none { text-align: center; }
`;
