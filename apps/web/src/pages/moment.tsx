import { useParams } from "react-router";
import { Moment } from "../history/moment.tsx";
import { OfText } from "./of-text.tsx";
import "../styles/text-page.css";
import "../styles/print.css";
import "../history/history.css";
import "../compare/compared.css";

/** The page of a text as it was at a moment. */
export function MomentPage() {
  const { ref = "now" } = useParams();
  return <OfText>{(known) => <Moment key={`${known.text.id} ${known.me.id}`} known={known} at={ref} />}</OfText>;
}
