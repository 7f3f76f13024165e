import { useMemo } from "react";
import type { EditorHandle } from "../editor/handle.ts";

/** What a card does to the words themselves: only one's own may be withdrawn. Stable as long as the editor is. */
export function useCardActs(handle: EditorHandle) {
  return useMemo(
    () => ({
      withdraw: (option: string) => handle.commands.withdraw(option),
      unbracket: (bracket: string) => handle.commands.withdrawBrackets(bracket),
    }),
    [handle],
  );
}
