import { CM } from "./styles.ts";

/** A page of A4 and the width of its text, in twentieths of a point. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly margins: { readonly top: number; readonly side: number };
  readonly landscape: boolean;
}

const A4 = { short: 11_906, long: 16_838 };

export const UPRIGHT: Page = {
  width: A4.short,
  height: A4.long,
  margins: { top: 2.5 * CM, side: 2.8 * CM },
  landscape: false,
};
export const SIDEWAYS: Page = {
  width: A4.long,
  height: A4.short,
  margins: { top: 2.2 * CM, side: 2 * CM },
  landscape: true,
};

export const textWidth = (page: Page): number => Math.floor(page.width - 2 * page.margins.side);
