import type { WordOptions } from "../word-options.ts";

const WITHOUT_PREJUDICE = "This paper is without prejudice to the position of any delegation.";
const READING_BRACKETS =
  "Words in square brackets are not agreed. Brackets that follow each other without a space are alternatives.";

/** What sort of paper it is, as it stands below the title. */
export function kindOf(options: WordOptions): string {
  switch (options.view) {
    case "bracketed":
      return "Text with brackets";
    case "clean":
      return "Clean text";
    case "tracked":
      return `Changes since ${options.against.name}`;
    case "table":
      if (options.columns === "texts") return `Comparison with ${options.against?.name ?? "another text"}`;
      return options.columns === "parties" && options.attributions ? "Positions of delegations" : "Options";
  }
}

/** The small lines on the first page that say how a paper is to be read. */
export function prefaceOf(options: WordOptions): string[] {
  const { view, attributions, parties } = options;
  const lines = [WITHOUT_PREJUDICE];
  const brackets =
    view === "bracketed" ||
    ((view === "tracked" || (view === "table" && options.columns === "texts")) && options.words !== "clean");
  if (brackets) lines.push(READING_BRACKETS);
  if (view === "tracked") {
    lines.push(`What has changed since ${options.against.name} is shown as tracked changes.`);
    if (attributions) lines.push("The author of a change is the delegation that put the words forward.");
  }
  if (view === "table") lines.push(...tableLines(options.columns, attributions));
  if (view !== "clean" && attributions && parties.length > 0) {
    lines.push(`${parties.map((party) => `${party.code}: ${party.names.en}`).join("; ")}.`);
  }
  return lines;
}

function tableLines(columns: "parties" | "options" | "texts", attributions: boolean): string[] {
  if (columns === "texts")
    return [
      "Words that only the earlier text has are struck through; those that only the later one has are underlined.",
    ];
  const standing = "The first column has the words that stand; those in square brackets are contested.";
  if (columns === "options" || !attributions) return [standing];
  return [
    standing,
    "Each delegation’s column has the provision as that delegation would have it: what it would add is underlined, what it would take out is struck through. A dash means that it has put nothing forward.",
  ];
}
