/** A line of the text and how far below the top of what is seen it stands, in pixels. */
export interface HeldPlace {
  readonly provision: string;
  readonly below: number;
}

/** How often a place is looked for while what is around it takes its real height, in frames. */
const FRAMES = 4;

/** The first provision that is seen in a part of the page; null where none is. */
export function placeSeen(words: Element | null): HeldPlace | null {
  const scroller = words?.closest(".scroller");
  if (!words || !scroller) return null;
  const top = scroller.getBoundingClientRect().top;
  const all = [...words.querySelectorAll<HTMLElement>("[data-provision]")];
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.getBoundingClientRect().bottom ?? 0) > top + 8) high = middle;
    else low = middle + 1;
  }
  const first = all[low];
  const provision = first?.dataset.provision;
  return first && provision ? { provision, below: first.getBoundingClientRect().top - top } : null;
}

/** Below what a view says of itself, in pixels. */
const BELOW_FACE = 72;

/** Goes to a provision where a view stands in the place of the words; false where none does. `order` as in showPlace. */
export function goInView(provision: string, order: readonly string[]): boolean {
  const view = document.querySelector(".view-only");
  if (view) showPlace(view, { provision, below: BELOW_FACE }, order);
  return view !== null;
}

/**
 * Scrolls so that a place stands where it stood. Where its provision is not among the words, the next one of `order` that is
 * takes its place.
 */
export function showPlace(words: Element | null, place: HeldPlace | null, order: readonly string[]): void {
  const scroller = words?.closest(".scroller");
  if (!words || !scroller || !place) return;
  const from = Math.max(0, order.indexOf(place.provision));
  const find = (id: string) => words.querySelector(`[data-provision="${CSS.escape(id)}"]`);
  let element = find(place.provision);
  for (let i = from + 1; !element && i < order.length; i++) element = find(order[i] as string);
  if (!element) return;
  const there = element;
  const move = (frames: number) => {
    const off = there.getBoundingClientRect().top - scroller.getBoundingClientRect().top - place.below;
    if (Math.abs(off) >= 1) scroller.scrollTop += off;
    if (frames > 0) requestAnimationFrame(() => move(frames - 1));
  };
  move(FRAMES);
}
