import { type Proposal, proposalOf, schema } from "@adref/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";

/** What a bracket is taken to end with: one of its options, its standing words, nothing; `null` leaves it open. */
export type Choice = { readonly option: string } | "standing" | "nothing" | null;

type Choose = (bracket: string) => Choice;

/** Whether a space before a place where words went is one too many: another space, a stop or a closing sign follows. */
const NO_SPACE_BEFORE = /^[ ,.;:!?)\u2019\u201d]/;

/**
 * A document as if brackets had ended as chosen, all at once: the words that the chair's resolutions would leave. Kept
 * words lose the bracket's marks, the others go, with what was written into them; a provision that replaces another takes
 * its number. Returns the same document where nothing is chosen. One pass, whatever the number of brackets.
 */
export function resolveAll(doc: Node, choose: Choose): Node {
  const numbers = new Numbers();
  const fate = new Fates(doc, choose);
  const content = resolveChildren(doc, fate, numbers);
  const resolved = content === doc.content ? doc : doc.copy(content);
  return numbers.any ? renumbered(resolved, numbers) : resolved;
}

/** What becomes of options, those that were written into others included. */
class Fates {
  readonly choose: Choose;
  readonly #proposals = new Map<string, Proposal>();
  readonly #dropped = new Map<string, boolean>();

  constructor(doc: Node, choose: Choose) {
    const known = new Map<string, Choice>();
    this.choose = (bracket) => {
      const before = known.get(bracket);
      if (before !== undefined) return before;
      const choice = choose(bracket);
      known.set(bracket, choice);
      return choice;
    };
    doc.descendants((node) => {
      if (node.type === schema.nodes.provision) {
        const whole = wholeOf(node);
        if (whole) this.#proposals.set(whole.option, whole);
      }
      for (const mark of node.marks) {
        if (mark.type !== schema.marks.proposed) continue;
        const proposal = proposalOf({ attrs: mark.attrs as Record<string, string | null> });
        this.#proposals.set(proposal.option, proposal);
      }
      return true;
    });
  }

  dropsOption({ bracket, option }: Pick<Proposal, "bracket" | "option">): boolean {
    const choice = this.choose(bracket);
    return choice !== null && !(typeof choice === "object" && choice.option === option);
  }

  /** Whether a provision proposed as a whole goes: its option does, or one that this was written into. */
  dropsWhole(whole: Proposal): boolean {
    const known = this.#dropped.get(whole.option);
    if (known !== undefined) return known;
    this.#dropped.set(whole.option, false);
    const parent = whole.within === null ? undefined : this.#proposals.get(whole.within);
    const dropped = this.dropsOption(whole) || (parent !== undefined && this.dropsWhole(parent));
    this.#dropped.set(whole.option, dropped);
    return dropped;
  }

  /** What an adopted provision is part of then: the nearest option round it that is still open, or the standing text. */
  parentOf(whole: Proposal): Proposal | null {
    const seen = new Set<string>();
    let at = whole.within;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const parent = this.#proposals.get(at);
      if (!parent) return null;
      if (this.choose(parent.bracket) === null) return parent;
      at = parent.within;
    }
    return null;
  }
}

function resolveChildren(parent: Node, fate: Fates, numbers: Numbers): Fragment {
  const kept: Node[] = [];
  let changed = false;
  parent.forEach((child) => {
    const resolved =
      child.type === schema.nodes.provision ? resolveProvision(child, fate, numbers) : block(child, fate, numbers);
    if (resolved !== child) changed = true;
    if (resolved) kept.push(resolved);
  });
  return changed ? Fragment.fromArray(kept) : parent.content;
}

function block(node: Node, fate: Fates, numbers: Numbers): Node {
  if (node.isLeaf) return node;
  const content = resolveChildren(node, fate, numbers);
  return content === node.content ? node : node.copy(content);
}

function resolveProvision(node: Node, fate: Fates, numbers: Numbers): Node | null {
  const whole = wholeOf(node);
  if (whole && fate.dropsWhole(whole)) return null;
  const words = resolveWords(node, fate);
  if (words?.struck && words.kept.length === 0 && node.attrs.kind !== "cell") {
    for (const bracket of words.brackets) numbers.removed(bracket, node);
    return null;
  }
  const content = words ? Fragment.fromArray(words.kept) : node.content;
  if (!whole || fate.choose(whole.bracket) === null) return words ? node.copy(content) : node;
  const parent = fate.parentOf(whole);
  const attrs = {
    ...node.attrs,
    bracket: parent?.bracket ?? null,
    option: parent?.option ?? null,
    within: parent?.within ?? null,
  };
  const adopted = node.type.create(attrs, content);
  if (!parent) numbers.adopted(whole.bracket, adopted);
  return adopted;
}

interface ResolvedWords {
  readonly kept: Node[];
  /** Whether contested words went, and by which brackets. */
  readonly struck: boolean;
  readonly brackets: ReadonlySet<string>;
}

/** The words that stay; `null` where all do, as they are. */
function resolveWords(node: Node, fate: Fates): ResolvedWords | null {
  const kept: Node[] = [];
  const brackets = new Set<string>();
  let [changed, hole, holed] = [false, false, false];
  node.forEach((child) => {
    const [stays, struckBy] = fateOf(child.marks, fate);
    if (!stays) {
      [changed, hole, holed] = [true, true, true];
      for (const bracket of struckBy) brackets.add(bracket);
      return;
    }
    const marks = child.marks.filter((mark) => !isBracket(mark) || fate.choose(mark.attrs.bracket as string) === null);
    let text = child.text ?? "";
    if (hole && NO_SPACE_BEFORE.test(text)) dropLastSpace(kept);
    if (holed && kept.length === 0) text = text.replace(/^ /, "");
    hole = false;
    if (marks.length !== child.marks.length || text !== child.text) changed = true;
    if (text !== "") kept.push(schema.text(text, marks));
  });
  if (!changed) return null;
  if (hole) dropLastSpace(kept);
  return { kept: joined(kept), struck: brackets.size > 0, brackets };
}

/** Whether words stay, and the brackets that strike them as contested words. */
function fateOf(marks: readonly Mark[], fate: Fates): [boolean, readonly string[]] {
  const proposals = marks.filter((mark) => mark.type === schema.marks.proposed);
  const struck: string[] = [];
  for (const mark of marks) {
    if (mark.type !== schema.marks.contested) continue;
    const bracket = mark.attrs.bracket as string;
    const choice = fate.choose(bracket);
    const ofKept = proposals.some(
      (proposal) => proposal.attrs.bracket === bracket && !fate.dropsOption(attrsOf(proposal)),
    );
    if (choice !== null && choice !== "standing" && !ofKept) struck.push(bracket);
  }
  return [struck.length === 0 && !proposals.some((mark) => fate.dropsOption(attrsOf(mark))), struck];
}

const attrsOf = (mark: Mark) => mark.attrs as { readonly bracket: string; readonly option: string };

const isBracket = (mark: Mark) => mark.type === schema.marks.contested || mark.type === schema.marks.proposed;

function wholeOf(node: Node): Proposal | null {
  const { bracket, option, within } = node.attrs as Record<string, string | null>;
  return option ? { bracket: bracket ?? "", option, within: within ?? null } : null;
}

function dropLastSpace(kept: Node[]): void {
  const last = kept.at(-1);
  if (!last?.text?.endsWith(" ")) return;
  kept.pop();
  if (last.text.length > 1) kept.push(last.cut(0, last.text.length - 1));
}

function joined(nodes: readonly Node[]): Node[] {
  const out: Node[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (last?.sameMarkup(node)) out[out.length - 1] = schema.text(`${last.text}${node.text}`, last.marks);
    else out.push(node);
  }
  return out;
}

/** Which adopted provisions take the numbers of those that they replace, bracket by bracket. */
class Numbers {
  readonly #removed = new Map<string, Node[]>();
  readonly #adopted: { readonly bracket: string; readonly node: Node }[] = [];

  removed(bracket: string, node: Node): void {
    const nodes = this.#removed.get(bracket);
    if (nodes) nodes.push(node);
    else this.#removed.set(bracket, [node]);
  }

  adopted(bracket: string, node: Node): void {
    this.#adopted.push({ bracket, node });
  }

  get any(): boolean {
    return this.#removed.size > 0 && this.#adopted.length > 0;
  }

  /** The number that each adopted provision takes over. */
  taken(): ReadonlyMap<Node, string> {
    const out = new Map<Node, string>();
    for (const { bracket, node } of this.#adopted) {
      const replaced = this.#removed.get(bracket)?.[0];
      if (replaced?.attrs.kind !== node.attrs.kind) continue;
      this.#removed.get(bracket)?.shift();
      if (typeof replaced?.attrs.number === "string") out.set(node, replaced.attrs.number);
    }
    return out;
  }
}

function renumbered(doc: Node, numbers: Numbers): Node {
  const taken = numbers.taken();
  const blocks = doc.children.map((child) => {
    const number = taken.get(child);
    return number === undefined ? child : child.type.create({ ...child.attrs, number }, child.content);
  });
  return doc.copy(Fragment.fromArray(blocks));
}
