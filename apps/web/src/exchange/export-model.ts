import {
  type ExportAsked,
  exportPath,
  PAPER_VIEWS,
  type PaperView,
  type Person,
  type Revision,
  type TABLE_COLUMNS,
} from "@adref/protocol";
import { keep, kept } from "../kept.ts";

/** The formats as a person chooses them; `print` is the web page, opened to be printed. */
export const EXPORT_FORMATS = ["docx", "print", "html", "txt", "json", "akn"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type TableColumns = (typeof TABLE_COLUMNS)[number];

/** Everything that a person chooses of a paper. Which of it counts depends on format and view; see `offeredIn`. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly view: PaperView;
  /** The other moment, of a tracked paper or a table of two moments; "" where none is chosen. */
  readonly against: string;
  readonly words: "bracketed" | "clean";
  readonly columns: TableColumns;
  readonly openRows: boolean;
  readonly statuses: boolean;
  readonly attributions: boolean;
  readonly colours: boolean;
  readonly realNumbers: boolean;
  readonly lines: boolean;
  readonly marking: string;
}

export const USUAL: ExportChoice = {
  format: "docx",
  view: "bracketed",
  against: "",
  words: "bracketed",
  columns: "parties",
  openRows: false,
  statuses: true,
  attributions: true,
  colours: false,
  realNumbers: false,
  lines: false,
  marking: "",
};

/** Who takes a text out, and what it can be compared with. */
export interface Reader {
  readonly names: Person["names"];
  /** The moments that can stand beside it; see `othersOf`. */
  readonly others: readonly string[];
  /** Those among them that came before it, whose changes since then can be tracked. */
  readonly earlier: readonly string[];
}

/** What there is to choose in a format and a view. */
export interface Offered {
  readonly views: readonly PaperView[];
  readonly against: boolean;
  readonly words: boolean;
  readonly columns: readonly TableColumns[];
  readonly openRows: boolean;
  readonly statuses: boolean;
  readonly attributions: boolean;
  readonly colours: boolean;
  readonly realNumbers: boolean;
  readonly lines: boolean;
  readonly marking: boolean;
}

/**
 * What can be chosen, by the rules of the server's papers: two moments and tables are for Word and pages, a table of
 * positions is for Word; what a format does not show is not asked. Readers without names get papers without them.
 */
export function offeredIn({ format, view, columns }: ExportChoice, { names, ...known }: Reader): Offered {
  const others = known.others.length > 0;
  const word = format === "docx";
  const page = format === "html" || format === "print";
  const table = view === "table";
  const two = view === "tracked" || (table && columns === "texts");
  const paper = word || page;
  return {
    views: PAPER_VIEWS.filter((one) => {
      if (one === "tracked") return paper && known.earlier.length > 0;
      return one !== "table" || word || (page && others);
    }),
    against: two,
    words: two,
    columns: table ? (word ? (others ? ["parties", "options", "texts"] : ["parties", "options"]) : ["texts"]) : [],
    openRows: table,
    statuses: paper && !two && !table,
    attributions: names && view !== "clean",
    colours: names && word && view !== "clean",
    realNumbers: word && (view === "bracketed" || view === "clean"),
    lines: word && !table,
    marking: paper,
  };
}

/** A choice that can be done: what cannot stand together gives way to what was chosen first, the format before the view. */
export function settled(choice: ExportChoice, reader: Reader): ExportChoice {
  const { views } = offeredIn(choice, reader);
  const view = views.includes(choice.view) ? choice.view : "bracketed";
  const { columns: possible } = offeredIn({ ...choice, view }, reader);
  const columns =
    possible.length === 0 || possible.includes(choice.columns) ? choice.columns : (possible[0] ?? "parties");
  const moments = comparable(view, reader);
  const against = moments.includes(choice.against) ? choice.against : (moments[0] ?? "");
  return { ...choice, view, columns, against };
}

/** The moments that a view can be compared with. */
export const comparable = (view: PaperView, { others, earlier }: Reader) => (view === "tracked" ? earlier : others);

type Asked = { readonly [K in keyof ExportAsked]?: string };

/** The query by which a choice is asked for; what is as usual, or does not count, is left out. */
export function askedOf(choice: ExportChoice, offered: Offered, at: string, sayOpen: boolean): Asked {
  const onOff = (isOffered: boolean, value: boolean, usual: boolean) =>
    isOffered && value !== usual ? { asked: value ? "on" : "off" } : {};
  const set = (name: keyof ExportAsked, { asked }: { asked?: string }) =>
    asked === undefined ? {} : { [name]: asked };
  return {
    format: choice.format === "print" ? "html" : choice.format,
    view: choice.view,
    ...(at !== "now" && { at }),
    ...(offered.against && { against: choice.against }),
    ...(offered.words && choice.words !== "bracketed" && { words: choice.words }),
    ...(offered.columns.length > 0 && { columns: choice.columns }),
    ...(offered.openRows && choice.openRows && { rows: "open" }),
    ...set("statuses", onOff(offered.statuses, choice.statuses, true)),
    ...set("attributions", onOff(offered.attributions, choice.attributions, true)),
    ...set("colours", onOff(offered.colours, choice.colours, false)),
    ...(offered.realNumbers && choice.realNumbers && { numbering: "real" }),
    ...set("lines", onOff(offered.lines, choice.lines, false)),
    ...(offered.marking && choice.marking.trim() !== "" && { marking: choice.marking.trim() }),
    ...(sayOpen && { open: "say" }),
  };
}

/** The address of a paper that the browser shows, to be printed. */
export const pagePath = (text: string, asked: Asked) => exportPath(text, { ...asked, as: "page" });

type Issued = Pick<Revision, "number" | "seq">;

/** The moments beside which a text can stand: the revisions, those before it first, the newest first; and now. */
export function othersOf(revisions: readonly Issued[], at: string): readonly string[] {
  const earlier = earlierOf(revisions, at);
  const later = newestFirst(revisions).filter((ref) => !earlier.includes(ref));
  return [...earlier, ...later, "now"].filter((ref) => ref !== at);
}

/** The revisions that came before a moment, the newest first; all, where it is not known when the moment was. */
export function earlierOf(revisions: readonly Issued[], at: string): readonly string[] {
  const [, kind, number = ""] = /^(rev|seq):(\d+)$/.exec(at) ?? [];
  const isEarlier = (one: Issued) => {
    if (kind === "rev") return one.number < Number(number);
    return kind !== "seq" || one.seq < Number(number);
  };
  return newestFirst(revisions.filter(isEarlier));
}

const newestFirst = (revisions: readonly Issued[]) =>
  revisions.toSorted((a, b) => b.number - a.number).map(({ number }) => `rev:${number}`);

const KEPT = "adref.export";

/** Keeps a choice on the device for the next paper. */
export function rememberChoice(choice: ExportChoice): void {
  keep(KEPT, JSON.stringify(choice));
}

/** What was chosen last on this device; as usual where nothing was, or it cannot be understood. */
export function rememberedChoice(): ExportChoice {
  try {
    const found: unknown = JSON.parse(kept(KEPT) ?? "null");
    return sound(found);
  } catch {
    return USUAL;
  }
}

function sound(found: unknown): ExportChoice {
  if (typeof found !== "object" || found === null) return USUAL;
  const choice = { ...USUAL } as Record<string, unknown>;
  for (const [name, usual] of Object.entries(USUAL)) {
    const value = (found as Record<string, unknown>)[name];
    if (typeof value === typeof usual) choice[name] = value;
  }
  const read = choice as unknown as ExportChoice;
  return EXPORT_FORMATS.includes(read.format) && PAPER_VIEWS.includes(read.view) ? read : USUAL;
}
