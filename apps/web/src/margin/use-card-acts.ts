import { useMemo } from "react";
import type { EditorHandle } from "../editor/handle.ts";

/**
 * What a card does to the words themselves: only one's own may be withdrawn. The button that did it is gone then, so the
 * focus goes to the words, where the undo key takes it back. Stable as long as the editor is.
 */
export function useCardActs(handle: EditorHandle) {
  return useMemo(() => {
    const intoWords = (done: boolean) => {
      if (done) handle.focus();
      return done;
    };
    return {
      withdraw: (option: string) => intoWords(handle.commands.withdraw(option)),
      counter: {
        countered: handle.commands.countered,
        counter: (target: string, words: string) =>
          intoWords(handle.commands.propose({ kind: "counter", target, words })),
        goThere: (target: string) => {
          if (!handle.goTo({ option: target }, true)) handle.goTo({ bracket: target }, true);
        },
      },
      unbracket: (bracket: string) => intoWords(handle.commands.withdrawBrackets(bracket)),
    };
  }, [handle]);
}
