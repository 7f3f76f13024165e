import type { Refusal } from "./handle.ts";

/** A change that is not made, and why. */
export interface Refused {
  readonly refused: Omit<Refusal, "count">;
}
