import type { Say } from "../intl.tsx";
import { tell } from "../ui/toasts.tsx";

/** Copies words and says so; where the browser does not allow it, that they are to be copied by hand. */
export async function copyWords(say: Say, words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    tell({ kind: "done", sentence: say("tray.copied") });
  } catch {
    tell({ kind: "hint", sentence: say("tray.copyFailed") });
  }
}
