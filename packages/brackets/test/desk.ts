import { provisionsOf, type RecordValue, withinIn, withinOfBracket } from "@adref/schema";
import type { Node, Slice } from "prosemirror-model";
import { type Command, EditorState, type Selection, TextSelection, type Transaction } from "prosemirror-state";
import { type Author, type ProposalRefused, type ProposedAct, proposeChange } from "../src/index.ts";
import { drawn } from "./draw.ts";
import { ownerOf, recordOf } from "./texts.ts";

/** A delegation at its editor: every change goes through `proposeChange`, and the acts and refusals are kept. */
export class Desk {
  state: EditorState;
  readonly acts: ProposedAct[] = [];
  refused: ProposalRefused | undefined;
  readonly author: Author;
  /** Whether the document is checked after each change. */
  checks = true;
  readonly locked = new Set<string>();
  /** What the record says of the text, at first what its marks say. */
  record: RecordValue;
  #ids = 0;

  constructor(doc: Node, party = "KAZ") {
    this.state = EditorState.create({ doc });
    this.record = recordOf(doc);
    this.author = {
      party,
      ownerOfOption: ownerOf,
      ownerOfBracket: ownerOf,
      withinOf: (option) => withinIn(this.record)(option),
      withinOfBracket: (bracket) => withinOfBracket(this.record, bracket),
      locked: (id) => this.locked.has(id),
      newId: (prefix) => `${prefix}new${++this.#ids}`,
    };
  }

  readonly dispatch = (tr: Transaction): void => {
    const proposed = proposeChange(this.state, tr, this.author);
    this.refused = proposed.refused;
    this.acts.push(...proposed.acts);
    this.state = this.state.apply(proposed.tr);
    if (this.checks) this.state.doc.check();
  };

  select(anchor: number, head = anchor): this {
    return this.#at(TextSelection.create(this.state.doc, anchor, head));
  }

  #at(selection: Selection): this {
    this.state = this.state.apply(this.state.tr.setSelection(selection));
    return this;
  }

  /** Types character by character, as a person does. */
  type(text: string): this {
    for (const char of text) this.dispatch(this.state.tr.insertText(char));
    return this;
  }

  /** Presses Backspace as the browser does it: a character inside a provision, else ProseMirror's own command. */
  backspace(times = 1): this {
    for (let i = 0; i < times; i++) this.#delete(-1);
    return this;
  }

  del(times = 1): this {
    for (let i = 0; i < times; i++) this.#delete(1);
    return this;
  }

  #delete(by: 1 | -1): void {
    const { $head, empty, head } = this.state.selection;
    const other = $head.parentOffset + by;
    if (!empty || other < 0 || other > $head.parent.content.size) {
      this.run(by < 0 ? commands.backspace : commands.del);
    } else this.dispatch(this.state.tr.delete(Math.min(head, head + by), Math.max(head, head + by)));
  }

  run(command: Command): this {
    command(this.state, this.dispatch);
    return this;
  }

  paste(slice: Slice): this {
    this.dispatch(this.state.tr.replaceSelection(slice).setMeta("paste", true).setMeta("uiEvent", "paste"));
    return this;
  }

  /** The text with the owners of options instead of their ids; `|` is the caret. */
  shown(): string {
    const { doc, selection } = this.state;
    return drawn(
      doc,
      (option) => ownerOf(option) ?? (ownerOf(option) === null ? "?" : this.author.party),
      selection.empty ? selection.head : null,
    );
  }

  ids(): string[] {
    return provisionsOf(this.state.doc).map(({ node }) => node.attrs.id as string);
  }
}

import {
  chainCommands,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "prosemirror-commands";

const commands = {
  backspace: chainCommands(deleteSelection, joinBackward, selectNodeBackward),
  del: chainCommands(deleteSelection, joinForward, selectNodeForward),
};
