import { cssString } from "./escape.ts";

/** What the margins of every printed page say. */
export interface Margins {
  /** At the top right, from the second page on: the paper's symbol and issue. */
  readonly running: string;
  /** At the top left of every page: who may have the paper. */
  readonly distribution: string;
}

/**
 * The look of a paper, on screen and on A4. Margins say what they say through page margin boxes, so that the browser's print
 * gives the paper without a script. Nothing is told by colour alone; a reader without colours loses nothing.
 */
export function styleOf({ running, distribution }: Margins, landscape = false): string {
  return `
@page {
  size: A4${landscape ? " landscape" : ""};
  margin: 25mm 26mm 23mm;
  @top-left { content: ${cssString(distribution)}; font: bold 9pt "Times New Roman", "Liberation Serif", Tinos, serif; }
  @top-right { content: ${cssString(running)}; font: 9pt "Times New Roman", "Liberation Serif", Tinos, serif; }
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt "Times New Roman", "Liberation Serif", Tinos, serif; }
}
@page :first { @top-left { content: none; } @top-right { content: none; } }
${SHEET}`;
}

const SHEET = `
:root { color-scheme: light; --ink: #000; --rule: #000; --quiet: #444; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 11.5pt/1.32 "Times New Roman", "Liberation Serif", Tinos, "Noto Serif", "Noto Serif SC", "Songti SC", SimSun, serif; }
.cover-top { display: flex; justify-content: space-between; gap: 1cm; border-bottom: 0.75pt solid var(--rule); padding-bottom: 1.5mm; font-weight: bold; font-size: 13pt; }
.cover-facts { text-align: end; margin: 1.5mm 0 9mm; }
.cover-facts p { margin: 0 0 0.5mm; }
.cover-title { font-size: 15pt; font-weight: bold; margin: 0 0 2mm; text-wrap: balance; }
.cover-subtitle { margin: 0 0 2mm; }
.cover-kind { font-weight: bold; margin: 0 0 4mm; }
.cover-note { border: 0.75pt solid var(--rule); padding: 2mm 3mm; font-weight: bold; margin: 0 0 4mm; }
.cover-lines { font-style: italic; font-size: 10pt; margin: 0 0 1.5mm; }
.cover { border-bottom: 0.75pt solid var(--rule); padding-bottom: 4mm; margin-bottom: 9mm; }
.provision { margin: 0 0 2.5mm; text-align: justify; text-indent: 0; font-weight: normal; font-size: 1em; orphans: 2; widows: 2; overflow-wrap: break-word; hyphens: manual; }
.provision.numbered { padding-inline-start: 1cm; text-indent: -1cm; }
.kind-subparagraph { margin-inline-start: 1cm; }
.kind-item { margin-inline-start: 2cm; }
.number { display: inline-block; min-width: 1cm; text-indent: 0; padding-inline-end: 1.5mm; }
.kind-title, .kind-heading, .kind-chapter, .kind-annex, .kind-section, .kind-article { text-align: center; font-weight: bold; text-indent: 0; padding: 0; margin: 5mm 0 3mm; break-after: avoid; break-inside: avoid; text-wrap: balance; }
.kind-title { font-size: 14pt; margin-top: 0; }
.kind-chapter, .kind-annex, .kind-heading { font-size: 12.5pt; margin-top: 7mm; }
.kind-title .number, .kind-heading .number, .kind-chapter .number, .kind-annex .number, .kind-section .number, .kind-article .number { display: inline; min-width: 0; padding: 0; }
.kind-cell { margin: 0 0 1mm; text-align: start; }
.sign { font-weight: bold; font-style: normal; text-decoration: none; }
.note { font-style: italic; }
.status { font-style: italic; font-weight: normal; white-space: nowrap; }
.footnote-sign { font-size: 0.72em; line-height: 0; vertical-align: super; text-decoration: none; color: inherit; font-weight: normal; font-style: normal; }
.footnotes { margin: 1mm 0 3mm; padding: 1.2mm 0 0; break-before: avoid; break-inside: avoid; font-size: 9.5pt; line-height: 1.25; }
.footnotes::before { content: ""; display: block; width: 4cm; border-top: 0.5pt solid var(--rule); margin-bottom: 1.2mm; }
.footnotes .provision { margin: 0 0 1mm; padding-inline-start: 5mm; text-indent: -5mm; }
.footnotes .footnote-sign { display: inline-block; min-width: 5mm; text-indent: 0; }
.words-table { width: 100%; border-collapse: collapse; margin: 2mm 0 4mm; }
.words-table td, .words-table th { border: 0.5pt solid var(--rule); padding: 1.2mm 2mm; vertical-align: top; text-align: start; font-weight: inherit; }
.words-table th .provision { font-weight: bold; }
.words-table tr { break-inside: avoid; }
.words-table .provision.numbered { padding-inline-start: 0; text-indent: 0; }
.words-table .number { min-width: 0; }
@media screen {
  body { background: #eceae4; padding: 2rem 1rem; }
  .sheet { background: #fff; max-width: 21cm; margin: 0 auto; padding: 2.4cm clamp(1rem, 6vw, 2.6cm); box-shadow: 0 0 0 1px #d5d2c8; }
}
@media screen and (max-width: 40rem) { .kind-subparagraph { margin-inline-start: 0.4cm; } .kind-item { margin-inline-start: 0.8cm; } .provision { text-align: start; } }
@media print { a { color: inherit; } }
`;
