import { formatNumber } from "./number-formats.ts";
import { childOf, childrenOf, switchOf, valOf, type XmlElement } from "./xml.ts";

interface Level {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  /** The level whose number makes this one begin anew, counted from 1; 0 for never, null for any that is higher. */
  readonly restart: number | null;
  readonly legal: boolean;
}

/** A number as it stands on the page, with what decides what kind of provision it is the number of. */
export interface ListLabel {
  readonly text: string;
  readonly format: string;
  readonly level: number;
  /** Set where Word has a format for numbers that is not known here; the number is decimal then. */
  readonly unknown: string | null;
}

interface List {
  readonly abstract: string;
  readonly overrides: ReadonlyMap<number, { readonly start: number | null; readonly level: XmlElement | null }>;
}

/** A level that the file does not describe. */
const NO_LEVEL: Level = { start: 1, format: "decimal", text: "", restart: null, legal: false };
const LEVELS = 9;

/** Counts the numbered paragraphs of a file in reading order. */
export class Numbering {
  readonly #abstracts = new Map<string, XmlElement>();
  readonly #byStyle = new Map<string, string>();
  readonly #lists = new Map<string, List>();
  readonly #levels = new Map<string, readonly Level[]>();
  /** By abstract list: lists that are made of the same one go on counting, unless they say otherwise. */
  readonly #counters = new Map<string, (number | null)[]>();
  readonly #begun = new Set<string>();

  constructor(part: XmlElement | null) {
    for (const element of part ? childrenOf(part) : []) {
      if (element.name === "w:abstractNum") {
        const id = element.attrs["w:abstractNumId"] ?? "";
        this.#abstracts.set(id, element);
        const style = valOf(element, "w:styleLink");
        if (style !== null) this.#byStyle.set(style, id);
      } else if (element.name === "w:num") this.#lists.set(element.attrs["w:numId"] ?? "", listOf(element));
    }
  }

  /** The number of the next paragraph in a list; null where there is no such list. */
  next(id: string, level: number): ListLabel | null {
    const list = this.#lists.get(id);
    if (!list) return null;
    const abstract = this.#abstractOf(list.abstract);
    const levels = this.#levelsOf(id, list, abstract);
    let counters = this.#counters.get(abstract);
    if (!counters) {
      counters = new Array<number | null>(LEVELS).fill(null);
      this.#counters.set(abstract, counters);
    }
    const { start } = list.overrides.get(level) ?? { start: null };
    const key = `${id}/${level}`;
    if (start !== null && !this.#begun.has(key)) counters[level] = start;
    else counters[level] = (counters[level] ?? (levels[level]?.start ?? 1) - 1) + 1;
    this.#begun.add(key);
    for (let i = 0; i < level; i++) counters[i] ??= levels[i]?.start ?? 1;
    for (let i = level + 1; i < LEVELS; i++) {
      const restart = levels[i]?.restart ?? null;
      if (restart === null || (restart > 0 && level < restart)) counters[i] = null;
    }
    return label(levels, counters, level);
  }

  /** An abstract list may be no more than a link to that of a style. */
  #abstractOf(id: string): string {
    const link = valOf(this.#abstracts.get(id) ?? null, "w:numStyleLink");
    return (link !== null && this.#byStyle.get(link)) || id;
  }

  #levelsOf(id: string, list: List, abstract: string): readonly Level[] {
    const known = this.#levels.get(id);
    if (known) return known;
    const levels = new Array<Level>(LEVELS).fill(NO_LEVEL);
    const element = this.#abstracts.get(abstract);
    for (const child of element ? childrenOf(element) : []) if (child.name === "w:lvl") setLevel(levels, child);
    for (const { level } of list.overrides.values()) if (level) setLevel(levels, level);
    this.#levels.set(id, levels);
    return levels;
  }
}

function listOf(element: XmlElement): List {
  const overrides = new Map<number, { start: number | null; level: XmlElement | null }>();
  for (const child of childrenOf(element)) {
    if (child.name !== "w:lvlOverride") continue;
    const start = Number.parseInt(valOf(child, "w:startOverride") ?? "", 10);
    overrides.set(levelOf(child), { start: Number.isNaN(start) ? null : start, level: childOf(child, "w:lvl") });
  }
  return { abstract: valOf(element, "w:abstractNumId") ?? "", overrides };
}

const levelOf = (element: XmlElement) => Number.parseInt(element.attrs["w:ilvl"] ?? "", 10);

function setLevel(levels: Level[], element: XmlElement): void {
  const at = levelOf(element);
  if (!(at >= 0 && at < LEVELS)) return;
  const number = (name: string) => {
    const value = Number.parseInt(valOf(element, name) ?? "", 10);
    return Number.isNaN(value) ? null : value;
  };
  levels[at] = {
    start: number("w:start") ?? 0,
    format: valOf(element, "w:numFmt") ?? "decimal",
    text: valOf(element, "w:lvlText") ?? "",
    restart: number("w:lvlRestart"),
    legal: switchOf(element, "w:isLgl") ?? false,
  };
}

function label(levels: readonly Level[], counters: readonly (number | null)[], level: number): ListLabel {
  const own = levels[level] ?? NO_LEVEL;
  if (own.format === "bullet") return { text: own.text, format: "bullet", level, unknown: null };
  let unknown: string | null = null;
  const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const value = counters[at] ?? levels[at]?.start ?? 1;
    const format = own.legal ? "decimal" : (levels[at]?.format ?? "decimal");
    const written = formatNumber(value, format);
    if (written === null) unknown = format;
    return written ?? String(value);
  });
  return { text, format: own.format, level, unknown };
}
