import { useSyncExternalStore } from "react";
import { keep, kept } from "../kept.ts";

/** How the names begin under which settings of the device are kept. They stay at signing out: they tell of nobody. */
const DEVICE = "adref.device.";

/** A setting of this device: one of a few words, kept here and never sent anywhere. */
export interface Setting<Value extends string> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/**
 * A setting that is kept under a name; `values[0]` where nothing, or something unknown, is kept. What another window of this
 * browser sets is heard here, too.
 */
export function setting<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Setting<Value> {
  const key = `${DEVICE}${name}`;
  const read = () => values.find((value) => value === kept(key)) ?? values[0];
  const listeners = new Set<() => void>();
  let value: Value | null = null;
  const hear = () => {
    const now = read();
    if (now === value || value === null) return;
    value = now;
    for (const listener of listeners) listener();
  };
  globalThis.addEventListener?.("storage", (event) => {
    if (event.key === key || event.key === null) hear();
  });
  return {
    get() {
      value ??= read();
      return value;
    },
    set(next) {
      keep(key, next);
      if (next === value) return;
      // A browser that keeps nothing follows all the same, until the page is closed.
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a setting; renders again when it changes. */
export function useSetting<Value extends string>(of: Setting<Value>): Value {
  return useSyncExternalStore(of.subscribe, of.get);
}
