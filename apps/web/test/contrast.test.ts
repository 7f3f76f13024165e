import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/styles/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

function tokensOf(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] as string, match[2] as string]),
  );
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", tokensOf(light)],
  ["dark", tokensOf(dark)],
])("in %s", (_name, tokens) => {
  const colour = (name: string): string => {
    const hex = tokens.get(name);
    if (!hex) throw new Error(`tokens.css has no colour --${name}`);
    return hex;
  };

  test.each(["ink", "ink-soft", "ink-faint", "accent", "alarm", "agreed"])("%s can be read on every ground", (ink) => {
    for (const ground of ["paper", "desk"]) {
      expect(contrast(colour(ink), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("words can be read on washes and buttons", () => {
    expect(contrast(colour("ink"), colour("accent-wash"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("accent"), colour("accent-wash"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("ink"), colour("alarm-wash"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("alarm"), colour("alarm-wash"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("on-accent"), colour("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  test("edges of controls and the ticks of parties can be seen", () => {
    for (const name of ["edge", ...Array.from({ length: 11 }, (_, i) => `tick-${i + 1}`)]) {
      expect(contrast(colour(name), colour("paper")), name).toBeGreaterThanOrEqual(3);
      expect(contrast(colour(name), colour("desk")), name).toBeGreaterThanOrEqual(3);
    }
  });

  test("codes in the hue of their party can be read on paper", () => {
    for (let i = 1; i <= 11; i++) {
      expect(contrast(colour(`tick-${i}`), colour("paper")), `tick-${i}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
