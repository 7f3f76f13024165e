export type { BracketIndex, BracketView, OptionView, Span } from "./bracket.ts";
export { indexBrackets } from "./index-brackets.ts";
export { type Sign, signsOf, signsOfProvision } from "./signs.ts";
