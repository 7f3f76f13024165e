import * as Y from "yjs";

/**
 * The formatting keys still in force at the end of a provision's texts. What somebody else is about to write there, not
 * knowing of them, would come under them.
 */
export function openMarks(provision: Y.XmlElement): ReadonlySet<string> {
  const open = new Set<string>();
  for (const child of provision.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    const inForce = new Set<string>();
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentFormat)) continue;
      if (item.content.value === null) inForce.delete(item.content.key);
      else inForce.add(item.content.key);
    }
    for (const key of inForce) open.add(key);
  }
  return open;
}
