import type { MomentInfo, TextInfo, Timeline } from "@adref/protocol";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useIntl } from "react-intl";
import { Link } from "react-router";
import { useSay } from "../intl.tsx";
import { type DownloadView, RevisionDownload } from "../text/downloads.tsx";
import { Hash } from "../ui/hash.tsx";
import { Icon } from "../ui/icon.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { ROOM_FOR_MARGIN, useMedia } from "../use-media.ts";
import { type Mark, marksAt, nextMark, pointAt } from "./marks.ts";
import { comparePath } from "./paths.ts";
import { dateOf, markSentence } from "./tell.ts";

interface Props {
  readonly text: TextInfo;
  /** The moment that is shown; null before the first is here. */
  readonly info: MomentInfo | null;
  readonly timeline: Timeline | null;
  readonly marks: readonly Mark[];
  /** Where the slider stands, which may be ahead of what is shown. */
  readonly seq: number | null;
  readonly waiting: boolean;
  readonly nameOfProvision: (id: string) => string;
  /** The name of the provision with the caret. */
  readonly place: string | null;
  readonly askWhere: (() => void) | null;
  /** What the reader may do; null for what is not theirs. */
  readonly name: (() => void) | null;
  readonly restore: (() => void) | null;
  readonly download: { readonly quick: (view: DownloadView) => void; readonly more: () => void } | null;
}

/** When the moment was, what happened there in words, and what may be done about it. */
export function MomentHead(props: Props) {
  const { info, timeline, seq, waiting } = props;
  const say = useSay();
  const intl = useIntl();
  const exact = info && info.seq === seq ? info.at : null;
  const near = exact ?? (timeline && seq !== null ? (pointAt(timeline, seq)?.at ?? null) : null);
  const date = near === null ? null : dateOf(intl, near);
  return (
    <div className="moment-head">
      <div className="moment-what" aria-live="polite" aria-busy={waiting}>
        {date !== null && (
          <p className="moment-date">
            <time dateTime={near ?? ""}>{exact === null ? say("moment.about", { date }) : date}</time>
            {seq !== null && timeline?.last && (
              <span className="quiet">{say("moment.of", { seq, last: timeline.last.seq })}</span>
            )}
          </p>
        )}
        <What {...props} />
      </div>
      <Acts {...props} />
    </div>
  );
}

function What({ info, timeline, marks, seq, nameOfProvision }: Props) {
  const say = useSay();
  if (info?.party) return <p>{say("moment.view", { party: info.party })}</p>;
  if (seq === null || !timeline) return <p>{say("moment.asItWas")}</p>;
  const here = marksAt(marks, seq);
  const earlier = nextMark(marks, seq, -1);
  const before = earlier === null ? undefined : marksAt(marks, earlier)[0];
  const revision = here.find((mark) => mark.kind === "revision");
  return (
    <>
      <p>
        {here.length > 0 ? (
          here.map((mark) => (
            <span key={mark.kind} className="moment-event">
              {markSentence(say, mark, nameOfProvision, timeline)}.{" "}
            </span>
          ))
        ) : (
          <>
            {say("moment.wrote")}{" "}
            {before && (
              <span className="quiet">
                {say("moment.before", { what: markSentence(say, before, nameOfProvision, timeline) })}
              </span>
            )}
          </>
        )}
      </p>
      <p className="quiet">
        {revision?.kind === "revision"
          ? say("moment.immutable", { revision: revisionName(say, revision.revision.number) })
          : say(seq === timeline.last?.seq ? "moment.last" : "moment.asItWas")}
        {info && info.seq === seq && (
          <>
            {" "}
            {say("revisions.hash")} <Hash key={info.wordsHash} value={info.wordsHash} />
          </>
        )}
      </p>
    </>
  );
}

function Acts({ text, info, timeline, place, askWhere, name, restore, download }: Props) {
  const say = useSay();
  const room = useMedia(ROOM_FOR_MARGIN);
  // The last moment is what stands now: there would be nothing to compare.
  const isNow = info?.party === null && info.seq === timeline?.last?.seq;
  const compare = info && info.seq !== null && !isNow ? comparePath(text.id, info.ref, "now") : null;
  const naming = say(info?.moment ? "moment.rename" : "moment.name");
  return (
    <div className="moment-acts">
      {askWhere && (
        <Button
          className="button button-small where-button"
          isDisabled={place === null}
          onPress={askWhere}
          {...(place === null && { "aria-description": say("moment.whereHint") })}
        >
          {say("moment.where")}
          {place !== null && <span className="quiet">{place}</span>}
        </Button>
      )}
      {room ? (
        <>
          {compare && (
            <Link className="button button-small" to={compare}>
              {say("moment.compare")}
            </Link>
          )}
          {name && (
            <Button className="button button-small" onPress={name}>
              {naming}
            </Button>
          )}
          {restore && (
            <Button className="button button-small" onPress={restore}>
              {say("moment.restore")}
            </Button>
          )}
        </>
      ) : (
        <MenuTrigger>
          <Button className="icon-button" aria-label={say("moment.acts")}>
            <Icon name="more" />
          </Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu">
              {compare && <MenuItem href={compare}>{say("moment.compare")}</MenuItem>}
              {name && <MenuItem onAction={name}>{naming}</MenuItem>}
              {restore && <MenuItem onAction={restore}>{say("moment.restore")}</MenuItem>}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {download && <RevisionDownload download={download.quick} more={download.more} />}
    </div>
  );
}
