import { FORMAT } from "./paragraph.ts";
import type { Styles } from "./styles.ts";
import { childOf, switchOf, valOf, type XmlElement } from "./xml.ts";

/** What a run's properties say of its words. */
export interface RunLook {
  readonly format: number;
  readonly highlight: string | null;
  readonly hidden: boolean;
  readonly role: "number" | "status" | null;
}

const ROLES: Readonly<Record<string, RunLook["role"]>> = { ProvisionNumber: "number", ProvisionStatus: "status" };
/** Character styles whose look is that of their place, not emphasis. */
const LOOKS = /hyperlink|footnote|endnote|annotation|^(bracket sign|drafting note|provision number|provision status)$/;

/** Word's sixteen highlights, and the fills that people use for them. */
const FILLS: Readonly<Record<string, string>> = {
  FFFF00: "yellow", "00FF00": "green", "92D050": "green", "00B050": "darkGreen", "00FFFF": "cyan", FF00FF: "magenta", "0000FF": "blue", FF0000: "red",
  C0C0C0: "lightGray", D9D9D9: "lightGray", BFBFBF: "lightGray", "808080": "darkGray", FFC000: "darkYellow", "800080": "darkMagenta", "008080": "darkCyan",
}; // biome-ignore format: a table

/**
 * The look of words by their own properties and their character style. What the paragraph's style says is the look of the
 * paper, not emphasis, and is left out.
 */
export function lookOf(properties: XmlElement | null, styles: Styles, paragraphHighlight: string | null): RunLook {
  const styleId = valOf(properties, "w:rStyle");
  const style = styleId === null ? null : styles.style(styleId, false);
  const from: readonly XmlElement[] = style && !LOOKS.test(style.name) ? style.run : [];
  const on = (name: string) => {
    const own = switchOf(properties, name);
    if (own !== null) return own;
    return from.reduce<boolean>((before, element) => switchOf(element, name) ?? before, false);
  };
  const value = (name: string) => {
    return valOf(properties, name) ?? from.reduce<string | null>((before, one) => valOf(one, name) ?? before, null);
  };
  const underline = value("w:u");
  const raised = value("w:vertAlign");
  let format = 0;
  if (on("w:b")) format |= FORMAT.strong;
  if (on("w:i")) format |= FORMAT.em;
  if (underline !== null && underline !== "none") format |= FORMAT.underline;
  if (on("w:strike") || on("w:dstrike")) format |= FORMAT.strike;
  if (raised === "superscript") format |= FORMAT.superscript;
  else if (raised === "subscript") format |= FORMAT.subscript;
  const role = styleId === null ? null : (ROLES[styleId] ?? null);
  return { format, highlight: highlightOf(properties) ?? paragraphHighlight, hidden: on("w:vanish"), role };
}

/** The colour under words or a paragraph, by Word's name of it; others as `#RRGGBB`. */
export function highlightOf(properties: XmlElement | null): string | null {
  const own = valOf(properties, "w:highlight");
  if (own !== null && own !== "none" && own !== "white") return own;
  const fill = childOf(properties, "w:shd")?.attrs["w:fill"]?.toUpperCase();
  if (fill === undefined || fill === "AUTO" || fill === "FFFFFF" || !/^[0-9A-F]{6}$/.test(fill)) return null;
  return FILLS[fill] ?? `#${fill}`;
}
