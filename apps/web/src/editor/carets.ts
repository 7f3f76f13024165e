import type { PresentPerson } from "../sync/types.ts";
import type { DrawnCaret } from "./draw-provision.ts";
import type { CaretsByProvision } from "./drawing.ts";
import type { EditorLabels } from "./labels.ts";

/** The carets of others by provision. Provisions in which nothing moved keep their list. */
export function caretsOf(
  people: readonly PresentPerson[],
  before: CaretsByProvision,
  roles: EditorLabels["roles"],
): CaretsByProvision {
  const out = new Map<string, DrawnCaret[]>();
  for (const { client, party, role, cursor } of people) {
    if (!cursor) continue;
    const caret = {
      client,
      party,
      tag: party ?? (role === null ? "" : roles[role]),
      anchor: cursor.anchor,
      head: cursor.head,
    };
    const list = out.get(cursor.provision);
    if (list) list.push(caret);
    else out.set(cursor.provision, [caret]);
  }
  let changed = out.size !== before.size;
  const kept = new Map<string, readonly DrawnCaret[]>();
  for (const [provision, list] of out) {
    const old = before.get(provision);
    if (old && old.length === list.length && list.every((caret, i) => sameCaret(caret, old[i])))
      kept.set(provision, old);
    else {
      kept.set(provision, list);
      changed = true;
    }
  }
  return changed ? kept : before;
}

function sameCaret(a: DrawnCaret, b: DrawnCaret | undefined): boolean {
  return (
    b !== undefined &&
    a.client === b.client &&
    a.head === b.head &&
    a.anchor === b.anchor &&
    a.party === b.party &&
    a.tag === b.tag
  );
}
