import { indexBrackets } from "@adref/brackets";
import { isId } from "@adref/law";
import {
  type BracketFacts,
  LEVEL_OF,
  newId,
  type OptionFacts,
  PARTY_CODE_PATTERN,
  type RecordValue,
  STANDING,
  schema,
  type TextValue,
} from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { isAttribute, isReadable } from "../gate/grammar.ts";

/** A text that the gate would let through, with what had to be mended; or what cannot be mended. */
export type Sound =
  | { readonly ok: true; readonly text: TextValue; readonly mended: readonly Mended[] }
  | { readonly ok: false; readonly what: string };

/** Something that was mended, and how often. */
export interface Mended {
  readonly what: "characters" | "ids" | "numbers" | "owners";
  readonly count: number;
}

const OUR_ID = "It holds ids of brackets that no text may have. It was not written by Adref, or was changed since.";

/**
 * What comes from a file is judged by the same grammar as what people type, since nobody could change a provision that the gate
 * finds unlawful as it stands. Provisions get ids of their own where theirs are missing, doubled or none; characters that cannot
 * be read are taken out; every bracket and option gets its facts, so that nobody can claim it later by typing.
 */
export function soundText(text: TextValue): Sound {
  const counts = { characters: 0, ids: 0, numbers: 0, owners: 0 };
  const taken = new Set<string>();
  let bad = false;

  const words = (node: Node): readonly Node[] => {
    bad ||= !node.marks.every(isSoundMark);
    const given = node.text ?? "";
    const kept =
      given.isWellFormed() && isReadable(given) ? given : [...given.toWellFormed()].filter(isReadable).join("");
    counts.characters += given.length - kept.length;
    if (kept === given) return [node];
    return kept === "" ? [] : [schema.text(kept, node.marks)];
  };
  const provision = (node: Node): Node => {
    const attrs = { ...node.attrs };
    if (!isId(attrs.id) || taken.has(attrs.id)) {
      attrs.id = freshId(taken);
      counts.ids += 1;
    }
    taken.add(attrs.id);
    for (const name of ["bracket", "option", "within"]) bad ||= !isAttribute("provision", name, attrs[name]);
    bad ||= attrs.option === STANDING;
    const children: Node[] = [];
    node.forEach((child) => {
      children.push(...words(child));
    });
    if (!isAttribute("provision", "number", attrs.number)) {
      if (typeof attrs.number === "string") children.unshift(...numberAsWords(attrs.number));
      attrs.number = "";
      counts.numbers += 1;
    }
    if (!isAttribute("provision", "level", attrs.level))
      attrs.level = LEVEL_OF[attrs.kind as keyof typeof LEVEL_OF] ?? 4;
    return schema.nodes.provision.create(attrs, Fragment.fromArray(children));
  };
  const block = (node: Node): Node => {
    if (node.type === schema.nodes.provision) return provision(node);
    const children: Node[] = [];
    node.forEach((child) => {
      children.push(block(child));
    });
    const attrs = node.type.name === "table" && !isId(node.attrs.id) ? { ...node.attrs, id: newId("t") } : node.attrs;
    return node.type.create(attrs, Fragment.fromArray(children), node.marks);
  };
  const doc = block(text.doc);
  if (bad) return { ok: false, what: OUR_ID };
  doc.check();
  const record = completeRecord(doc, text.record, (n) => {
    counts.owners += n;
  });
  const mended = (Object.entries(counts) as [Mended["what"], number][]).filter(([, count]) => count > 0);
  return { ok: true, text: { doc, record }, mended: mended.map(([what, count]) => ({ what, count })) };
}

function isSoundMark(mark: Mark): boolean {
  return Object.entries(mark.attrs).every(([name, value]) => {
    if (name === "option" && value === STANDING) return false;
    return isId(value) || (name === "within" && value === null);
  });
}

function freshId(taken: ReadonlySet<string>): string {
  let id = newId("p");
  while (taken.has(id)) id = newId("p");
  return id;
}

function numberAsWords(number: string): Node[] {
  const kept = [...number.toWellFormed()].filter(isReadable).join("").trim();
  return kept === "" ? [] : [schema.text(`${kept} `)];
}

/** The record with facts for every bracket and option of the words, and with codes of parties for owners only. */
function completeRecord(doc: Node, record: RecordValue, mended: (count: number) => void): RecordValue {
  const brackets: Record<string, BracketFacts> = {};
  const options: Record<string, OptionFacts> = {};
  const code = (owner: string | null) => {
    if (owner === null || PARTY_CODE_PATTERN.test(owner)) return owner;
    mended(1);
    return null;
  };
  for (const [id, facts] of Object.entries(record.brackets)) {
    if (isId(id)) brackets[id] = { ...facts, owner: code(facts.owner) };
  }
  for (const [id, facts] of Object.entries(record.options)) {
    if (isId(id) && id !== STANDING) options[id] = { ...facts, owner: code(facts.owner) };
  }
  for (const { id, options: alternatives } of indexBrackets(doc).brackets.values()) {
    brackets[id] ??= { owner: null, at: "" };
    for (const { id: option, within } of alternatives) {
      const known = options[option];
      if (known?.bracket === id) continue;
      options[option] = { owner: known?.owner ?? null, at: known?.at ?? "", bracket: id, within };
    }
  }
  return { ...record, brackets, options, stances: soundStances(record.stances) };
}

function soundStances(stances: RecordValue["stances"]): RecordValue["stances"] {
  return Object.fromEntries(
    Object.entries(stances)
      .filter(([target]) => isId(target))
      .map(([target, parties]) => {
        return [target, Object.fromEntries(Object.entries(parties).filter(([code]) => PARTY_CODE_PATTERN.test(code)))];
      }),
  );
}
