import type { IntlShape } from "react-intl";

/** A number of bytes as people read it: "740 kB", "3.2 MB"; nothing is smaller than "1 kB" but what is empty. */
export function sizeOf(intl: IntlShape, bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  return intl.formatNumber(isLarge ? bytes / 1_000_000 : Math.ceil(bytes / 1_000), {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: isLarge ? 1 : 0,
  });
}
