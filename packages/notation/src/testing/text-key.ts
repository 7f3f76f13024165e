import type { TextValue } from "@adref/schema";

interface NodeJson {
  readonly text?: string;
  readonly marks?: readonly unknown[];
  readonly content?: readonly NodeJson[];
}

/** A string that is equal for equal texts, whatever the order of marks and of keys, which mean nothing. */
export function textKey({ doc, record }: TextValue): string {
  return `${stable([normal(doc.toJSON()), record])}`;
}

/** Marks in order, and words with equal marks in one piece. */
function normal(json: NodeJson): NodeJson {
  const marks = json.marks ? { marks: json.marks.map((mark) => stable(mark)).sort() } : {};
  if (!json.content) return { ...json, ...marks };
  const content: NodeJson[] = [];
  for (const child of json.content.map(normal)) {
    const last = content.at(-1);
    const joins = last?.text !== undefined && child.text !== undefined && stable(last.marks) === stable(child.marks);
    if (joins) content[content.length - 1] = { ...last, text: `${last.text}${child.text}` };
    else content.push(child);
  }
  return { ...json, ...marks, content };
}

const stable = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
