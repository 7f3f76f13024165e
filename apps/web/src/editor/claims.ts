import type { BracketIndex } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { AddMarkStep, ReplaceStep } from "prosemirror-transform";

/** The ids of brackets and options that a local change brings in: nobody had them before, so they are its author's. */
export function claimedBy(tr: Transaction, index: BracketIndex, record: RecordValue): string[] {
  const found = new Map<string, string>();
  const note = (attrs: Readonly<Record<string, unknown>>) => {
    const { bracket, option } = attrs;
    if (typeof bracket !== "string") return;
    found.set(bracket, bracket);
    if (typeof option === "string") found.set(option, bracket);
  };
  const read = (node: Node) => {
    if (node.type.name === "provision") note(node.attrs);
    for (const mark of node.marks) note(mark.attrs);
  };
  for (const step of tr.steps) {
    if (step instanceof AddMarkStep) note(step.mark.attrs);
    else if (step instanceof ReplaceStep) {
      step.slice.content.descendants((node) => {
        read(node);
        return true;
      });
    }
  }
  return [...found]
    .filter(([id, bracket]) => {
      if (record.options[id] || record.brackets[id]) return false;
      const view = index.brackets.get(bracket);
      return id === bracket ? view === undefined : !view?.options.some((option) => option.id === id);
    })
    .map(([id]) => id);
}
