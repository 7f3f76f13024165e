import type { BracketIndex } from "@adref/brackets";
import type { RecordValue } from "@adref/schema";
import type { Emphasis } from "./emphasis.ts";
import type { EditorLabels } from "./labels.ts";

/** What the drawing of a provision depends on besides its words. */
export interface World {
  readonly index: BracketIndex;
  readonly record: RecordValue;
  readonly numbers: ReadonlyMap<string, string>;
  readonly active: string | null;
  /** The reader's party; null for everyone who proposes nothing. */
  readonly party: string | null;
  /** Ids of one's own that are not on the record yet. */
  readonly claimed: ReadonlySet<string>;
  readonly labels: EditorLabels;
  readonly emphasis: Emphasis;
}

/** The owner of an option as this reader knows it: one's own are one's own from the first letter. */
export function ownerOf({ record, claimed, party }: World, option: string): string | null {
  return record.options[option]?.owner ?? (claimed.has(option) ? party : null);
}

/** The same of who put words in brackets. */
export function ownerOfBracket({ record, claimed, party }: World, bracket: string): string | null {
  return record.brackets[bracket]?.owner ?? (claimed.has(bracket) ? party : null);
}
