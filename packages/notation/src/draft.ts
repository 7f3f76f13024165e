import type { Kind } from "@adref/schema";
import type { StanceWords } from "./attributions.ts";
import type { StatusWords } from "./statuses.ts";

/** One bracket as the signs show it: adjacent parts. `n` counts from 1 in the order of opening. */
export interface Group {
  readonly n: number;
  readonly id: string;
  standing: boolean;
  options: number;
  /** The first named party of an option, and the first party that wants the standing words deleted. */
  proposer: string | null;
  deleter: string | null;
}

/** What one pair of signs encloses; parts nest. A `whole` part is an option that consists of provisions. */
export interface Part {
  readonly kind: "standing" | "option" | "whole";
  readonly group: Group;
  readonly option: string | null;
  readonly parent: Part | null;
  readonly depth: number;
  /** The innermost option here, this one included. */
  readonly innermost: string | null;
}

/** Characters under the same signs. `note` is 0 outside of notes. */
export interface Segment {
  text: string;
  readonly part: Part | null;
  readonly format: number;
  readonly note: number;
}

/** A footnote's sign after the words from `from` to `to`; `at` is its offset in the source. */
export interface Anchor {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Where words come from: those from `word` on stand in the source from `at` on. */
export interface Origin {
  readonly word: number;
  readonly at: number;
  /** Whether each character stands there as itself; else all of them come from the one escape at `at`. */
  readonly plain: boolean;
}

/** A provision as it was read, before ids are given. */
export interface ProvisionDraft {
  readonly kind: Kind;
  readonly number: string | null;
  /** Counts provisions from 1, those in cells included. */
  readonly n: number;
  readonly whole: Part | null;
  readonly segments: Segment[];
  readonly anchors: Anchor[];
  /** The offset of its block, or cell, in the source; and where its words come from. */
  readonly at: number;
  readonly origins: Origin[];
  readonly status: StatusWords | null;
}

export type ItemDraft =
  | { readonly provision: ProvisionDraft }
  | {
      readonly table: number;
      readonly rows: readonly (readonly { readonly provision: ProvisionDraft; readonly header: boolean }[])[];
    };

/** An option as it was read. */
export interface OptionDraft {
  readonly id: string;
  readonly group: Group;
  readonly within: string | null;
  readonly owner: string | null;
}

/** A text as it was read. Stances are by target: an option's id or a group's. */
export interface TextDraft {
  readonly items: readonly ItemDraft[];
  readonly groups: readonly Group[];
  readonly options: readonly OptionDraft[];
  readonly stances: ReadonlyMap<string, ReadonlyMap<string, StanceWords>>;
}

/** The letters of the nth option of a bracket, from 0: a … z, aa, ab … */
export function letters(n: number): string {
  return (n >= 26 ? letters(Math.floor(n / 26) - 1) : "") + String.fromCharCode(97 + (n % 26));
}

/** The id that parsing gives to the nth option, from 0, of the nth bracket, from 1. */
export const optionId = (group: number, n: number): string => `o${group}${letters(n)}`;
