import { type Claims, judgeWhole, ownersOf, wholeOf } from "@adref/law";
import { patchRecord, provisionsOf, type RecordValue, schema } from "@adref/schema";
import fc from "fast-check";
import { deleteSelection, joinBackward, joinForward, splitBlock, toggleMark } from "prosemirror-commands";
import { type Node, Slice } from "prosemirror-model";
import { type Command, NodeSelection, TextSelection } from "prosemirror-state";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { bracketSelection, indexBrackets, proposeChange, unbracket, withdrawOption } from "../src/index.ts";
import { Desk } from "./desk.ts";
import { plans, recordOf, textOf, withoutOption } from "./texts.ts";

type Move =
  | {
      readonly do: "type" | "cut" | "over" | "enter" | "bold" | "bracket" | "block";
      readonly from: number;
      readonly to: number;
    }
  | { readonly do: "backspace" | "delete" | "unbracket"; readonly from: number; readonly times: number }
  | { readonly do: "withdraw"; readonly pick: number }
  | { readonly do: "paste"; readonly from: number; readonly to: number; readonly lines: readonly string[] };

const place = fc.nat(200);
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constantFrom("type", "cut", "over", "enter", "bold", "bracket", "block"),
    from: place,
    to: place,
  }),
  fc.record({
    do: fc.constantFrom("backspace", "delete", "unbracket"),
    from: place,
    times: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant("withdraw" as const), pick: fc.nat(9) }),
  fc.record({
    do: fc.constant("paste" as const),
    from: place,
    to: place,
    lines: fc.array(fc.constantFrom("", "P", "Q "), { minLength: 1, maxLength: 3 }),
  }),
);

/** Another's words cannot be recognised by their text alone, so that every character typed here is one of a kind. */
const FIRST = 0x4e00;

describe("proposeChange", () => {
  it("never changes what is not the author's, and loses none of the author's words, whatever is done", () => {
    let changed = 0;
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom("KAZ", "UZB", "MNG"),
        fc.array(moves, { minLength: 1, maxLength: 8 }),
        fc.nat(4),
        fc.option(fc.nat(6)),
        (plan, party, all, agreed, ended) => {
          const text = textOf(plan);
          const record = recordOf(text);
          const desk = new Desk(ended === null ? text : withoutOption(text, Object.keys(record.options)[ended]), party);
          desk.locked.add(`p${agreed}`);
          desk.record = record;
          let sign = FIRST;
          for (const move of all) {
            const before = desk.state.doc;
            const typed = String.fromCharCode(sign++);
            perform(desk, move, typed);
            const after = desk.state.doc;
            if (after !== before) changed++;
            after.check();
            const actor = { role: "delegation", party } as const;
            const locked = (id: string) => desk.locked.has(id);
            const verdict = judgeWhole(actor, wholeOf(before), wholeOf(after), ownersOf(desk.record), locked);
            expect(verdict.lawful ? null : verdict.refusal).toBeNull();
            if (verdict.lawful) desk.record = accepted(desk.record, verdict.claims, party);
            expect(lockedWords(after, desk.locked)).toEqual(lockedWords(before, desk.locked));
            expect(new Set(desk.ids()).size).toBe(desk.ids().length);
            for (const { node } of provisionsOf(after)) expect(node.attrs.id).toBeTruthy();
            expect(
              desk.state.selection.$from.parent.isTextblock ||
                desk.state.selection instanceof NodeSelection ||
                provisionsOf(after).length === 0,
            ).toBe(true);
            const types = move.do === "type" || move.do === "over";
            if (types && !desk.refused && provisionsOf(before).length > 0) expect(after.textContent).toContain(typed);
            indexBrackets(after);
          }
        },
      ),
      { numRuns: 800 },
    );
    expect(changed).toBeGreaterThan(1_000);
  });

  it("makes only steps inside provisions and of whole provisions", () => {
    fc.assert(
      fc.property(plans, moves, (plan, move) => {
        const desk = new Desk(textOf(plan));
        const plain = desk.dispatch;
        const flat = (tr: Parameters<typeof plain>[0]) => {
          const proposed = proposeChange(desk.state, tr, desk.author).tr;
          proposed.steps.forEach((step, i) => {
            const doc = proposed.docs[i] as Node;
            if (step instanceof ReplaceStep) {
              const $from = doc.resolve(step.from);
              expect(step.slice.openStart + step.slice.openEnd).toBe(0);
              expect($from.sameParent(doc.resolve(step.to))).toBe(true);
              return;
            }
            expect(step instanceof AddMarkStep || step instanceof RemoveMarkStep || step instanceof AttrStep).toBe(
              true,
            );
          });
          plain(tr);
        };
        (desk as { dispatch: typeof plain }).dispatch = flat;
        perform(desk, move, "X");
      }),
      { numRuns: 600 },
    );
  });
});

function perform(desk: Desk, move: Move, typed: string): void {
  const { doc } = desk.state;
  const spot = (at: number) => TextSelection.near(doc.resolve(at % (doc.content.size + 1))).head;
  if (provisionsOf(doc).length === 0) return;
  desk.refused = undefined;
  if ("to" in move) desk.select(spot(move.from), spot(move.to));
  else if ("times" in move) desk.select(spot(move.from));
  const run = (command: Command) => void command(desk.state, desk.dispatch);
  switch (move.do) {
    case "type":
      desk.select(desk.state.selection.head);
      return void desk.type(typed);
    case "over":
      return desk.dispatch(desk.state.tr.insertText(typed));
    case "cut":
      return run(deleteSelection);
    case "enter":
      return run(splitBlock);
    case "bold":
      return run(toggleMark(schema.marks.strong as NonNullable<typeof schema.marks.strong>));
    case "bracket":
      return run(bracketSelection(desk.author));
    case "block": {
      const pos = desk.state.selection.$from.before();
      const tr = desk.state.tr.setSelection(NodeSelection.create(doc, pos));
      return desk.dispatch(tr.deleteSelection());
    }
    case "backspace":
      for (let i = 0; i < move.times; i++) if (desk.state.selection.head > 1 || i === 0) step(desk, -1);
      return;
    case "delete":
      for (let i = 0; i < move.times; i++) step(desk, 1);
      return;
    case "unbracket":
      return run(unbracket(desk.author));
    case "withdraw": {
      const options = [...indexBrackets(doc).brackets.values()].flatMap((view) => view.options);
      const option = options[move.pick % Math.max(1, options.length)];
      if (option) run(withdrawOption(desk.author, option.id));
      return;
    }
    case "paste": {
      const blocks = move.lines.map((text) => schema.node("provision", null, text ? [schema.text(text)] : []));
      return desk.dispatch(desk.state.tr.replaceSelection(new Slice(schema.node("doc", null, blocks).content, 1, 1)));
    }
  }
}

function step(desk: Desk, by: 1 | -1): void {
  const { $head, empty, head } = desk.state.selection;
  const other = $head.parentOffset + by;
  if (empty && $head.parent.isTextblock && other >= 0 && other <= $head.parent.content.size) {
    desk.dispatch(desk.state.tr.delete(Math.min(head, head + by), Math.max(head, head + by)));
  } else (by < 0 ? joinBackward : joinForward)(desk.state, desk.dispatch);
}

/** The record once a change was accepted: its author owns what it claims. */
function accepted(record: RecordValue, { brackets, options }: Claims, owner: string): RecordValue {
  return patchRecord(record, {
    brackets: Object.fromEntries(brackets.map(({ id }) => [id, { owner, at: "" }])),
    options: Object.fromEntries(options.map(({ id, bracket, within }) => [id, { bracket, within, owner, at: "" }])),
  });
}

function lockedWords(doc: Node, locked: ReadonlySet<string>) {
  return provisionsOf(doc)
    .filter(({ node }) => locked.has(node.attrs.id as string))
    .map(({ node }) => node.toJSON());
}
