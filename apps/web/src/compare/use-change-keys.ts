import { useMemo } from "react";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";

/**
 * The keys that step through changes: n and p by themselves, and the arrows with the modifiers that go from bracket to
 * bracket in a live text. Keep the function: another one makes other commands.
 */
export function useChangeKeys(step: (by: 1 | -1) => void): void {
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: "next-change",
        name: "compare.next",
        group: "moving",
        keys: ["n", "Mod-Alt-ArrowDown"],
        run: () => step(1),
      },
      {
        id: "previous-change",
        name: "compare.previous",
        group: "moving",
        keys: ["p", "Mod-Alt-ArrowUp"],
        run: () => step(-1),
      },
    ],
    [step],
  );
  useCommands(commands);
}
