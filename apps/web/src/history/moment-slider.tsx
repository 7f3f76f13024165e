import type { Timeline } from "@adref/protocol";
import { type KeyboardEvent, memo, useMemo } from "react";
import { Button, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import { revisionName } from "../ui/revision-mark.tsx";
import { ROOM_FOR_OUTLINE, useMedia } from "../use-media.ts";
import { type Mark, nextMark, placeOn } from "./marks.ts";

interface Props {
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
  readonly seq: number;
  readonly go: (seq: number) => void;
}

/** The slider has its keys bound itself; here they are told. */
const SLIDER: readonly Command[] = [
  { id: "slide", name: "help.slide", group: "past", keys: ["PageUp", "PageDown"], heard: "place" },
];

/**
 * The slider over a text's ledger: a step for each entry, marks for revisions, named moments and acts, and bands for
 * sittings. Arrow keys go from entry to entry, Page Up and Page Down from mark to mark.
 */
export function MomentSlider({ timeline, marks, seq, go }: Props) {
  const say = useSay();
  useCommands(SLIDER);
  const first = timeline.first?.seq ?? 1;
  const last = timeline.last?.seq ?? 1;
  const earlier = nextMark(marks, seq, -1);
  const later = nextMark(marks, seq, 1);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "PageUp" && event.key !== "PageDown") return;
    event.preventDefault();
    event.stopPropagation();
    const next = event.key === "PageUp" ? later : earlier;
    if (next !== null) go(next);
  };
  return (
    <div className="moment-slider" onKeyDownCapture={onKey}>
      <Button
        className="icon-button"
        aria-label={say("moment.earlier")}
        isDisabled={earlier === null}
        onPress={() => earlier !== null && go(earlier)}
      >
        <Icon name="back" />
      </Button>
      <Slider
        className="slider"
        aria-label={say("moment.slider")}
        minValue={first}
        maxValue={Math.max(last, first)}
        value={seq}
        isDisabled={last === first}
        onChange={go}
      >
        <SliderTrack className="slider-track">
          <Signs timeline={timeline} marks={marks} />
          <SliderThumb className="slider-thumb" aria-describedby="moment-slider-hint" />
        </SliderTrack>
      </Slider>
      <Button
        className="icon-button"
        aria-label={say("moment.later")}
        isDisabled={later === null}
        onPress={() => later !== null && go(later)}
      >
        <Icon name="fold" />
      </Button>
      <span id="moment-slider-hint" className="visually-hidden">
        {say("moment.sliderHint")}
      </span>
    </div>
  );
}

/** Marks nearer to each other than this part of the slider are one. */
const APART = 0.003;
/** The name of a revision takes this part of it, beside the outline and on a narrow screen. */
const NAME = 0.07;
const NAME_NARROW = 0.24;

const Signs = memo(function Signs({ timeline, marks }: Pick<Props, "timeline" | "marks">) {
  const say = useSay();
  const room = useMedia(ROOM_FOR_OUTLINE) ? NAME : NAME_NARROW;
  const signs = useMemo(() => signsOf(timeline, marks, room), [timeline, marks, room]);
  return (
    <span className="slider-signs" aria-hidden="true">
      {timeline.sittings.map(({ from, to }) => {
        const start = placeOn(timeline, from.seq);
        const style = { insetInlineStart: part(start), inlineSize: part(placeOn(timeline, to.seq) - start) };
        return <span key={from.seq} className="sitting" style={style} />;
      })}
      {signs.map(({ mark, place, named }) => (
        <span key={`${mark.kind}${mark.seq}`} className={`sign-${mark.kind}`} style={{ insetInlineStart: part(place) }}>
          {named && mark.kind === "revision" && (
            <span
              className={
                place > 0.9 ? "sign-name sign-name-end" : place < 0.05 ? "sign-name sign-name-start" : "sign-name"
              }
            >
              {revisionName(say, mark.revision.number)}
            </span>
          )}
        </span>
      ))}
    </span>
  );
});

const part = (of: number) => `${(of * 100).toFixed(2)}%`;

/** What is drawn: revisions always, others unless one of their sort stands there already; names where they have room. */
function signsOf(timeline: Timeline, marks: readonly Mark[], room: number) {
  const lastOf: Record<Mark["kind"], number> = { revision: -1, moment: -1, act: -1 };
  let lastName = -1;
  return marks.flatMap((mark) => {
    const place = placeOn(timeline, mark.seq);
    if (mark.kind !== "revision" && place - lastOf[mark.kind] < APART) return [];
    lastOf[mark.kind] = place;
    const named = mark.kind === "revision" && (lastName < 0 || place - lastName > room);
    if (named) lastName = place;
    return [{ mark, place, named }];
  });
}
