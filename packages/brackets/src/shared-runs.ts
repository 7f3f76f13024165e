import { type MarkValue, markTypeOfKey, type Proposal, proposalOf, provisionElements } from "@adref/schema";
import * as Y from "yjs";

/** Consecutive characters with equal formatting in one shared text. `keys` are its formatting keys as they are stored. */
export interface SharedRun {
  readonly text: Y.XmlText;
  /** The offset in its own shared text. */
  readonly from: number;
  readonly words: string;
  readonly keys: readonly { readonly key: string; readonly mark: MarkValue }[];
  readonly contested: readonly string[];
  readonly proposed: readonly Proposal[];
}

/** A provision as it is shared. */
export interface SharedProvision {
  readonly element: Y.XmlElement;
  readonly id: string;
  readonly kind: string;
  readonly whole: Proposal | null;
  readonly runs: readonly SharedRun[];
}

/** Reads every provision of the body. Where concurrent insertions left several texts in one, their runs follow each other. */
export function readShared(body: Y.XmlFragment): SharedProvision[] {
  return [...provisionElements(body)].map((element) => {
    const attrs = element.getAttributes() as Record<string, string | undefined>;
    const { bracket, option, within } = attrs;
    const runs: SharedRun[] = [];
    for (const child of element.toArray()) if (child instanceof Y.XmlText) readText(child, runs);
    return {
      element,
      id: attrs.id ?? "",
      kind: attrs.kind ?? "paragraph",
      whole: bracket && option ? { bracket, option, within: within ?? null } : null,
      runs,
    };
  });
}

function readText(text: Y.XmlText, runs: SharedRun[]): void {
  let from = 0;
  for (const part of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof part.insert !== "string") {
      from += 1;
      continue;
    }
    const keys = Object.entries(part.attributes ?? {})
      .filter(([, attrs]) => attrs !== null)
      .map(([key, attrs]) => ({ key, mark: { type: markTypeOfKey(key), attrs: (attrs ?? {}) as MarkValue["attrs"] } }));
    const contested: string[] = [];
    const proposed: Proposal[] = [];
    for (const { mark } of keys) {
      if (mark.type === "contested") contested.push(mark.attrs.bracket as string);
      if (mark.type === "proposed") proposed.push(proposalOf(mark));
    }
    runs.push({ text, from, words: part.insert, keys, contested, proposed });
    from += part.insert.length;
  }
}

/** Every bracket id that a provision shows. */
export function bracketsOf(provision: SharedProvision): Set<string> {
  const ids = new Set<string>();
  if (provision.whole) ids.add(provision.whole.bracket);
  for (const run of provision.runs) {
    for (const id of run.contested) ids.add(id);
    for (const proposal of run.proposed) ids.add(proposal.bracket);
  }
  return ids;
}
