export type { BracketIndex, BracketView, OptionView, Span } from "./bracket.ts";
export { indexBrackets } from "./index-brackets.ts";
export type { How, Unresolvable } from "./plan-resolution.ts";
export { applyResolution, type ResolutionEffect } from "./resolve.ts";
export { type Sign, signsOf, signsOfProvision } from "./signs.ts";
