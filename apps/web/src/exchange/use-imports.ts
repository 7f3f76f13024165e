import type { ImportView } from "@adref/protocol";
import { useCallback, useEffect, useState } from "react";
import { imports } from "./import-api.ts";

/** Files that were brought in and not accepted, and a way to ask for them again. */
export function useImports(): { readonly waiting: readonly ImportView[]; readonly renew: () => void } {
  const [waiting, setWaiting] = useState<readonly ImportView[]>([]);
  const renew = useCallback(() => {
    void imports.list().then((answer) => {
      if (answer.ok) setWaiting(answer.value.filter(({ text }) => text === null));
    });
  }, []);
  useEffect(renew, [renew]);
  return { waiting, renew };
}
