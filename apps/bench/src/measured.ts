import type { EditorResult } from "./browser/measure-editor.ts";
import type { Load, LoadResult } from "./sync/load.ts";
import type { System } from "./sync/measure-sync.ts";

export const LOADS: Readonly<Record<"steady" | "overload", Load>> = {
  steady: { clients: 50, rate: 2, seconds: 8 },
  overload: { clients: 50, rate: 80, seconds: 4 },
};

/** Everything that was measured, by what and in which run. */
export interface Measured {
  readonly machine: string;
  readonly fsync: number[];
  readonly gate: Record<"1000" | "5000", { p50: number; p95: number }[]>;
  readonly sync: Record<keyof typeof LOADS, Record<System, LoadResult[]>>;
  readonly editor: Record<"adref" | "plain" | "y", EditorResult[]>;
}
