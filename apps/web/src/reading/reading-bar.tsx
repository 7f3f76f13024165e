import type { Revision } from "@adref/protocol";
import type { Ref } from "react";
import { Button } from "react-aria-components";
import { useIntl } from "react-intl";
import { useSay } from "../intl.tsx";
import type { Digest } from "./digest-model.ts";
import { FilterButton } from "./filter-button.tsx";
import type { ReadingStore } from "./reading-store.ts";
import { type SearchFieldHandle, SearchInText } from "./search-field.tsx";
import type { SearchStore } from "./search-store.ts";
import type { ReadingAddress } from "./use-address.ts";
import { ViewChoice } from "./view-choice.tsx";

interface Props {
  readonly reading: ReadingStore;
  readonly search: SearchStore;
  readonly address: ReadingAddress;
  readonly revisions: readonly Revision[];
  readonly digest: Digest | null;
  readonly openDigest: () => void;
  readonly toWords: () => void;
  readonly field: Ref<SearchFieldHandle>;
}

/** The line of reading below the head of the page: how the text is shown, what is picked out of it, and what is new. */
export function ReadingBar(props: Props) {
  const { reading, search, address, revisions, digest, openDigest, toWords, field } = props;
  const say = useSay();
  const working = address.view.kind === "bracketed";
  return (
    <section className="reading-bar" aria-label={say("reading.label")}>
      <ViewChoice view={address.view} revisions={revisions} names={reading.session.me.names} look={address.look} />
      {working && <FilterButton reading={reading} filter={address.filter} show={address.show} />}
      {digest && digest.count > 0 && <NewLine digest={digest} open={openDigest} />}
      {working && <SearchInText store={search} leave={toWords} ref={field} />}
    </section>
  );
}

function NewLine({ digest, open }: { digest: Digest; open: () => void }) {
  const say = useSay();
  const intl = useIntl();
  const days = (Date.now() - Date.parse(digest.since)) / 86_400_000;
  const when =
    days < 0.9
      ? intl.formatTime(digest.since, { timeStyle: "short" })
      : intl.formatDate(digest.since, days < 6 ? { weekday: "long" } : { day: "numeric", month: "long" });
  return (
    <Button className="link-button new-line" onPress={open}>
      {say("digest.line", { count: digest.count, when })}
    </Button>
  );
}
