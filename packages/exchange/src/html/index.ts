export { type ComparisonPageOptions, comparisonHtml } from "./comparison-page.ts";
export { readHtml } from "./read-html.ts";
export { type HtmlOptions, writeHtml } from "./write-html.ts";
