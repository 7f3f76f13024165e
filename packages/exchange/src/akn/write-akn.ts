import { LEVEL_OF, type Party, type RecordValue, type TextValue } from "@adref/schema";
import { type Sheet, type SheetBlock, type SheetTable, sheetOf } from "../marked/sheet.ts";
import { EIds, isPlainId } from "./ids.ts";
import { type Branch, divide } from "./structure.ts";
import { ADREF, AKN, ELEMENT_OF } from "./vocabulary.ts";
import { contentXml, type InlineContext, signXml } from "./write-inline.ts";
import { metaXml, type PartyIds, partyIdsOf } from "./write-meta.ts";
import { attributesXml, element, wordsXml } from "./xml.ts";

export interface AknOptions {
  /** What the text is: title, symbol, revision, date, language, under these keys; others are kept as they are. */
  readonly header?: Readonly<Record<string, string>>;
  /** Their names; parties that only the record knows are named by their codes. */
  readonly parties?: readonly Party[];
  /** Whether signs and `refersTo` say whose the brackets are; the record says what it says. True unless told. */
  readonly attributions?: boolean;
}

/**
 * A text as a document of Akoma Ntoso 3.0 by the convention of AKN.md: valid by the official schema, whatever the text, and
 * everything in it can be read again.
 */
export function writeAkn(text: TextValue, options: AknOptions = {}): string {
  const { header = {}, parties = [], attributions = true } = options;
  const ids = new EIds();
  for (const own of ["adref", "secretariat"]) ids.take(own);
  const partyIds = partyIdsOf(text.record, parties, ids);
  const body = new AknBody(sheetOf(text), text.record, attributions, partyIds, ids).xml();
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="${AKN}" xmlns:adref="${ADREF}">
<doc name="agreement">
${metaXml(header, text.record, parties, partyIds)}
${body}
</doc>
</akomaNtoso>
`;
}

class AknBody implements InlineContext {
  readonly record: RecordValue;
  readonly attributions: boolean;
  readonly parties: PartyIds;
  readonly #sheet: Sheet;
  readonly #ids: EIds;
  readonly #standing = new Map<string, string>();
  readonly #given = new Set<string>();
  readonly #notes = new Map<string, { eId: string; marker: string; written: boolean }>();

  constructor(sheet: Sheet, record: RecordValue, attributions: boolean, parties: PartyIds, ids: EIds) {
    this.#sheet = sheet;
    this.record = record;
    this.attributions = attributions;
    this.parties = parties;
    this.#ids = ids;
    for (const block of blocksOf(sheet)) {
      for (const part of block.content) {
        if (part.type !== "open" || part.mark.type !== "contested") continue;
        const bracket = part.mark.attrs.bracket ?? "";
        if (!this.#standing.has(bracket)) {
          this.#standing.set(bracket, ids.take(`brk_${isPlainId(bracket) ? bracket : "n"}`));
        }
      }
    }
    let marker = 0;
    for (const [id, { number }] of sheet.footnotes) {
      const eId = ids.take(`fn_${++marker}`);
      this.#notes.set(id, { eId, marker: number === "" ? String(marker) : number, written: false });
    }
  }

  standingId(bracket: string): string | null {
    return this.#standing.get(bracket) ?? null;
  }

  firstStanding(bracket: string): string | null {
    if (this.#given.has(bracket)) return null;
    this.#given.add(bracket);
    return this.standingId(bracket);
  }

  note(footnote: string): string {
    const note = this.#notes.get(footnote);
    if (!note) return "";
    if (note.written) return element("noteRef", { href: `#${note.eId}`, marker: note.marker, placement: "bottom" });
    note.written = true;
    const block = this.#sheet.footnotes.get(footnote) as SheetBlock;
    const attributes = {
      eId: note.eId,
      marker: note.marker,
      placement: "bottom",
      ...this.#facts(block),
      "adref:kind": "footnote",
      "adref:place": String(block.place),
    };
    const lead = block.lead.map((sign) => signXml(sign, this)).join("");
    // The marker shows the number; the element may not hold one, so the exact number is a fact.
    return element(
      "authorialNote",
      { ...attributes, "adref:number": block.value.number },
      element("p", {}, `${lead}${contentXml(block.content, this)}`),
    );
  }

  xml(): string {
    const { titles, preamble, body } = divide(this.#sheet.blocks);
    const parts: string[] = [];
    if (titles.length > 0) {
      const lines = titles.map((block) => element("longTitle", {}, this.#line("p", block)));
      parts.push(`<preface>\n${lines.join("\n")}\n</preface>`);
    }
    if (preamble.length > 0) parts.push(`<preamble>\n${this.#preamble(preamble).join("\n")}\n</preamble>`);
    const blocks = body.map((branch) => this.#branch(branch, null));
    // A body may not be empty.
    if (blocks.length === 0) blocks.push('<p adref:filler="true"/>');
    parts.push(`<mainBody>\n${blocks.join("\n")}\n</mainBody>`);
    return parts.join("\n");
  }

  #preamble(blocks: readonly SheetBlock[]): string[] {
    const out: string[] = [];
    let recitals: string[] = [];
    const end = () => {
      if (recitals.length > 0) out.push(`<recitals>\n${recitals.join("\n")}\n</recitals>`);
      recitals = [];
    };
    for (const block of blocks) {
      if (block.value.kind === "recital") {
        const attributes = { eId: this.#eId(block, null), ...this.#facts(block) };
        const inner = `${this.#num(block)}${element("p", {}, this.#words(block))}`;
        recitals.push(element("recital", attributes, inner));
      } else {
        end();
        out.push(this.#line("block", block));
      }
    }
    end();
    return out;
  }

  #branch({ block, inside }: Branch, above: string | null): string {
    if (block.type === "table") {
      return `<hcontainer name="table">\n<content>${this.#table(block)}</content>\n</hcontainer>`;
    }
    const { kind } = block.value;
    const eId = this.#eId(block, above);
    const name = ELEMENT_OF[kind] ?? "hcontainer";
    const attributes = attributesXml({
      ...(name === "hcontainer" ? { name: kind } : {}),
      eId,
      ...this.#facts(block),
    });
    const children = inside.map((branch) => this.#branch(branch, eId)).join("\n");
    const below = children === "" ? "" : `\n${children}\n`;
    const num = this.#num(block);
    if (HEADS.has(kind))
      return `<${name}${attributes}>${num}<heading>${this.#words(block)}</heading>${below}</${name}>`;
    const words = element("p", {}, this.#words(block));
    const wrap = children === "" ? "content" : "intro";
    return `<${name}${attributes}>${num}<${wrap}>${words}</${wrap}>${below}</${name}>`;
  }

  /** A provision as one element with its number inside, where no hierarchy may stand. */
  #line(name: "p" | "block", block: SheetBlock): string {
    const { kind } = block.value;
    const attributes = {
      ...(name === "block" ? { name: kind } : {}),
      eId: this.#eId(block, null),
      ...this.#facts(block),
      "adref:kind": kind,
    };
    const { number } = block;
    const derived = block.value.number === null ? "true" : null;
    const num = number === "" ? "" : element("inline", { name: "num", "adref:derived": derived }, wordsXml(number));
    const lead = block.lead.map((sign) => signXml(sign, this)).join("");
    return element(name, attributes, `${lead}${num}${contentXml(block.content, this)}`);
  }

  #num(block: SheetBlock): string {
    if (block.number === "") return "";
    const lead = block.lead.map((sign) => signXml(sign, this)).join("");
    const derived = block.value.number === null ? "true" : null;
    return element("num", { "adref:derived": derived }, `${lead}${wordsXml(block.number)}`);
  }

  #words(block: SheetBlock): string {
    const lead = block.number === "" ? block.lead.map((sign) => signXml(sign, this)).join("") : "";
    return lead + contentXml(block.content, this);
  }

  #table({ node, rows }: SheetTable): string {
    const filler = '<td adref:filler="true"/>';
    const lines = rows.map((cells) => {
      const inner = cells.map(({ node: cell, blocks }) => {
        const { colspan, rowspan, colwidth } = cell.attrs;
        const attributes = {
          colspan: colspan === 1 ? null : String(colspan),
          rowspan: rowspan === 1 ? null : String(rowspan),
          "adref:colwidth": colwidth ? (colwidth as number[]).join(" ") : null,
        };
        const name = cell.type.name === "table_header" ? "th" : "td";
        return element(name, attributes, blocks.map((block) => this.#line("p", block)).join(""));
      });
      return `<tr>${inner.length === 0 ? filler : inner.join("")}</tr>`;
    });
    if (lines.length === 0) lines.push(`<tr adref:filler="true">${filler}</tr>`);
    return element("table", { ...this.#idFacts(node.attrs.id) }, lines.join("\n"));
  }

  #eId({ value, number }: SheetBlock, above: string | null): string {
    return this.#ids.ofProvision(value.kind, number, above);
  }

  #facts({ value, number }: SheetBlock): Record<string, string | null> {
    const standing = value.bracket === null ? null : this.standingId(value.bracket);
    return {
      ...this.#idFacts(value.id === "" ? null : value.id),
      ...(value.option === null || standing === null ? {} : { alternativeTo: `#${standing}` }),
      "adref:level": value.level === LEVEL_OF[value.kind] ? null : String(value.level),
      "adref:derived": value.number === null && number === "" ? "true" : null,
      "adref:bracket": value.bracket,
      "adref:option": value.option,
      "adref:within": value.within,
    };
  }

  #idFacts(id: string | null): Record<string, string | null> {
    if (id === null) return {};
    return isPlainId(id) ? { wId: id } : { "adref:id": id };
  }
}

/** The kinds whose words are a heading. */
const HEADS: ReadonlySet<string> = new Set(["title", "heading", "chapter", "annex", "section", "article"]);

function* blocksOf(sheet: Sheet): Generator<SheetBlock> {
  for (const block of sheet.blocks) {
    if (block.type === "block") yield block;
    else for (const cell of block.rows.flat()) yield* cell.blocks;
  }
  yield* sheet.footnotes.values();
}
