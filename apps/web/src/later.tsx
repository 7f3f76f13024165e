import { type ComponentType, useCallback, useEffect, useState } from "react";
import { FailureNotice, Waiting } from "./ui/notice.tsx";

/** A page whose script is fetched when somebody goes there. */
export interface LaterPage {
  /** The page, once it was fetched. */
  here(): ComponentType | null;
  /** Fetches it; rejects where that fails, and may be called again. */
  load(): Promise<ComponentType>;
}

/** A page that a module exports under a name, fetched once. */
export function laterPage<Name extends string>(
  fetch: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): LaterPage {
  let page: ComponentType | null = null;
  return {
    here: () => page,
    load: async () => {
      page ??= (await fetch())[name];
      return page;
    },
  };
}

/**
 * Shows a page once it is fetched. This is not left to React's `lazy`, which holds back what it loaded for 300 ms so as not to
 * flicker, and cannot try again.
 */
export function Later({ page }: { page: LaterPage }) {
  const [, fetched] = useState(page.here);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    page.load().then(
      (Page) => fetched(() => Page),
      () => setFailed(true),
    );
  }, [page]);
  useEffect(load, [load]);
  const Page = page.here();
  if (Page) return <Page />;
  return failed ? <FailureNotice failure={{ kind: "offline" }} again={load} /> : <Waiting />;
}
