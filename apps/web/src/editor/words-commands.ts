import type { Command } from "prosemirror-state";
import type { TextSession } from "../sync/types.ts";
export const bracketSelection =
  (_s: TextSession): Command =>
  () =>
    false;
export const withdrawOption =
  (_s: TextSession, _o: string): Command =>
  () =>
    false;
export const withdrawBrackets =
  (_s: TextSession, _b: string): Command =>
  () =>
    false;
export const newProvision =
  (_s: TextSession): Command =>
  () =>
    false;
