import { type Decision, type Element, first, inside, treeOf } from "./word-tree.ts";

/** What LibreOffice made of a file with tracked changes. */
export interface OfficeDocument {
  /** The lines after a decision, empty ones left out. */
  readonly lines: (decision: Decision) => string[];
  /** The changes: what happened, by whom, when. */
  readonly changes: readonly {
    readonly kind: ChangeKind;
    readonly author: string;
    readonly at: string;
  }[];
}

/** `format` leaves the words as they are. */
type ChangeKind = "insertion" | "deletion" | "format";

/** A stretch of characters or the end of a line (null), and whether it stands in an insertion or a deletion. */
interface Item {
  readonly text: string | null;
  readonly inserted: boolean;
  readonly deleted: boolean;
}

/**
 * Reads a LibreOffice document (flat ODF). It keeps a list of changes and marks their beginnings and ends in the text, across
 * paragraphs: a model that has nothing of Word's.
 */
export function readOdf(xml: string): OfficeDocument {
  const text = first(first(treeOf(xml), "office:body"), "office:text");
  if (!text) throw new Error("The document has no text");
  const regions = inside(first(text, "text:tracked-changes"), "text:changed-region").map((region) => {
    const kind: ChangeKind =
      (["insertion", "deletion"] as const).find((one) => first(region, `text:${one}`)) ?? "format";
    const info = first(first(region, `text:${kind}`), "office:change-info");
    const said = (name: string) => first(info, name)?.children.join("") ?? "";
    return { id: region.attrs["text:id"] ?? "", kind, author: said("dc:creator"), at: said("dc:date") };
  });
  const items = itemsOf(text, new Map(regions.map(({ id, kind }) => [id, kind])));
  const lines = (decision: Decision) =>
    items
      .filter(({ inserted, deleted }) => (decision === "accept" ? !deleted : !inserted))
      .map(({ text: said }) => said ?? "\u0000")
      .join("")
      .split("\u0000")
      .map((line) => line.trim())
      // LibreOffice puts a joiner into the empty cells of rows that came or went.
      .filter((line) => line !== "" && line !== "\u200d");
  return { lines, changes: regions };
}

function itemsOf(text: Element, kinds: ReadonlyMap<string, ChangeKind>): Item[] {
  const items: Item[] = [];
  const open = { insertion: 0, deletion: 0, format: 0 };
  const say = (said: string | null) =>
    items.push({ text: said, inserted: open.insertion > 0, deleted: open.deletion > 0 });
  const count = (id: string | undefined, by: number) => {
    const kind = kinds.get(id ?? "");
    if (kind) open[kind] += by;
  };
  const walk = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === "string") {
        if (element.name !== "office:text" && !element.name.startsWith("table:")) say(child);
      } else readElement(child);
    }
  };
  const readElement = (child: Element): void => {
    switch (child.name) {
      case "text:tracked-changes":
      case "text:note":
        return;
      case "text:s":
        say(" ".repeat(Number(child.attrs["text:c"] ?? 1)));
        return;
      case "text:tab":
        say("\t");
        return;
      case "text:line-break":
        say("\n");
        return;
      case "text:change-start":
        count(child.attrs["text:change-id"], 1);
        return;
      case "text:change-end":
        count(child.attrs["text:change-id"], -1);
        return;
      default:
        walk(child);
        if (child.name === "text:p" || child.name === "text:h") say(null);
    }
  };
  walk(text);
  return items;
}
