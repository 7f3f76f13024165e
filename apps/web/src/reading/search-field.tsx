import { type Ref, useImperativeHandle, useRef } from "react";
import { Button, Input, SearchField } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { useSelected } from "../stores.ts";
import { Icon } from "../ui/icon.tsx";
import { MOST_HITS } from "./search.ts";
import type { SearchStore } from "./search-store.ts";

export interface SearchFieldHandle {
  focus(): void;
}

interface Props {
  readonly store: SearchStore;
  /** Back to the words. */
  readonly leave: () => void;
  readonly ref: Ref<SearchFieldHandle>;
}

/** Finds words, numbers and parties in the text: Enter goes to the next, with Shift to the one before, Escape goes back. */
export function SearchInText({ store, leave, ref }: Props) {
  const say = useSay();
  const words = useSelected(store, (state) => state.words);
  const count = useSelected(store, (state) => state.hits.length);
  const at = useSelected(store, (state) => state.at);
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus();
      field.current?.select();
    },
  }));
  const all = count >= MOST_HITS ? `${MOST_HITS}+` : count;
  return (
    <search className="search-in-text">
      <SearchField
        aria-label={say("search.label")}
        value={words}
        onChange={(next) => store.seek(next)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            store.step(event.shiftKey ? -1 : 1);
          } else if (event.key === "Escape") {
            store.seek("");
            leave();
          }
        }}
      >
        <Input ref={field} placeholder={say("search.label")} aria-keyshortcuts="Control+Alt+F" />
      </SearchField>
      {words.trim() !== "" && (
        <>
          <span className="search-count" role="status">
            {at >= 0
              ? say("search.place", { place: at + 1, count: all })
              : say("search.count", { count: all, number: count })}
          </span>
          <Button
            className="icon-button"
            aria-label={say("search.previous")}
            isDisabled={count === 0}
            onPress={() => store.step(-1)}
          >
            <Icon name="previous" />
          </Button>
          <Button
            className="icon-button"
            aria-label={say("search.next")}
            isDisabled={count === 0}
            onPress={() => store.step(1)}
          >
            <Icon name="next" />
          </Button>
        </>
      )}
    </search>
  );
}
