import type { MarkValue, Run } from "@adref/schema";
import { characterOf, unescapeFact } from "../marked/odd-characters.ts";
import { isXml, textOf, type XmlElement } from "./parse-xml.ts";

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["b", "strong"],
  ["i", "em"],
  ["u", "underline"],
  ["sup", "superscript"],
  ["sub", "subscript"],
]);

/** A fact of ours on an element, `null` where it has none of the name. */
export function factOf(element: XmlElement, name: string): string | null {
  const value = element.attributes[name];
  return value === undefined ? null : unescapeFact(value);
}

/**
 * The words of an element of our own, with what is marked on them. What paper adds is passed over; a footnote that stands in
 * the words is handed to `note`.
 */
export function readRuns(element: XmlElement, note: (footnote: XmlElement) => void): Run[] {
  const runs: Run[] = [];
  const read = (parent: XmlElement, marks: readonly MarkValue[]) => {
    for (const child of parent.children) {
      if (!isXml(child)) runs.push({ text: child, marks });
      else if (child.name === "authorialNote") note(child);
      else if (child.name === "marker" && child.attributes.name === "character") {
        runs.push({ text: characterOf(child.attributes["adref:code"] ?? "") ?? "", marks });
      } else if (!isPapers(child)) {
        const mark = markOf(child);
        read(child, mark ? [...marks, mark] : marks);
      }
    }
  };
  read(element, []);
  return runs;
}

/** Whether an element only shows what the text's facts say: signs, numbers, references to footnotes. */
function isPapers({ name, attributes }: XmlElement): boolean {
  return name === "noteRef" || (name === "inline" && (attributes.name === "sign" || attributes.name === "num"));
}

function markOf(element: XmlElement): MarkValue | null {
  const format = FORMATS.get(element.name);
  if (format) return { type: format, attrs: {} };
  if (element.name === "span" && element.attributes.class === "strike") return { type: "strike", attrs: {} };
  if (element.name !== "inline") return null;
  const [bracket, option] = [factOf(element, "adref:bracket"), factOf(element, "adref:option")];
  switch (element.attributes.name) {
    case "contested":
      return bracket === null ? null : { type: "contested", attrs: { bracket } };
    case "proposed":
      if (bracket === null || option === null) return null;
      return { type: "proposed", attrs: { bracket, option, within: factOf(element, "adref:within") } };
    case "note": {
      const note = factOf(element, "adref:note");
      return note === null ? null : { type: "note", attrs: { note } };
    }
    case "footnoteAnchor": {
      const footnote = factOf(element, "adref:footnote");
      return footnote === null ? null : { type: "footnote", attrs: { footnote } };
    }
    default:
      return null;
  }
}

/** A number as an element of our own gives it: its characters without the signs round it. */
export function numberIn(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (!isXml(child)) return child;
      if (child.name === "marker") return characterOf(child.attributes["adref:code"] ?? "") ?? "";
      return isPapers(child) ? "" : textOf(child);
    })
    .join("");
}
