import { type FILE_ROOTS, isKind, RESOLUTIONS, STANCES, STATUSES } from "@adref/schema";

/** The parts of a record. */
export type FactsName = (typeof FILE_ROOTS)[number] | "stances";

type Facts = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);
const optional = (fits: (value: unknown) => boolean) => (value: unknown) => value === undefined || fits(value);
const isFlag = (value: unknown) => typeof value === "boolean";
const among = (values: readonly string[]) => (value: unknown) => isText(value) && values.includes(value);

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

function fits(value: unknown, shape: Shape): boolean {
  if (!isObject(value)) return false;
  if (Object.keys(value).some((key) => !Object.hasOwn(shape, key))) return false;
  return Object.entries(shape).every(([key, test]) => test(Object.hasOwn(value, key) ? value[key] : undefined));
}

const ATTRS: Shape = {
  id: optional(isTextOrNull),
  kind: optional(isKind),
  level: optional((value) => typeof value === "number" && Number.isFinite(value)),
  number: optional(isTextOrNull),
  bracket: optional(isTextOrNull),
  option: optional(isTextOrNull),
  within: optional(isTextOrNull),
};
const STANCE: Shape = { stance: among(STANCES), note: optional(isText), at: isText };

const SHAPES: Readonly<Record<FactsName, (value: unknown) => boolean>> = {
  brackets: (value) => fits(value, { owner: isTextOrNull, at: isText, parked: optional(isFlag) }),
  options: (value) => fits(value, { bracket: isText, within: isTextOrNull, owner: isTextOrNull, at: isText }),
  stances: (value) => isObject(value) && Object.values(value).every((stance) => fits(stance, STANCE)),
  statuses: (value) =>
    fits(value, { status: among(STATUSES), parked: optional(isFlag), at: isText, reason: optional(isText) }),
  resolutions: (value) =>
    fits(value, {
      kind: among(RESOLUTIONS),
      option: optional(isText),
      words: optional(isText),
      at: isText,
      by: isText,
      reason: optional(isText),
    }),
  comments: (value) =>
    fits(value, {
      provision: isText,
      quoted: isText,
      author: isText,
      party: isTextOrNull,
      at: isText,
      text: isText,
      answers: isTextOrNull,
      done: isFlag,
    }),
};

/** How facts of the named part of a record must look; null for any other word. */
export function factsGuard(word: string): { readonly name: FactsName; fits(value: unknown): boolean } | null {
  if (!Object.hasOwn(SHAPES, word)) return null;
  const name = word as FactsName;
  return { name, fits: SHAPES[name] };
}

/** Whether a value may be attributes of a provision. */
export function isAttrs(value: unknown): value is Record<string, unknown> {
  return fits(value, ATTRS);
}

/** Whether a value is an object of strings. */
export function isStringPairs(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(isText);
}
