import { childOf, childrenOf, switchOf, valOf, type XmlElement } from "./xml.ts";

/** What a style says, its ancestors' word included. */
export interface Style {
  readonly id: string;
  /** Its name in lower case, such as "heading 1"; Word keeps English names for its own styles in every language. */
  readonly name: string;
  /** 0 to 8 for headings, null for others. */
  readonly outline: number | null;
  readonly numbering: { readonly id: string; readonly level: number } | null;
  readonly centred: boolean;
  readonly bold: boolean;
  readonly run: readonly XmlElement[];
}

const PLAIN: Style = { id: "", name: "", outline: null, numbering: null, centred: false, bold: false, run: [] };
const MOST_ANCESTORS = 20;

/** The styles of a file, resolved when they are asked for. */
export class Styles {
  readonly #elements = new Map<string, XmlElement>();
  readonly #resolved = new Map<string, Style>();
  readonly #normal: string | null = null;

  constructor(part: XmlElement | null) {
    if (!part) return;
    for (const element of childrenOf(part)) {
      const id = element.attrs["w:styleId"];
      if (element.name !== "w:style" || id === undefined) continue;
      this.#elements.set(id, element);
      if (element.attrs["w:type"] === "paragraph" && /^(1|true|on)$/.test(element.attrs["w:default"] ?? "")) {
        this.#normal ??= id;
      }
    }
  }

  /** The style of a paragraph, or of a run; one that says nothing where there is none of that id. */
  style(id: string | null, paragraph = true): Style {
    return this.#resolve(id ?? (paragraph ? this.#normal : null), 0);
  }

  #resolve(id: string | null, depth: number): Style {
    if (id === null || depth > MOST_ANCESTORS) return PLAIN;
    const known = this.#resolved.get(id);
    if (known) return known;
    const element = this.#elements.get(id);
    if (!element) return { ...PLAIN, id, name: id.toLowerCase() };
    const base = this.#resolve(valOf(element, "w:basedOn"), depth + 1);
    const style = styleFrom(id, element, base);
    this.#resolved.set(id, style);
    return style;
  }
}

function styleFrom(id: string, element: XmlElement, base: Style): Style {
  const paragraph = childOf(element, "w:pPr");
  const run = childOf(element, "w:rPr");
  const alignment = valOf(paragraph, "w:jc");
  return {
    id,
    name: (valOf(element, "w:name") ?? id).toLowerCase(),
    outline: outlineOf(paragraph) ?? base.outline,
    numbering: numberingOf(paragraph, base.numbering),
    centred: alignment === null ? base.centred : alignment === "center",
    bold: switchOf(run, "w:b") ?? base.bold,
    run: run ? [...base.run, run] : base.run,
  };
}

/** The outline level that paragraph properties give, null for none. */
export function outlineOf(properties: XmlElement | null): number | null {
  const level = Number.parseInt(valOf(properties, "w:outlineLvl") ?? "", 10);
  return level >= 0 && level < 9 ? level : null;
}

/** The list that paragraph properties put a paragraph in, or that they inherit; id "0" takes it out of any. */
export function numberingOf(properties: XmlElement | null, inherited: Style["numbering"]): Style["numbering"] {
  const element = childOf(properties, "w:numPr");
  if (!element) return inherited;
  const id = valOf(element, "w:numId") ?? inherited?.id ?? null;
  if (id === null || id === "0") return null;
  const level = Number.parseInt(valOf(element, "w:ilvl") ?? "", 10);
  return { id, level: level >= 0 && level < 9 ? level : (inherited?.level ?? 0) };
}
