import type { Node } from "prosemirror-model";
import type { RecordValue } from "./record.ts";

/** A text as a value: its words and its record, at one moment. */
export interface TextValue {
  readonly doc: Node;
  readonly record: RecordValue;
}
