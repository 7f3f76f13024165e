/** Sizes of the words on a screen of 1920 × 1080, in pixels, the largest first; the smallest is a little over 28 points. */
const STEPS = [64, 58, 52, 46, 42, 38] as const;
/** Down to this size neighbours are shown; before the words become smaller than that, neighbours go. */
const WITH_NEIGHBOURS = 46;
/** However small the screen is, words do not become smaller than this, in pixels. */
const LEAST = 18;

/** How a passage is put on a screen. */
export interface Fitted {
  /** The size of the words in pixels. */
  readonly size: number;
  readonly neighbours: boolean;
  /** Whether it is too long even so, and scrolls with the chair. */
  readonly scrolls: boolean;
}

/** The size of one pixel of a screen of 1920 × 1080 on another one. */
export function scaleOf(width: number, height: number): number {
  return Math.min(width / 1920, height / 1080);
}

/**
 * The largest words with which a passage fits, with its neighbours while these leave the words large. `fits` tries one way;
 * it is asked until one does.
 */
export function fitted(scale: number, fits: (tried: Omit<Fitted, "scrolls">) => boolean): Fitted {
  const size = (step: number) => Math.max(LEAST, step * scale);
  for (const neighbours of [true, false]) {
    for (const step of STEPS) {
      if (neighbours && step < WITH_NEIGHBOURS) break;
      const tried = { size: size(step), neighbours };
      if (fits(tried)) return { ...tried, scrolls: false };
    }
  }
  return { size: size(STEPS[STEPS.length - 1] as number), neighbours: false, scrolls: true };
}
