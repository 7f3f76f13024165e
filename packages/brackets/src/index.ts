export type { BracketIndex, BracketView, OptionView, Span } from "./bracket.ts";
export { cleanDoc, type OpenWords } from "./clean.ts";
export { factsOf, innermost, type Piece, type Proposal, type ProvisionFacts, type Stretch } from "./facts.ts";
export { indexBrackets } from "./index-brackets.ts";
export { type OpenBrackets, openBrackets } from "./open-brackets.ts";
export type { How, Unresolvable } from "./plan-resolution.ts";
export { applyResolution, type ResolutionEffect } from "./resolve.ts";
export { type Sign, signsOf, signsOfProvision } from "./signs.ts";
