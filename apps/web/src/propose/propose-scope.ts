import type { EditorHandle } from "../editor/handle.ts";
import type { Say } from "../intl.tsx";
import { headingOf } from "../outline/outline-model.ts";
import type { OutlineStore } from "../outline/outline-store.ts";
import { provisionName } from "../outline/provision-name.ts";

/** Provisions about which something is to be proposed, under one name. */
export interface ProposeScope {
  readonly name: string;
  readonly provisions: readonly string[];
  /** Whether they are the one provision at the caret, beside which another may come. */
  readonly single: boolean;
}

/**
 * What proposals can be about: the provisions that are selected or the one at the caret, and the article that it belongs to.
 * Asked when the menu opens, not at each key.
 */
export function proposeScopes(handle: EditorHandle, outline: OutlineStore, say: Say): readonly ProposeScope[] {
  const entries = handle.getState().outline;
  const chosen = handle.chosenProvisions();
  const here = handle.getState().provision?.id ?? chosen[0];
  if (here === undefined) return [];
  if (chosen.length > 1) {
    return [{ name: say("propose.selected", { count: chosen.length }), provisions: chosen, single: false }];
  }
  const scopes: ProposeScope[] = [{ name: provisionName(entries, here, say), provisions: [here], single: true }];
  const heading = headingOf(outline.getState(), here);
  if (heading && heading.provisions.length > 1) {
    const name = heading.number || heading.title || say("outline.untitled");
    scopes.push({ name: say("propose.whole", { provision: name }), provisions: heading.provisions, single: false });
  }
  return scopes;
}
