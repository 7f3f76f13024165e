import { type RecordValue, schema } from "@adref/schema";
import { type Mark, Node } from "prosemirror-model";
import type { Findings } from "./findings.ts";
import { type FactsName, factsGuard, isAttrs, isStringPairs } from "./guards.ts";

/**
 * What the record section says where parsing the blocks alone would give something else. Its lines are a word and JSON:
 *
 *   ids {"p1":"pabc","b1":"bxyz"}          the ids of what parsing would call p1 and b1
 *   provision ["p1",{"level":5}]           attributes
 *   marks ["p1",12,[[5,{"type":…}],[12]]]  all marks on words of twelve characters: up to 5, then up to 12
 *   content ["p1",[…]]                     words and marks, where the blocks cannot say them
 *   table ["t1",{…}]                       a whole table
 *   brackets | options | stances | statuses | resolutions | comments ["id",facts or null]
 */
export class Corrections {
  readonly ids = new Map<string, string>();
  readonly attrs = new Map<string, Record<string, unknown>>();
  readonly contents = new Map<string, readonly Node[]>();
  readonly tables = new Map<string, Node>();
  readonly #marks = new Map<string, { length: number; ranges: readonly MarkRange[]; at: number }>();
  readonly #facts: { name: FactsName; id: string; facts: unknown }[] = [];
  readonly #findings: Findings | null;

  constructor(findings: Findings | null = null) {
    this.#findings = findings;
  }

  /** Takes one line; false when it is none of a record section. `at` is its offset in the source. */
  read(line: string, at: number): boolean {
    const space = line.indexOf(" ");
    if (space === -1) return false;
    try {
      return this.#take(line.slice(0, space), JSON.parse(line.slice(space + 1)), at);
    } catch {
      // Neither JSON nor nodes of the schema: the caller keeps the line as words.
      return false;
    }
  }

  #take(word: string, value: unknown, at: number): boolean {
    if (word === "ids") {
      if (!isStringPairs(value)) return false;
      for (const [generated, id] of Object.entries(value)) this.ids.set(generated, id);
      return true;
    }
    if (!Array.isArray(value) || typeof value[0] !== "string") return false;
    const [id, second, third] = value as [string, unknown, unknown];
    switch (word) {
      case "provision":
        if (!isAttrs(second)) return false;
        this.attrs.set(id, second);
        return true;
      case "marks":
        if (typeof second !== "number" || !Array.isArray(third)) return false;
        this.#marks.set(id, { length: second, ranges: third.map(rangeOf), at });
        return true;
      case "content":
        if (!Array.isArray(second)) return false;
        this.contents.set(
          id,
          second.map((json) => checked(json, "text")),
        );
        return true;
      case "table":
        this.tables.set(id, checked(second, "table"));
        return true;
      default: {
        const guard = factsGuard(word);
        if (!guard || (second !== null && !guard.fits(second))) return false;
        this.#facts.push({ name: guard.name, id, facts: second });
        return true;
      }
    }
  }

  /** The words of a provision under the marks that the section gives them, if it does and the words are as long. */
  remark(id: string, nodes: readonly Node[]): readonly Node[] {
    const marks = this.#marks.get(id);
    if (!marks) return nodes;
    const text = nodes.map((node) => node.text ?? "").join("");
    if (text.length !== marks.length) {
      this.#findings?.add(marks.at, `The words of ${id} have changed since.`, "Their signs were believed instead.");
      return nodes;
    }
    const out: Node[] = [];
    let from = 0;
    for (const { to, marks: set } of [...marks.ranges, { to: text.length, marks: [] }]) {
      if (to > from) out.push(schema.text(text.slice(from, to), set));
      from = Math.max(from, to);
    }
    return out;
  }

  /** The record after the section's facts. */
  record(record: RecordValue): RecordValue {
    if (this.#facts.length === 0) return record;
    const maps = new Map(Object.entries(record).map(([name, facts]) => [name, new Map(Object.entries(facts))]));
    for (const { name, id, facts } of this.#facts) {
      if (facts === null) maps.get(name)?.delete(id);
      else maps.get(name)?.set(id, facts as never);
    }
    return Object.fromEntries([...maps].map(([name, facts]) => [name, Object.fromEntries(facts)])) as never;
  }
}

interface MarkRange {
  readonly to: number;
  readonly marks: readonly Mark[];
}

/** `[to, mark, mark …]`: the marks from the range before up to `to`. Throws on anything else. */
function rangeOf(json: unknown): MarkRange {
  const [to, ...marks] = json as [unknown, ...unknown[]];
  if (typeof to !== "number" || !Number.isInteger(to)) throw new RangeError("A range ends at an offset");
  const node = checked({ type: "text", text: "x", ...(marks.length > 0 ? { marks } : {}) }, "text");
  return { to, marks: node.marks };
}

/** A node of the wanted type. Throws RangeError where it does not fit the schema. */
function checked(json: unknown, type: string): Node {
  const node = Node.fromJSON(schema, json);
  if (node.type.name !== type) throw new RangeError(`Not a ${type}`);
  node.check();
  checkAttrs(node);
  node.descendants((child) => {
    checkAttrs(child);
  });
  return node;
}

/** The schema says which attributes there are, but not what they hold. */
function checkAttrs(node: Node): void {
  if (node.type.name === "provision" && !isAttrs(node.attrs)) throw new RangeError("Unfit attributes of a provision");
  for (const { attrs } of node.marks) {
    if (!Object.values(attrs).every((value) => value === null || typeof value === "string")) {
      throw new RangeError("Unfit attributes of a mark");
    }
  }
}
