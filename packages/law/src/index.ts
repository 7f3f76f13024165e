export { type Actor, type Change, type Place, type Structure, signOf, type Touched, type Verdict } from "./change.ts";
export { judge } from "./judge.ts";
export { type Claims, isId, type Owners, ownersOf, withClaims } from "./owners.ts";
export { REFUSAL_IDS, type Refusal, type RefusalId, refuse } from "./refusals.ts";
export { ownsMark, ownsProvision, ownsRun, withinBy } from "./runs.ts";
export { judgeWhole, placeOf, structureOf, type WholeText, wholeOf } from "./whole.ts";
export { provisionWithout, sameProvision, without } from "./without.ts";
