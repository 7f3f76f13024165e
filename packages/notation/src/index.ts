export { SPELLED_NUMBERS } from "./draft-heads.ts";
export type { Finding } from "./findings.ts";
export { type ListedBracket, type ListedOption, type ListedStance, listBrackets } from "./listing.ts";
export { type Parsed, type ParseOptions, parse, preview } from "./parse.ts";
export { DRAFT, type KnownParty, NOTATION, type Reading } from "./reading.ts";
export { type SerializeOptions, serialize } from "./serialize.ts";
export { type SuggestOptions, suggestReading } from "./suggest.ts";
export type { NameMet, Preview, Reason, Suggestion } from "./suggestion.ts";
