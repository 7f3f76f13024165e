import { useCallback, useState } from "react";
import { forget, keep, kept } from "../kept.ts";
import { KEPT } from "../use-load.ts";

/**
 * Something that a person is writing and that the device keeps until it is done with: whoever leaves the page or goes a step back
 * finds it again. The third function forgets it.
 */
export function useDraft(name: string, first = ""): readonly [string, (words: string) => void, () => void] {
  const key = `${KEPT}draft.${name}`;
  const [words, setWords] = useState(() => {
    const json = kept(key);
    return json === null ? first : (JSON.parse(json) as string);
  });
  const write = useCallback(
    (words: string) => {
      setWords(words);
      keep(key, JSON.stringify(words));
    },
    [key],
  );
  const drop = useCallback(() => {
    setWords("");
    forget(key);
  }, [key]);
  return [words, write, drop];
}
