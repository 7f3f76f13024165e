import type { TextValue } from "@adref/schema";

interface NodeJson {
  readonly marks?: readonly unknown[];
  readonly content?: readonly NodeJson[];
}

/** A string that is equal for equal texts, whatever the order of marks and of keys, which mean nothing. */
export function textKey({ doc, record }: TextValue): string {
  return stable([sortMarks(doc.toJSON()), record]);
}

function sortMarks(json: NodeJson): NodeJson {
  const marks = json.marks ? { marks: json.marks.map((mark) => stable(mark)).sort() } : {};
  return { ...json, ...marks, ...(json.content ? { content: json.content.map(sortMarks) } : {}) };
}

const stable = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
