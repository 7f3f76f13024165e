export { compareTexts, type ProvisionChange } from "./compare-texts.ts";
export { compareWords, type WordChange } from "./word-diff.ts";
