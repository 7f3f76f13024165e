import { applyResolution, type How, indexBrackets } from "@adref/brackets";
import {
  bodyOf,
  docOfY,
  newWordsDoc,
  patchRecord,
  type ResolutionFacts,
  schema,
  type TextValue,
  writeDoc,
} from "@adref/schema";
import type { Node } from "prosemirror-model";

const AT = "2026-06-18T15:30:00.000Z";

/**
 * A text after a session, for papers that compare: some options adopted, some brackets deleted or lifted by the chair, and by the
 * Secretariat a provision taken out, one put in, one moved and one reworded. The same text always gives the same.
 */
export function laterText(text: TextValue): TextValue {
  const resolved = afterResolutions(text);
  const blocks = [...resolved.doc.children];
  const plain = blocks.flatMap((block, i) => (isPlain(block) ? [i] : []));
  const [third, fifth, eighth] = [plain[2], plain[4], plain[7]];
  if (eighth !== undefined && fifth !== undefined && third !== undefined) {
    blocks[third] = reworded(blocks[third] as Node);
    const moved = blocks.splice(eighth, 1);
    blocks.splice(fifth, 1, ...moved, newParagraph());
  }
  return { doc: schema.topNodeType.create(null, blocks), record: resolved.record };
}

function afterResolutions(text: TextValue): TextValue {
  const shared = newWordsDoc();
  writeDoc(bodyOf(shared), text.doc);
  const resolutions: Record<string, ResolutionFacts> = {};
  for (const [i, id] of indexBrackets(text.doc).order.entries()) {
    const option = indexBrackets(docOfY(bodyOf(shared))).brackets.get(id)?.options[0]?.id;
    const how: How | null = i % 3 === 0 && option ? { kind: "adopt", option } : i % 7 === 1 ? { kind: "delete" } : null;
    if (how && "ended" in applyResolution(bodyOf(shared), id, how)) resolutions[id] = { ...how, at: AT, by: "chair" };
  }
  return { doc: docOfY(bodyOf(shared)), record: patchRecord(text.record, { resolutions }) };
}

const isPlain = (block: Node) =>
  block.type === schema.nodes.provision &&
  block.attrs.kind === "paragraph" &&
  block.childCount === 1 &&
  block.firstChild?.marks.length === 0;

function reworded(block: Node): Node {
  const words = (block.textContent ?? "").split(" ");
  return block.copy(
    schema.node("provision", null, schema.text(["Where appropriate,", ...words.slice(2)].join(" "))).content,
  );
}

function newParagraph(): Node {
  const words = "The Parties shall review the operation of this provision every three years.";
  return schema.node("provision", { id: "pnew00000000001", kind: "paragraph", number: null }, schema.text(words));
}
