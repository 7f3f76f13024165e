/** The value below which `share` (0–1) of the sorted samples lie; NaN where there are none. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** The median of several runs' figures and their range, as the report prints them: `1.2 (0.9–1.6)`. */
export function overRuns(figures: readonly number[], digits = 2): string {
  const low = Math.min(...figures).toFixed(digits);
  const high = Math.max(...figures).toFixed(digits);
  return `${median(figures).toFixed(digits)} (${low}–${high})`;
}
