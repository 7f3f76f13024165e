import { useState } from "react";
import { Button } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { tell } from "./toasts.tsx";

/** As many characters of a hash as one reads out to somebody. */
const SHORT = 12;

/** A hash: its beginning, and all of it on demand, to copy. */
export function Hash({ value }: { value: string }) {
  const say = useSay();
  const [whole, setWhole] = useState(false);
  if (!whole) {
    return (
      <Button className="hash hash-short" onPress={() => setWhole(true)}>
        {value.slice(0, SHORT)}…<span className="visually-hidden"> {say("revisions.showHash")}</span>
      </Button>
    );
  }
  return (
    <>
      <span className="hash">{value}</span>{" "}
      <Button
        className="link-button"
        autoFocus
        onPress={() => void copy(value, say("revisions.copied"), say("revisions.copyFailed"))}
      >
        {say("revisions.copyHash")}
      </Button>
    </>
  );
}

async function copy(words: string, done: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    tell({ kind: "done", sentence: done });
  } catch {
    tell({ kind: "refusal", sentence: failed });
  }
}
