import { useSearchParams } from "react-router";
import { Compare } from "../compare/compare.tsx";
import { OfText } from "./of-text.tsx";
import "../editor/editor.css";
import "../styles/text-page.css";
import "../styles/print.css";
import "../history/history.css";
import "../compare/compared.css";
import "../compare/compare.css";

/** The page that compares two moments of a text; its address names the two. */
export function ComparePage() {
  const [query, setQuery] = useSearchParams();
  return (
    <OfText>
      {(known) => {
        const from = query.get("from") ?? (known.text.revision ? `rev:${known.text.revision.number}` : "now");
        const to = query.get("to") ?? "now";
        return (
          <Compare
            key={`${known.text.id} ${known.me.id}`}
            known={known}
            from={from}
            to={to}
            choose={(a, b) => setQuery({ from: a, to: b }, { replace: true })}
          />
        );
      }}
    </OfText>
  );
}
