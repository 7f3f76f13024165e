import { type MarkValue, markKey } from "@adref/schema";
import * as Y from "yjs";

type Structs = readonly (Y.Item | Y.GC | Y.Skip)[];

/**
 * Answers of a mark whether an update puts it on words itself, by the beginnings of marks among the update's new parts. What
 * it does not put on, words can only have come under where it was stored already (SPEC.md, D4).
 */
export function putBy(structs: () => Structs): (mark: MarkValue) => boolean {
  let keys: Set<string> | null = null;
  return (mark) => {
    keys ??= beginningsIn(structs());
    return keys.has(markKey(mark));
  };
}

function beginningsIn(structs: Structs): Set<string> {
  const keys = new Set<string>();
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentFormat)) continue;
    if (struct.content.value !== null) keys.add(struct.content.key);
  }
  return keys;
}
