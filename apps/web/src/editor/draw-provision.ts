import { factsOf, type Piece, type ProvisionFacts, type Sign, signsOfProvision } from "@adref/brackets";
import { innermost, statusOf, withinIn } from "@adref/schema";
import type { Node } from "prosemirror-model";
import { Decoration } from "prosemirror-view";
import { commentedNow, hitsIn } from "./emphasis.ts";
import { deletersOf, listed } from "./labels.ts";
import { ProvisionDrawing, type ProvisionShown } from "./provision-drawing.ts";
import { provisionLabel } from "./provision-label.ts";
import { codesOf } from "./sign-codes.ts";
import { ownerOf, type World } from "./world.ts";

/** Somebody else's caret in a provision, by offsets inside it. */
export interface DrawnCaret {
  readonly client: number;
  readonly party: string | null;
  /** What its tag says: a party's code, or the role of who has none. No names: a tag stands over the words. */
  readonly tag: string;
  readonly anchor: number;
  readonly head: number;
}

const NO_MARKS: never[] = [];

/** The order of what is drawn at one place: before the caret below zero, after it above. */
const BEFORE_NUMBER = -2_000;
const NUMBER = -1_500;
const BEFORE_CARET = -1_000;
const AFTER_CARET = 1;

/** Draws one provision: its signs, whose words are whose, the carets in it, and what its element shows. */
export function drawProvision(
  world: World,
  node: Node,
  before: Node | null,
  after: Node | null,
  carets: readonly DrawnCaret[],
): ProvisionDrawing {
  const facts = factsOf(node);
  const decorations: Decoration[] = [];
  let signs: readonly Sign[] = [];
  if (facts.stretches.length > 0) {
    for (const piece of facts.pieces) drawPiece(decorations, world, facts, piece);
    signs = signsOfProvision(world.index, node, before, after);
    drawSigns(decorations, world, facts, signs);
  }
  drawFootnotes(decorations, world, node);
  drawEmphasis(decorations, world, facts.id, node);
  for (const caret of carets) drawCaret(decorations, caret, node.content.size);
  const shown = shownOf(world, facts);
  const numberInside = shown.number !== "" && signs.some((sign) => sign.whole && sign.side === "open");
  if (!numberInside) return new ProvisionDrawing(node, decorations, shown);
  decorations.push(drawNumber(shown.number));
  return new ProvisionDrawing(node, decorations, { ...shown, classes: `${shown.classes} number-inside`.trim() });
}

/** Draws a provision that is not in sight yet: what its element shows, and its words as plain text. */
export function drawPlainly(world: World, node: Node): ProvisionDrawing {
  return new ProvisionDrawing(node, [], shownOf(world, factsOf(node)), true);
}

/** The number of a provision that is contested or proposed as a whole stands after the sign that opens it. */
function drawNumber(number: string): Decoration {
  const toDOM = () => {
    const dom = document.createElement("span");
    dom.className = "number";
    dom.textContent = number;
    return dom;
  };
  return Decoration.widget(0, toDOM, { side: NUMBER, key: `number/${number}`, marks: NO_MARKS, ignoreSelection: true });
}

function shownOf(world: World, facts: ProvisionFacts): ProvisionShown {
  const { record, active } = world;
  const status = statusOf(record, facts.id);
  const statusFacts = record.statuses[facts.id];
  const classes: string[] = [];
  if (status !== "open") classes.push("agreed", `status-${status}`);
  if (statusFacts?.parked) classes.push("parked");
  let party: string | null = null;
  if (facts.whole) {
    party = ownerOf(world, facts.whole.option);
    classes.push("proposed-whole");
    if (party !== null && party === world.party) classes.push("mine");
    if (facts.whole.bracket === active) classes.push("active");
    if (world.emphasis.dimmed.has(facts.whole.bracket)) classes.push("dimmed");
  }
  const label = provisionLabel(world, facts, status, statusFacts?.parked === true);
  // What is said of a provision is said over each, though the status is not repeated.
  if (label !== "" && status !== "open" && label !== world.labels.status[status]) classes.push("said");
  return { number: world.numbers.get(facts.id) ?? "", classes: classes.join(" "), label, party };
}

function drawPiece(out: Decoration[], world: World, facts: ProvisionFacts, piece: Piece): void {
  const { record, active } = world;
  const brackets = [...piece.contested, ...piece.proposed.map((proposal) => proposal.bracket)];
  const classes: string[] = [];
  const owners = innermost(piece.proposed, withinIn(record)).map((proposal) => ownerOf(world, proposal.option));
  let party: string | null = null;
  if (piece.proposed.length > 0) {
    party = owners.find((owner) => owner !== null && owner === world.party) ?? owners.find(Boolean) ?? null;
    classes.push("words-proposed");
    if (party !== null && party === world.party) classes.push("mine");
  } else if (facts.whole) party = ownerOf(world, facts.whole.option);
  if (piece.contested.length > 0) {
    classes.push("words-contested");
    if (piece.contested.some((id) => isDeletion(world, id))) classes.push("words-deleted");
  }
  if (active !== null && (brackets.includes(active) || facts.whole?.bracket === active)) classes.push("active");
  if (brackets.some((id) => record.brackets[id]?.parked)) classes.push("parked");
  if (piece.note !== null) classes.push("words-note");
  if (brackets.length > 0 && brackets.every((id) => world.emphasis.dimmed.has(id))) classes.push("dimmed");
  if (classes.length === 0) return;
  const attrs: Record<string, string> = { class: classes.join(" ") };
  if (party !== null) attrs.style = `--party: var(--party-${party}, var(--ink))`;
  out.push(Decoration.inline(piece.from, piece.to, attrs));
}

/** Standing words that parties want away and that nobody offers other words for. */
function isDeletion({ index, record }: World, bracket: string): boolean {
  const view = index.brackets.get(bracket);
  return view !== undefined && view.options.length === 0 && deletersOf(record, bracket).length > 0;
}

/**
 * On which side of the caret each sign is drawn. Between brackets the caret comes after those that close and before those
 * that open; at the end of one's own words it stays inside, and so it does at their beginning, because what is typed there
 * continues them (typing-place.ts in packages/brackets says so).
 */
function drawSigns(out: Decoration[], world: World, facts: ProvisionFacts, signs: readonly Sign[]): void {
  for (let from = 0; from < signs.length; ) {
    const { at } = signs[from] as Sign;
    let to = from;
    while (to < signs.length && signs[to]?.at === at) to++;
    const here = signs.slice(from, to);
    const ends = facts.pieces.find((piece) => piece.to === at);
    const begins = facts.pieces.find((piece) => piece.from === at);
    let ahead = here.findIndex((sign) => sign.side === "open");
    if (ahead < 0) ahead = here.length;
    if (ends && isOwnWords(world, ends)) {
      const own = here.findIndex((sign) => sign.side === "close" && isOwn(world, sign.option));
      if (own >= 0) ahead = own;
    } else if (begins && isOwnWords(world, begins)) {
      const own = here.findLastIndex((sign) => sign.side === "open" && isOwn(world, sign.option));
      if (own >= 0) ahead = own + 1;
    }
    for (const [i, sign] of here.entries()) {
      const first = sign.whole && sign.side === "open" ? BEFORE_NUMBER : i < ahead ? BEFORE_CARET : AFTER_CARET;
      out.push(drawSign(world, sign, first + i));
    }
    from = to;
  }
}

function isOwnWords(world: World, piece: Piece): boolean {
  return innermost(piece.proposed, withinIn(world.record)).some((proposal) => isOwn(world, proposal.option));
}

function isOwn(world: World, option: string | null): boolean {
  return option !== null && world.party !== null && ownerOf(world, option) === world.party;
}

function drawSign(world: World, sign: Sign, side: number): Decoration {
  const { record, active, labels } = world;
  const owner = sign.option === null ? null : ownerOf(world, sign.option);
  const classes = ["sign", sign.side];
  let codes = "";
  let verb = "";
  if (sign.kind === "note") classes.push("note-sign");
  else {
    if (sign.bracket === active) classes.push("active");
    if (record.brackets[sign.bracket]?.parked) classes.push("parked");
    if (world.emphasis.dimmed.has(sign.bracket)) classes.push("dimmed");
    if (owner !== null && owner === world.party) classes.push("mine");
    if (sign.option !== null) classes.push("option");
    if (sign.side === "open") {
      codes = codesOf(world, sign);
      if (codes === "" && sign.option === null && isDeletion(world, sign.bracket)) {
        codes = listed(deletersOf(record, sign.bracket));
        verb = labels.del;
      }
    }
  }
  const key = `${side > 0 ? "+" : "-"}${sign.bracket}/${sign.option}/${classes.join(".")}/${codes}/${verb}/${owner}`;
  const toDOM = () => {
    const dom = document.createElement("span");
    dom.className = classes.join(" ");
    dom.dataset.bracket = sign.bracket;
    dom.dataset.sign = sign.side;
    if (sign.option !== null) dom.dataset.option = sign.option;
    if (owner !== null) dom.style.setProperty("--party", `var(--party-${owner}, var(--ink))`);
    dom.append(sign.side === "open" ? "[" : "]");
    if (codes !== "") {
      const label = document.createElement("span");
      label.className = "codes";
      label.textContent = verb === "" ? codes : `${codes} ${verb}`;
      dom.append(label, ": ");
    }
    return dom;
  };
  return Decoration.widget(sign.at, toDOM, { side, key, marks: NO_MARKS, ignoreSelection: true });
}

function drawFootnotes(out: Decoration[], world: World, node: Node): void {
  node.forEach((child, offset) => {
    for (const mark of child.marks) {
      if (mark.type.name !== "footnote") continue;
      const end = offset + child.nodeSize;
      const next = node.childAfter(end).node;
      if (next && mark.isInSet(next.marks)) continue;
      const number = world.numbers.get(mark.attrs.footnote) ?? "";
      if (number === "") continue;
      const toDOM = () => {
        const dom = document.createElement("sup");
        dom.className = "footnote-sign";
        dom.textContent = number;
        return dom;
      };
      out.push(
        Decoration.widget(end, toDOM, {
          side: BEFORE_CARET - 1,
          key: `fn/${mark.attrs.footnote}/${number}`,
          marks: [],
        }),
      );
    }
  });
}

/** What the reader looks for, and words that somebody commented on. */
function drawEmphasis(out: Decoration[], { emphasis }: World, id: string, node: Node): void {
  const { sought } = emphasis;
  const commented = emphasis.commented.get(id);
  if (!sought && !commented) return;
  const words = node.textContent;
  if (sought) {
    for (const { from, to } of hitsIn(sought, id, words)) {
      if (to <= from) continue;
      const current = sought.current?.provision === id && sought.current.from === from;
      out.push(Decoration.inline(from, to, { class: current ? "hit hit-current" : "hit" }));
    }
  }
  if (!commented) return;
  for (const { from, to, thread, open } of commentedNow(commented, words)) {
    out.push(
      Decoration.inline(from, to, { class: open ? "commented commented-open" : "commented", "data-thread": thread }),
    );
  }
}

/** A caret takes no room in the line: its flag and its tag are drawn over the words. */
function drawCaret(out: Decoration[], caret: DrawnCaret, size: number): void {
  const head = Math.min(caret.head, size);
  const anchor = Math.min(caret.anchor, size);
  const style = `--party: var(--party-${caret.party}, var(--ink))`;
  if (anchor !== head) {
    const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
    out.push(Decoration.inline(from, to, { class: "selection-of", style }));
  }
  const toDOM = () => {
    const dom = document.createElement("span");
    dom.className = "caret-of";
    dom.setAttribute("aria-hidden", "true");
    if (caret.party) dom.style.setProperty("--party", `var(--party-${caret.party}, var(--ink))`);
    const label = document.createElement("span");
    label.className = "caret-label";
    label.dataset.code = caret.tag;
    dom.append(label);
    return dom;
  };
  if (caret.party !== null) out.push(drawAtEdge(caret.client, caret.party, head));
  out.push(
    Decoration.widget(head, toDOM, {
      side: 5_000,
      key: `caret/${caret.client}/${caret.party}/${caret.tag}`,
      marks: [],
      ignoreSelection: true,
    }),
  );
}

/** Beside the line in which somebody works, in the gutter: the code of their party, for as long as they do. */
function drawAtEdge(client: number, party: string, head: number): Decoration {
  const toDOM = () => {
    const dom = document.createElement("span");
    dom.className = "works-here";
    dom.setAttribute("aria-hidden", "true");
    dom.dataset.code = party;
    dom.style.setProperty("--party", `var(--party-${party}, var(--ink))`);
    return dom;
  };
  // Moved with the caret it is put into the page anew, and its time begins again.
  const key = `works/${client}/${party}`;
  return Decoration.widget(head, toDOM, { side: 5_001, key, marks: NO_MARKS, ignoreSelection: true });
}
