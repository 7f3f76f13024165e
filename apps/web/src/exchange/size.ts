import type { IntlShape } from "react-intl";

/** A number of bytes as people read it: "740 kB", "3.2 MB". */
export function sizeOf(intl: IntlShape, bytes: number): string {
  const unit = bytes < 1_000 ? "byte" : bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const scale = { byte: 1, kilobyte: 1_000, megabyte: 1_000_000 }[unit];
  const digits = unit === "megabyte" ? 1 : 0;
  return intl.formatNumber(bytes / scale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits });
}
