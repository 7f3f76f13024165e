import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "../src");
const css = readFileSync(join(SOURCES, "styles/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split(':root[data-theme="dark"]');

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

test("every colour of the light theme has its like in the dark one", () => {
  expect([...tokensOf(dark).keys()]).toEqual([...tokensOf(light).keys()]);
});

/** Style sheets of the client besides the tokens, without what holds on paper only. */
const sheets = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css") && !/tokens\.css$|print\.css$/.test(path))
  .map((path) => [path, readFileSync(join(SOURCES, path), "utf8").split("@media print")[0] as string] as const);

test.each(sheets)("%s takes its colours from the tokens", (_path, sheet) => {
  // The editor's own sheet also draws on pages without tokens: there a colour is what a variable falls back to.
  const plain = sheet.replace(/\/\*[\s\S]*?\*\//g, "").replace(/var\((--[\w-]+), ?#[0-9a-f]{3,6}\)/g, "var($1)");
  expect(plain.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|:\s*(?:white|black)\b/gi) ?? []).toEqual([]);
});

test.each(sheets)("%s knows no left and right", (_path, sheet) => {
  const physical =
    /[^-\w](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|width|height|(?:min|max)-(?:width|height)):|(?:align|float|clear): (?:left|right)|border-radius: [^;]* [^;]*;|(?:margin|padding|inset): \S+ (\S+) \S+ (?!\1;)\S+;/g;
  const plain = sheet.replace(/@media[^{]*\{/g, "{").replace(/\bheight: 1em/g, "");
  expect(plain.match(physical) ?? []).toEqual([]);
});

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
