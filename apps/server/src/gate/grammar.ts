import { isId } from "@adref/law";
import { isKind, markKey, markTypeOfKey, schema } from "@adref/schema";
import * as Y from "yjs";

/** What a shared type is, as far as the text goes; `gone` is one that was deleted, `other` one that does not belong. */
export type TypeKind =
  | "body"
  | "provision"
  | "text"
  | "table"
  | "table_row"
  | "table_cell"
  | "table_header"
  | "gone"
  | "other";

const CHILDREN: Readonly<Record<TypeKind, readonly TypeKind[]>> = {
  body: ["provision", "table"],
  table: ["table_row"],
  table_row: ["table_cell", "table_header"],
  table_cell: ["provision"],
  table_header: ["provision"],
  provision: ["text"],
  text: [],
  gone: ["provision", "table", "table_row", "table_cell", "table_header", "text"],
  other: [],
};

const ELEMENTS = new Set<string>(["provision", "table", "table_row", "table_cell", "table_header"]);

/** What a shared type is by itself. */
export function kindOfType(type: Y.AbstractType<unknown>): TypeKind {
  // Subtypes of these classes are other types on the wire, so classes are compared, not instances.
  const made: unknown = type.constructor;
  if (made === Y.XmlText) return "text";
  if (made === Y.XmlFragment && type._item === null) return "body";
  if (made !== Y.XmlElement) return "other";
  const { nodeName } = type as unknown as Y.XmlElement;
  return ELEMENTS.has(nodeName) ? (nodeName as TypeKind) : "other";
}

/** Whether a type of one kind may stand in another (G6). */
export function mayHold(parent: TypeKind, child: TypeKind): boolean {
  return CHILDREN[parent].includes(child);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
/** Characters that turn the order in which everything behind them is shown: one of them mirrors others' words. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;
const LONGEST_NUMBER = 60;
const WIDEST_SPAN = 50;
const WIDEST_COLUMN = 10_000;

/** Whether characters can be read, printed and written to XML (G8). */
export function isReadable(words: string): boolean {
  return !CONTROL.test(words) && !TURNING.test(words);
}

type Check = (value: unknown) => boolean;
const idOrNone: Check = (value) => value === null || isId(value);
const span: Check = (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= WIDEST_SPAN;
const widths: Check = (value) =>
  value === null ||
  (Array.isArray(value) &&
    value.length <= WIDEST_SPAN &&
    value.every((width) => Number.isInteger(width) && width >= 0 && width <= WIDEST_COLUMN));

const CELL: Readonly<Record<string, Check>> = { colspan: span, rowspan: span, colwidth: widths };
const ATTRIBUTES: Partial<Readonly<Record<TypeKind, Readonly<Record<string, Check>>>>> = {
  provision: {
    id: isId,
    kind: isKind,
    level: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9,
    number: (value) =>
      value === null || (typeof value === "string" && value.length <= LONGEST_NUMBER && isReadable(value)),
    bracket: idOrNone,
    option: idOrNone,
    within: idOrNone,
  },
  table: { id: idOrNone },
  table_cell: CELL,
  table_header: CELL,
};

/** Whether an element of this kind may have the attribute with this value (G6). */
export function isAttribute(kind: TypeKind, name: string, value: unknown): boolean {
  const checks = ATTRIBUTES[kind];
  if (kind === "gone") return true;
  return checks !== undefined && Object.hasOwn(checks, name) && (checks[name] as Check)(value);
}

const MOST_KNOWN = 20_000;
const knownMarks = new Set<string>();

/** Whether a formatting key and its value are a mark of the schema under its own key, or the end of one (G7). */
export function isFormat(key: string, value: unknown): boolean {
  const type = markTypeOfKey(key);
  if (!Object.hasOwn(schema.marks, type)) return false;
  if (value === null) return key.length <= type.length + 10;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const seen = `${key}\n${JSON.stringify(value)}`;
  if (knownMarks.has(seen)) return true;
  const names = Object.keys(schema.marks[type]?.spec.attrs ?? {});
  const attrs = value as Readonly<Record<string, unknown>>;
  if (Object.keys(attrs).length !== names.length) return false;
  const canonical: Record<string, string | null> = {};
  for (const name of names) {
    if (!Object.hasOwn(attrs, name)) return false;
    const given = attrs[name];
    if (!isId(given) && !(given === null && name === "within")) return false;
    canonical[name] = given as string | null;
  }
  if (markKey({ type, attrs: canonical }) !== key) return false;
  if (knownMarks.size >= MOST_KNOWN) knownMarks.clear();
  knownMarks.add(seen);
  return true;
}
