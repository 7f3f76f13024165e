import { type ComponentProps, useEffect, useState } from "react";
import { useSay } from "../intl.tsx";
import type { ReadOnlyView } from "./read-only-view.tsx";

type Page = typeof ReadOnlyView;
let here: Page | null = null;

/** A view of the text; what makes it is fetched when somebody looks at one. */
export function LaterView(props: ComponentProps<Page>) {
  const say = useSay();
  const [View, setView] = useState<Page | null>(() => here);
  useEffect(() => {
    let gone = false;
    void import("./read-only-view.tsx").then((module) => {
      here = module.ReadOnlyView;
      if (!gone) setView(() => module.ReadOnlyView);
    });
    return () => {
      gone = true;
    };
  }, []);
  if (View) return <View {...props} />;
  return (
    <p className="not-yet" role="status">
      {say("app.loading")}
    </p>
  );
}
