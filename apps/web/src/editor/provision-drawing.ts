import type { Node } from "prosemirror-model";
import { type Decoration, DecorationSet, type DecorationSource } from "prosemirror-view";

/** What a provision's element shows besides its words. */
export interface ProvisionShown {
  /** The displayed number; "" for none. */
  readonly number: string;
  /** Classes for state: `agreed`, `parked`, `proposed-whole`, `contested-whole`, `mine`, `active`. */
  readonly classes: string;
  /** The label in the gutter, such as "Agreed ad ref"; "" for none. */
  readonly label: string;
  /** The party whose proposal the whole provision is; null for none. */
  readonly party: string | null;
}

/** The parts of ProseMirror's set of decorations that its drawing calls and its types keep to themselves. */
interface InnerSet extends DecorationSource {
  locals(node: Node): readonly Decoration[];
  localsInner(node: Node): readonly Decoration[];
  eq(other: DecorationSource): boolean;
}

/**
 * The drawing of one provision: its decorations, by offsets inside it, and what its element shows. ProseMirror asks for it
 * as for any set of decorations; two that are equal leave the page alone.
 */
export class ProvisionDrawing implements DecorationSource {
  readonly set: DecorationSet;
  readonly shown: ProvisionShown;
  /** Whether only the plain words are shown until the provision comes into sight. */
  readonly asleep: boolean;
  /** ProseMirror joins sources by their members when it draws a caret of its own (an empty composition) beside ours. */
  readonly members = [this];

  constructor(node: Node, decorations: Decoration[], shown: ProvisionShown, asleep = false) {
    this.set = decorations.length > 0 ? DecorationSet.create(node, decorations) : DecorationSet.empty;
    this.shown = shown;
    this.asleep = asleep;
  }

  map(): DecorationSource {
    return this;
  }

  locals(node: Node): readonly Decoration[] {
    return (this.set as unknown as InnerSet).locals(node);
  }

  localsInner(node: Node): readonly Decoration[] {
    return (this.set as unknown as InnerSet).localsInner(node);
  }

  forChild(): DecorationSource {
    return DecorationSet.empty;
  }

  eq(other: DecorationSource): boolean {
    if (this === other) return true;
    if (!(other instanceof ProvisionDrawing) || this.asleep !== other.asleep) return false;
    if (!sameShown(this.shown, other.shown)) return false;
    return (this.set as unknown as InnerSet).eq(other.set);
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    visit(this.set);
  }
}

export function sameShown(a: ProvisionShown, b: ProvisionShown): boolean {
  return a.number === b.number && a.classes === b.classes && a.label === b.label && a.party === b.party;
}

/** The provision's drawing in what ProseMirror hands to a node view, which may be a group with its own caret. */
export function drawingIn(source: DecorationSource): ProvisionDrawing | null {
  if (source instanceof ProvisionDrawing) return source;
  const members = (source as { members?: readonly DecorationSource[] }).members ?? [];
  for (const member of members) if (member instanceof ProvisionDrawing) return member;
  return null;
}
